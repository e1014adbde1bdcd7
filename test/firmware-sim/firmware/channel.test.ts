import {
  innerRequest,
  NoiseInitiator,
  openChannel,
  channelPrologue,
  PROTOCOL_VERSION,
  rotateTransportKey,
  sealed,
  setClock,
  trimClock,
} from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { nodePrimitives } from '../../../host/client/node/primitives.ts';
import { blankFob, DEVICE_ID, expectOk, RawHost } from '../../support/raw-host.ts';
import { pass, replyOf, statusOf } from './firmware-support.ts';

const REQUEST = innerRequest.encode({
  command: trimClock.code,
  payload: trimClock.request.encode({ trimPpb: 5 }),
});

function opened(host = new RawHost(blankFob())): RawHost {
  expectOk(host.open());
  return host;
}

/** Seals a request without sending it. */
function box(host: RawHost, tag: Uint8Array): { sequence: number; ciphertext: Uint8Array } {
  const send = host.channel?.send;
  const sequence = send?.next;
  const ciphertext = send?.seal(tag, REQUEST);
  if (sequence === undefined || ciphertext === undefined) throw new Error('no channel');
  return { sequence, ciphertext };
}

function trim(host: RawHost, trimPpb = 7): string {
  return host.sealedCall(trimClock, { trimPpb }).status;
}

/** A host whose channel has carried something. */
function proven(): RawHost {
  const host = opened();
  expectOk(host.sealedCall(trimClock, { trimPpb: 1 }).status);
  return host;
}

/** The first message of a handshake; of this fob and version but for `change`. */
function messageOne(change: { version?: number; deviceId?: Uint8Array } = {}): Uint8Array {
  const { deviceId = DEVICE_ID, version = PROTOCOL_VERSION } = change;
  const initiator = new NoiseInitiator({
    primitives: nodePrimitives,
    psk: new RawHost(blankFob()).factoryKey,
    prologue: channelPrologue(version, deviceId),
    ephemeral: new Uint8Array(32).fill(9),
  });
  const first = initiator.writeMessage();
  if (!first.ok) throw new Error(first.reason);
  return first.message;
}

/** Sends the first message of a handshake that was listened to on the wire. */
function replay(host: RawHost): string {
  return host.call(openChannel, { handshake: messageOne() }).status;
}

describe('a sealed request', () => {
  it('without a channel gets no-channel', () => {
    const host = new RawHost(blankFob());
    const request = { sequence: 0, ciphertext: new Uint8Array(20) };
    expect(host.call(sealed, request).status).toBe('no-channel');
  });

  it.each([-1, 1, 5])('with a number off by %d gets out-of-sequence and changes nothing', (off) => {
    const host = opened();
    expect(trim(host)).toBe('ok');
    const tag = host.nextTag();
    const { sequence, ciphertext } = box(host, tag);
    const wrong = { sequence: sequence + off, ciphertext };
    expect(host.call(sealed, wrong, tag).status).toBe('out-of-sequence');
    expect(statusOf(host).trimPpb).toBe(7);
    expect(host.call(sealed, { sequence, ciphertext }, tag).status).toBe('ok');
    expect(statusOf(host).trimPpb).toBe(5);
  });

  it.each([0, 10, -1])('with its byte %d changed gets seal-broken and changes nothing', (at) => {
    const host = opened();
    const tag = host.nextTag();
    const { sequence, ciphertext } = box(host, tag);
    const broken = ciphertext.slice();
    broken.set([(ciphertext.at(at) ?? 0) ^ 1], at < 0 ? ciphertext.length + at : at);
    expect(host.call(sealed, { sequence, ciphertext: broken }, tag).status).toBe('seal-broken');
    expect(statusOf(host).trimPpb).toBe(0);
    expect(host.call(sealed, { sequence, ciphertext }, tag).status).toBe('ok');
  });

  it('under another tag gets seal-broken', () => {
    const host = opened();
    const { sequence, ciphertext } = box(host, host.nextTag());
    expect(host.call(sealed, { sequence, ciphertext }, host.nextTag()).status).toBe('seal-broken');
  });

  it('that was answered is not executed under another tag or number', () => {
    const host = opened();
    const tag = host.nextTag();
    const { sequence, ciphertext } = box(host, tag);
    expect(host.call(sealed, { sequence, ciphertext }, tag).status).toBe('ok');
    statusOf(host);
    expect(host.call(sealed, { sequence, ciphertext }, tag).status).toBe('out-of-sequence');
    const later = { sequence: sequence + 1, ciphertext };
    expect(host.call(sealed, later, tag).status).toBe('seal-broken');
  });
});

describe('a channel', () => {
  it.each([
    [59.9, 'ok'],
    [60.1, 'no-channel'],
  ])('that nothing was sent through for %d s answers %s', (seconds, status) => {
    const host = opened();
    expect(trim(host)).toBe('ok');
    pass(host.fob, seconds);
    expect(trim(host, 8)).toBe(status);
  });

  it('is kept open by what opens, not by what does not', () => {
    const host = opened();
    for (let i = 0; i < 3; i++) {
      pass(host.fob, 50);
      expect(trim(host, i)).toBe('ok');
    }
    pass(host.fob, 50);
    host.call(sealed, { sequence: 99, ciphertext: new Uint8Array(20) });
    pass(host.fob, 11);
    expect(trim(host)).toBe('no-channel');
  });

  it('belongs to its link: another link finds none', () => {
    const first = opened();
    const second = new RawHost(first.fob);
    second.channel = first.channel;
    expect(trim(second)).toBe('no-channel');
  });

  it('ends when one on another link proves itself, and not before', () => {
    const first = proven();
    const second = opened(new RawHost(first.fob));
    expect(trim(first)).toBe('ok');
    expect(trim(second, 8)).toBe('ok');
    expect(trim(first)).toBe('no-channel');
    expect(trim(second, 9)).toBe('ok');
  });

  it.each([
    ['with a wrong key', (host: RawHost) => host.open(new Uint8Array(32)), 'wrong-key'],
    ['by a handshake that was recorded', replay, 'ok'],
  ])('does not end with an attempt %s, from another link or its own', (_, attempt, status) => {
    const host = proven();
    expect(attempt(new RawHost(host.fob))).toBe(status);
    expect(trim(host, 8)).toBe('ok');
    expect(attempt(host)).toBe(status);
    expect(trim(host, 9)).toBe('ok');
  });

  it('that is not proven yet outlives a wrong key, and ends with the next good handshake', () => {
    const host = opened();
    expect(new RawHost(host.fob).open(new Uint8Array(32))).toBe('wrong-key');
    const next = new RawHost(host.fob);
    pass(host.fob, 5);
    expect(trim(host)).toBe('ok');
    const waiting = opened(next);
    expect(replay(new RawHost(host.fob))).toBe('ok');
    expect(trim(waiting)).toBe('no-channel');
    expect(trim(host, 8)).toBe('ok');
  });

  it('leaves its link to the next one there when that proves itself', () => {
    const host = proven();
    const { channel } = host;
    expectOk(host.open());
    expect(trim(host, 8)).toBe('ok');
    host.channel = channel;
    expect(trim(host, 9)).toBe('seal-broken');
  });

  it('that waits beside another does not make its count of attempts 0', () => {
    const host = proven();
    const other = new RawHost(host.fob);
    for (let i = 0; i < 3; i++) expect(replay(other)).toBe('ok');
    expect(trim(host, 8)).toBe('ok');
    expect(replay(other)).toBe('delayed');
  });

  it('that waits under a key ends when the key is rotated', () => {
    const host = proven();
    const other = opened(new RawHost(host.fob));
    const key = new Uint8Array(32).fill(0xc3);
    expectOk(host.sealedCall(rotateTransportKey, { key }).status);
    expect(trim(other)).toBe('no-channel');
    expect(trim(host, 8)).toBe('ok');
  });

  it('does not end with an attempt that is only delayed', () => {
    const host = new RawHost(blankFob());
    for (let i = 0; i < 2; i++) host.open(new Uint8Array(32));
    expectOk(host.open());
    expect(new RawHost(host.fob).open()).toBe('delayed');
    expect(trim(host)).toBe('ok');
  });

  it('ends when its link closes, also for a link that comes later', () => {
    const first = opened();
    first.wire.unplug();
    const second = new RawHost(first.fob);
    second.channel = first.channel;
    expect(trim(second)).toBe('no-channel');
  });

  it('is not in a snapshot and does not survive a reset', () => {
    const host = opened(new RawHost(blankFob('shinkin-hardware')));
    host.fob.removeCell();
    host.fob.insertCell();
    expect(trim(host)).toBe('no-channel');
  });

  it('carries requests one after the other, each with its number', () => {
    const host = opened();
    for (let i = 0; i < 5; i++) {
      expect(host.channel?.send.next).toBe(i);
      expect(trim(host, i)).toBe('ok');
    }
  });

  it('answers a refused command under the seal too', () => {
    const host = opened();
    expect(replyOf(host.sealedCall(setClock, { clock: 5 })).after).toBe(5);
    expect(trim(host, 9_999_999)).toBe('trim-limit');
    expect(trim(host, 3)).toBe('ok');
  });
});

describe('a handshake', () => {
  it.each([
    ['for another fob', messageOne({ deviceId: new Uint8Array(8) })],
    ['of another version', messageOne({ version: 2 })],
    ['with a bit flipped', messageOne().map((byte, i) => (i === 40 ? byte ^ 4 : byte))],
    ['with a public key of zeros', messageOne().fill(0, 0, 32)],
  ])('%s gets wrong-key', (_, handshake) => {
    expect(new RawHost(blankFob()).call(openChannel, { handshake }).status).toBe('wrong-key');
  });

  it('is answered with another ephemeral key each time', () => {
    const host = new RawHost(blankFob());
    const replies = [1, 2].map(() => replyOf(host.call(openChannel, { handshake: messageOne() })));
    expect(replies[0]?.handshake).not.toEqual(replies[1]?.handshake);
  });
});
