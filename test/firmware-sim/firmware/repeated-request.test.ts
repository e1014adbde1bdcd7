import {
  encodeSerialFrame,
  innerRequest,
  readCode,
  replyEnvelope,
  requestEnvelope,
  rotateTransportKey,
  sealed,
  trimClock,
} from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { expectOk, HOTP_LOAD, loadedFob, RawHost } from '../../support/raw-host.ts';
import { infoOf, powerCycle, statusOf } from './firmware-support.ts';

const TAG = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const OTHER = Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1);

function request(tag: Uint8Array): Uint8Array {
  const payload = readCode.request.encode({});
  return requestEnvelope.encode({ version: 1, command: readCode.code, tag, payload });
}

function ask(host: RawHost, message: Uint8Array): Uint8Array {
  const answer = host.exchange(message);
  if (answer === undefined) throw new Error('silence');
  return answer;
}

function counterOf(host: RawHost): number | undefined {
  return host.fob.firmware?.core.memory.counter;
}

describe('the last request once more', () => {
  it('gets the same reply, byte for byte, and is executed once', () => {
    const host = loadedFob('generic', HOTP_LOAD);
    const first = ask(host, request(TAG));
    expect(counterOf(host)).toBe(1);
    for (let i = 0; i < 3; i++) expect(ask(host, request(TAG))).toEqual(first);
    expect(counterOf(host)).toBe(1);
  });

  it('with another tag is another request', () => {
    const host = loadedFob('generic', HOTP_LOAD);
    const first = ask(host, request(TAG));
    expect(ask(host, request(OTHER))).not.toEqual(first);
    expect(counterOf(host)).toBe(2);
  });

  it('after another request is executed anew: the fob keeps one reply', () => {
    const host = loadedFob('generic', HOTP_LOAD);
    ask(host, request(TAG));
    statusOf(host);
    ask(host, request(TAG));
    expect(counterOf(host)).toBe(2);
  });

  it('on another link is executed anew', () => {
    const host = loadedFob('generic', HOTP_LOAD);
    ask(host, request(TAG));
    ask(new RawHost(host.fob), request(TAG));
    expect(counterOf(host)).toBe(2);
  });

  it('after a reset is executed anew', () => {
    const host = loadedFob('generic', HOTP_LOAD);
    ask(host, request(TAG));
    powerCycle(host.fob);
    ask(new RawHost(host.fob), request(TAG));
    expect(counterOf(host)).toBe(2);
  });

  it('in the same write as the first is answered twice and executed once', () => {
    const host = loadedFob('generic', HOTP_LOAD);
    const frame = encodeSerialFrame(request(TAG));
    host.inbox.length = 0;
    host.wire.write(Uint8Array.from([...frame, ...frame]));
    expect(host.inbox).toHaveLength(2);
    expect(host.inbox[0]).toEqual(host.inbox[1]);
    expect(counterOf(host)).toBe(1);
  });

  it('sealed is answered from store too, before the channel is looked for', () => {
    const host = loadedFob();
    expectOk(host.open());
    const send = host.channel?.send;
    const key = new Uint8Array(32).fill(5);
    const payload = rotateTransportKey.request.encode({ key });
    const plaintext = innerRequest.encode({ command: rotateTransportKey.code, payload });
    const ciphertext = send?.seal(TAG, plaintext);
    if (ciphertext === undefined) throw new Error('no channel');
    const message = requestEnvelope.encode({
      version: 1,
      command: sealed.code,
      tag: TAG,
      payload: sealed.request.encode({ sequence: 0, ciphertext }),
    });
    const first = ask(host, message);
    host.fob.advance(61 * 32_768);
    expect(ask(host, message)).toEqual(first);
    expect(infoOf(host).keyGeneration).toBe(1);
  });

  it('that was refused is refused from store, though it would now succeed', () => {
    const host = loadedFob('generic', { ...HOTP_LOAD, purpose: 'production' });
    const refused = ask(host, request(TAG));
    host.fob.press();
    host.fob.advance(32_768);
    expect(ask(host, request(TAG))).toEqual(refused);
    expect(ask(host, request(OTHER))).not.toEqual(refused);
  });
});

describe('a copy that comes after the next request', () => {
  it('of a sealed request is not executed: its number is over', () => {
    const host = loadedFob();
    expectOk(host.open());
    const seal = (trimPpb: number, tag: Uint8Array): Uint8Array => {
      const payload = trimClock.request.encode({ trimPpb });
      const plaintext = innerRequest.encode({ command: trimClock.code, payload });
      const sequence = host.channel?.send.next ?? 0;
      const ciphertext = host.channel?.send.seal(tag, plaintext);
      if (ciphertext === undefined) throw new Error('no channel');
      return requestEnvelope.encode({
        version: 1,
        command: sealed.code,
        tag,
        payload: sealed.request.encode({ sequence, ciphertext }),
      });
    };
    const first = seal(5, TAG);
    ask(host, first);
    ask(host, seal(6, OTHER));
    expect(replyEnvelope.decode(ask(host, first)).status).toBe('out-of-sequence');
    expect(statusOf(host).trimPpb).toBe(6);
  });
});
