import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodePrimitives } from '../../../host/client/node/primitives.ts';
import { cryptoEngine } from '../../../firmware-sim/hardware/crypto-engine.ts';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import { encodeUtf8 } from '../../../protocol/bytes/utf8.ts';
import { attemptDelaySeconds } from '../../../protocol/channel/attempt-delay.ts';
import { hkdf } from '../../../protocol/channel/hkdf.ts';
import { keyCheckTag } from '../../../protocol/channel/key-check.ts';
import { NoiseInitiator, NoiseResponder } from '../../../protocol/channel/noise-nnpsk0.ts';
import { channelPrologue } from '../../../protocol/channel/prologue.ts';
import { batchKeyId, deriveTransportKey } from '../../../protocol/channel/transport-key.ts';
import { loadedParameters } from '../../../protocol/command/get-info.ts';
import { keyCheck } from '../../../protocol/command/key-check.ts';
import { openChannel } from '../../../protocol/command/open-channel.ts';
import { innerReply, innerRequest, sealed } from '../../../protocol/command/sealed.ts';
import { statusCodes } from '../../../protocol/message/status.ts';
import { accepted, present } from './channel-support.ts';

const path = new URL('../../../docs/protocol/05-sealed-channel.md', import.meta.url);
const page = readFileSync(path, 'utf8');
const printed = new Map(
  [...page.matchAll(/^```channel\n(.*?)^```/gms)]
    .flatMap(([, block = '']) => block.trim().split('\n'))
    .map((line): [string, string] => {
      const [name = '', value = ''] = line.split(': ');
      return [name, value];
    }),
);

/** A value that the example starts from. */
function given(name: string): Uint8Array {
  return fromHex(printed.get(name) ?? '');
}

function concat(...pieces: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}

const EMPTY = new Uint8Array(0);
const ZERO_NONCE = new Uint8Array(12);
const p = nodePrimitives;

/** Noise §4.3 and §5.2 once more, straight from its text, so that the page shows each step. */
function handshakeByHand(computed: Map<string, Uint8Array>): void {
  const note = (name: string, bytes: Uint8Array): Uint8Array => {
    computed.set(name, bytes);
    return bytes;
  };
  const mixHash = (h: Uint8Array, data: Uint8Array) => p.sha256(concat(h, data));
  const derive = (salt: Uint8Array, ikm: Uint8Array): readonly Uint8Array[] => {
    const okm = hkdf(p, { salt, ikm, length: 96 });
    return [okm.slice(0, 32), okm.slice(32, 64), okm.slice(64)];
  };
  const hostPrivate = note('host ephemeral private', given('host ephemeral private'));
  const fobPrivate = note('fob ephemeral private', given('fob ephemeral private'));
  const hostPublic = note('host ephemeral public', p.x25519PublicKey(hostPrivate));
  const fobPublic = note('fob ephemeral public', p.x25519PublicKey(fobPrivate));

  const name = note('h at the start', encodeUtf8('Noise_NNpsk0_25519_AESGCM_SHA256'));
  let h = note('h after prologue', mixHash(name, computed.get('prologue') ?? EMPTY));
  const [ck0 = EMPTY, pskHash = EMPTY] = derive(name, computed.get('transport key') ?? EMPTY);
  note('ck after psk', ck0);
  h = note('h after psk', mixHash(h, pskHash));
  h = note('h after host e', mixHash(h, hostPublic));
  const [ck1 = EMPTY, k1 = EMPTY] = derive(ck0, hostPublic);
  note('ck after host e', ck1);
  note('k after host e', k1);
  const tag1 = p.aesGcmSeal(k1, ZERO_NONCE, h, EMPTY);
  note('message 1', concat(hostPublic, tag1));
  h = note('h after message 1', mixHash(h, tag1));

  h = note('h after fob e', mixHash(h, fobPublic));
  const [ck2 = EMPTY] = derive(ck1, fobPublic);
  note('ck after fob e', ck2);
  const shared = note('shared secret', p.x25519(fobPrivate, hostPublic));
  const [ck3 = EMPTY, k3 = EMPTY] = derive(ck2, shared);
  note('ck after ee', ck3);
  note('k after ee', k3);
  const tag2 = p.aesGcmSeal(k3, ZERO_NONCE, h, EMPTY);
  note('message 2', concat(fobPublic, tag2));
  note('handshake hash', mixHash(h, tag2));
  const [toFob = EMPTY, toHost = EMPTY] = derive(ck3, EMPTY);
  note('key host to fob', toFob);
  note('key fob to host', toHost);
}

function example(): Map<string, Uint8Array> {
  const computed = new Map<string, Uint8Array>();
  const note = (name: string, bytes: Uint8Array): Uint8Array => {
    computed.set(name, bytes);
    return bytes;
  };
  const batchKey = note('batch key', given('batch key'));
  const deviceId = note('device id', given('device id'));
  note('batch key id', batchKeyId(p, batchKey));
  note('transport key', deriveTransportKey(p, batchKey, deviceId));
  note('prologue', channelPrologue(1, deviceId));
  handshakeByHand(computed);
  const handshake = (name: string) => ({ handshake: computed.get(name) ?? EMPTY });
  note('OpenChannel request', openChannel.request.encode(handshake('message 1')));
  note('OpenChannel reply', openChannel.reply.encode(handshake('message 2')));

  const seed = note('seed', given('seed'));
  const nonce = note('key check nonce', given('key check nonce'));
  const parameters = note(
    'parameters',
    loadedParameters.encode({
      mode: 'totp',
      algorithm: 'SHA1',
      digits: 6,
      serialLabel: 'SKTH00000017',
      purpose: 'test',
      stepSeconds: 30,
      t0: 0,
    }),
  );
  const info = encodeUtf8('fobkit key check');
  note('key check key', hkdf(p, { ikm: seed, info, length: 32 }));
  const proof = note('key check tag', keyCheckTag(p, { seed, nonce, deviceId, parameters }));

  const tag = note('tag', given('tag'));
  const request = note(
    'inner request',
    innerRequest.encode({ command: keyCheck.code, payload: keyCheck.request.encode({ nonce }) }),
  );
  const toFob = computed.get('key host to fob') ?? EMPTY;
  const requestSeal = note('sealed inner request', p.aesGcmSeal(toFob, ZERO_NONCE, tag, request));
  note('Sealed request', sealed.request.encode({ sequence: 0, ciphertext: requestSeal }));
  const reply = note(
    'inner reply',
    innerReply.encode({
      command: keyCheck.code,
      payload: keyCheck.reply.encode({ tag: proof }),
      status: 'ok',
    }),
  );
  const toHost = computed.get('key fob to host') ?? EMPTY;
  const replySeal = note('sealed inner reply', p.aesGcmSeal(toHost, ZERO_NONCE, tag, reply));
  note('Sealed reply', sealed.reply.encode({ sequence: 0, ciphertext: replySeal }));
  return computed;
}

describe('docs/protocol/05-sealed-channel.md', () => {
  it('shows every byte of its worked example as it is computed', () => {
    const computed = [...example()].map(([name, bytes]) => `${name}: ${toHex(bytes)}`);
    expect([...printed].map(([name, value]) => `${name}: ${value}`).sort()).toEqual(
      computed.sort(),
    );
  });

  it('shows the messages and the ciphertexts that the two sides exchange', () => {
    const setup = { psk: given('transport key'), prologue: given('prologue') };
    const host = new NoiseInitiator({
      ...setup,
      primitives: nodePrimitives,
      ephemeral: given('host ephemeral private'),
    });
    const fob = new NoiseResponder({
      ...setup,
      primitives: cryptoEngine,
      ephemeral: given('fob ephemeral private'),
    });
    const message1 = accepted(host.writeMessage()).message;
    expect(message1).toEqual(given('message 1'));
    accepted(fob.readMessage(message1));
    const reply = accepted(fob.writeMessage());
    expect(reply.message).toEqual(given('message 2'));
    const { channel } = accepted(host.readMessage(reply.message));
    expect(channel.handshakeHash).toEqual(given('handshake hash'));

    const tag = given('tag');
    const request = present(channel.send.seal(tag, given('inner request')));
    expect(request).toEqual(given('sealed inner request'));
    expect(reply.channel.receive.open(tag, request)).toEqual(given('inner request'));
    const answer = present(reply.channel.send.seal(tag, given('inner reply')));
    expect(answer).toEqual(given('sealed inner reply'));
    expect(channel.receive.open(tag, answer)).toEqual(given('inner reply'));
  });

  it('tells the delay after each number of failures as the rule computes it', () => {
    const rows = [...page.matchAll(/^ *\| (\d+) +\| (\d+) +\|$/gm)];
    expect(rows.map(([, failures]) => Number(failures))).toEqual(rows.map((_, index) => index));
    expect(rows).toHaveLength(16);
    for (const [, failures, delay] of rows) {
      expect(Number(delay)).toBe(attemptDelaySeconds(Number(failures)));
    }
  });

  it('names only statuses that exist', () => {
    const names = [...page.matchAll(/status `([a-z-]+)`/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect(Object.keys(statusCodes)).toContain(name);
  });
});
