import {
  getInfo,
  getStatus,
  keyCheck,
  loadSeed,
  openChannel,
  PROTOCOL_VERSION,
  readCode,
  requestEnvelope,
  sealed,
  trimClock,
} from '@fobkit/protocol';
import { SEED } from '../../support/raw-host.ts';
import { type Chapter, load, TOTP } from './chapter.ts';

const EMPTY = new Uint8Array();

export const refusedMessages: Chapter = {
  title: 'Messages that no client sends are refused by number',
  async tell(c) {
    await c.hangUp(await load(c));
    const raw = await c.raw();
    const tag = raw.nextTag();
    const info = getInfo.request.encode({});
    await raw.exchange('no CBOR', Uint8Array.of(0xff, 0xff));
    await raw.exchange('an envelope of text', Uint8Array.of(0x61, 0x61));
    const next = { version: PROTOCOL_VERSION + 1, command: getInfo.code, tag, payload: info };
    await raw.exchange('the next version', requestEnvelope.encode(next));
    await raw.exchange('an unknown command', raw.request(0x7777, EMPTY));
    await raw.exchange('a payload that is no map', raw.request(getStatus.code, Uint8Array.of(1)));
    await raw.exchange('a payload cut short', raw.request(readCode.code, Uint8Array.of(0xa1)));
    const load20 = loadSeed.request.encode({ seed: SEED, ...TOTP });
    await raw.exchange('LoadSeed in the clear', raw.request(loadSeed.code, load20));
    const short = Uint8Array.of(0xa1, 0x01, 0x41, 0x00);
    await raw.exchange('a handshake cut short', raw.request(openChannel.code, short));
    const box = sealed.request.encode({ sequence: 0, ciphertext: new Uint8Array(32) });
    await raw.exchange('a box without a channel', raw.request(sealed.code, box));
    const known = raw.request(getInfo.code, info);
    await raw.exchange('GetInfo', known);
    await raw.exchange('the same again', known);
    await raw.exchange(
      'an unknown field in it',
      raw.request(getInfo.code, Uint8Array.of(0xa1, 0x18, 0x63, 0x01)),
    );
  },
};

export const sealedMessages: Chapter = {
  title: 'The sealed channel holds its order',
  async tell(c) {
    await c.hangUp(await load(c));
    const raw = await c.raw();
    const replayed = raw.handshake(c.factoryKey);
    const first = openChannel.request.encode({ handshake: replayed.first });
    await raw.exchange('OpenChannel', raw.request(openChannel.code, first));
    await raw.exchange('the same handshake again', raw.request(openChannel.code, first));
    await c.control.advance(60);
    let channel = await raw.open('OpenChannel anew', c.factoryKey);
    if (channel === undefined) return;
    const nonce = keyCheck.request.encode({ nonce: new Uint8Array(16) });
    await raw.sealedCall('KeyCheck', channel, keyCheck.code, nonce);
    await raw.sealedCall('a clear command', channel, getInfo.code, EMPTY);
    await raw.sealedCall('an unknown command', channel, 0x7777, EMPTY);
    await raw.sealedCall('LoadSeed when loaded', channel, loadSeed.code, EMPTY);
    await raw.sealedCall('a payload that is none', channel, trimClock.code, EMPTY);
    const tag = raw.nextTag();
    const skipped = raw.seal(channel, tag, keyCheck.code, nonce);
    await raw.sealedCall('a box ahead of its turn', channel, keyCheck.code, nonce);
    await raw.exchange('the box that was its turn', raw.request(sealed.code, skipped, tag));
    channel = await raw.open('OpenChannel after that', c.factoryKey);
    if (channel === undefined) return;
    const other = raw.nextTag();
    const box = raw.seal(channel, other, keyCheck.code, nonce);
    const mistagged = raw.request(sealed.code, box);
    await raw.exchange('a box under another tag', mistagged);
    await c.control.advance(120);
    channel = await raw.open('OpenChannel once more', c.factoryKey);
    if (channel === undefined) return;
    await raw.sealedCall('KeyCheck', channel, keyCheck.code, nonce);
    await c.control.advance(61);
    await raw.sealedCall('KeyCheck after a minute of silence', channel, keyCheck.code, nonce);
  },
};
