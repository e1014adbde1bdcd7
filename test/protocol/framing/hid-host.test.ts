import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { fromHex } from '../../../protocol/bytes/hex.ts';
import { HidHost } from '../../../protocol/framing/hid-host.ts';
import { fragmentHid, HidCommand } from '../../../protocol/framing/hid-report.ts';
import { ALL, FIRST, NONCE, report, SECOND } from './hid-support.ts';

const NEXT_NONCE = 'b1b2b3b4b5b6b7b8';
const SPURIOUS = { type: 'ignored', reason: 'spurious' };

function initReply(on: string, nonce: string, cid: string): Uint8Array {
  return report(on, '86 0011', nonce, cid, '020104070b');
}

function openHost(): HidHost {
  const host = new HidHost();
  host.open(fromHex(NONCE));
  host.receive(initReply(ALL, NONCE, FIRST));
  return host;
}

/** A host that waits for the reply to a message of one byte. */
function waitingHost(): HidHost {
  const host = openHost();
  host.request(HidCommand.Message, Uint8Array.of(7));
  return host;
}

describe('HidHost: the channel', () => {
  it('[HID-15] asks for a channel on the broadcast channel', () => {
    expect(new HidHost().open(fromHex(NONCE))).toEqual([report(ALL, '86 0008', NONCE)]);
  });

  it('[HID-15] wants a nonce of 8 bytes', () => {
    expect(() => new HidHost().open(new Uint8Array(7))).toThrow(UsageError);
  });

  it('[HID-16] takes the channel of the reply', () => {
    const host = new HidHost();
    host.open(fromHex(NONCE));
    expect(host.receive(initReply(ALL, NONCE, FIRST))).toEqual({
      type: 'opened',
      info: {
        nonce: fromHex(NONCE),
        cid: 0x2a00_0001,
        interfaceVersion: 2,
        firmware: [1, 4, 7],
        capabilities: 0x0b,
      },
    });
    expect(host.cid).toBe(0x2a00_0001);
  });

  it('[HID-29] ignores a reply to INIT with the nonce of another program', () => {
    const host = new HidHost();
    host.open(fromHex(NONCE));
    expect(host.receive(initReply(ALL, NEXT_NONCE, SECOND))).toEqual(SPURIOUS);
    expect(host.receive(initReply(ALL, NONCE, FIRST)).type).toBe('opened');
  });

  it('keeps its nonce when the caller changes the bytes', () => {
    const host = new HidHost();
    const nonce = fromHex(NONCE);
    host.open(nonce);
    nonce.fill(0);
    expect(host.receive(initReply(ALL, NONCE, FIRST)).type).toBe('opened');
  });

  it.each(['86 0010', '86 003a', '81 0011'])(
    'ignores a reply that INIT cannot have: %s',
    (head) => {
      const host = new HidHost();
      host.open(fromHex(NONCE));
      expect(host.receive(report(ALL, head, NONCE, FIRST, '020104070b'))).toEqual(SPURIOUS);
    },
  );

  it.each(['00000000', ALL])('does not take channel %s', (cid) => {
    const host = new HidHost();
    host.open(fromHex(NONCE));
    expect(host.receive(initReply(ALL, NONCE, cid))).toEqual({ type: 'failed', reason: 'channel' });
    expect(host.cid).toBeUndefined();
  });

  it('tells a refusal of INIT', () => {
    const host = new HidHost();
    host.open(fromHex(NONCE));
    expect(host.receive(report(ALL, 'bf 0001 7f'))).toEqual({ type: 'error', code: 0x7f });
    expect(() => host.request(HidCommand.Wink, new Uint8Array(0))).toThrow(UsageError);
  });

  it('[HID-30] sends INIT on the channel that it has', () => {
    expect(waitingHost().open(fromHex(NEXT_NONCE))).toEqual([report(FIRST, '86 0008', NEXT_NONCE)]);
  });

  it('[HID-31] ignores late packets until that INIT is answered', () => {
    const host = waitingHost();
    host.open(fromHex(NEXT_NONCE));
    for (const late of ['c0 0001 09', 'c0 00ff', '00', 'bb 0001 01', 'bf 0001 05', 'bf 0001 06']) {
      expect(host.receive(report(FIRST, late))).toEqual(SPURIOUS);
    }
    expect(host.receive(initReply(FIRST, NONCE, FIRST))).toEqual(SPURIOUS);
    expect(host.receive(initReply(FIRST, NEXT_NONCE, FIRST)).type).toBe('opened');
    expect(host.request(HidCommand.Wink, new Uint8Array(0)).length).toBe(1);
  });

  it('[HID-17] does not take another channel in answer to INIT on its own', () => {
    const host = openHost();
    host.open(fromHex(NEXT_NONCE));
    expect(host.receive(initReply(FIRST, NEXT_NONCE, SECOND))).toEqual({
      type: 'failed',
      reason: 'channel',
    });
  });

  it('[HID-32] asks for a new channel after error 0x0B, to a request or to INIT', () => {
    const host = waitingHost();
    expect(host.receive(report(FIRST, 'bf 0001 0b'))).toEqual({ type: 'error', code: 0x0b });
    expect(host.cid).toBeUndefined();
    expect(host.open(fromHex(NONCE))).toEqual([report(ALL, '86 0008', NONCE)]);

    const other = openHost();
    other.open(fromHex(NEXT_NONCE));
    expect(other.receive(report(FIRST, 'bf 0001 0b'))).toEqual({ type: 'error', code: 0x0b });
    expect(other.open(fromHex(NONCE))).toEqual([report(ALL, '86 0008', NONCE)]);
  });
});

describe('HidHost: requests', () => {
  it('sends a request in packets on its channel', () => {
    const payload = new Uint8Array(100).fill(3);
    expect(openHost().request(HidCommand.Message, payload)).toEqual(
      fragmentHid(0x2a00_0001, 0x40, payload),
    );
  });

  it('[HID-30] sends none without a channel, and none while one is under way', () => {
    expect(() => new HidHost().request(HidCommand.Ping, new Uint8Array(0))).toThrow(UsageError);
    expect(() => waitingHost().request(HidCommand.Ping, new Uint8Array(0))).toThrow(UsageError);
  });

  it('does not count a request that was too long to send', () => {
    const host = openHost();
    expect(() => host.request(HidCommand.Ping, new Uint8Array(7610))).toThrow(UsageError);
    expect(host.request(HidCommand.Ping, new Uint8Array(1)).length).toBe(1);
  });

  it('takes a reply of one packet', () => {
    expect(waitingHost().receive(report(FIRST, 'c0 0002 0102 ff'))).toEqual({
      type: 'reply',
      command: HidCommand.Message,
      payload: fromHex('0102'),
    });
  });

  it('takes a reply of the largest size', () => {
    const host = waitingHost();
    const payload = Uint8Array.from({ length: 7609 }, (_, i) => i * 5);
    const events = fragmentHid(0x2a00_0001, 0x40, payload).map((each) => host.receive(each));
    expect(events.pop()).toEqual({ type: 'reply', command: HidCommand.Message, payload });
    expect(new Set(events.map((event) => event.type))).toEqual(new Set(['partial']));
  });

  it('[HID-33] passes KEEPALIVE over, between the packets of a reply too', () => {
    const host = waitingHost();
    const keepalive = { type: 'keepalive', status: 2 };
    expect(host.receive(report(FIRST, 'bb 0001 02'))).toEqual(keepalive);
    host.receive(report(FIRST, 'c0 003a', '01'.repeat(57)));
    expect(host.receive(report(FIRST, 'bb 0001 02'))).toEqual(keepalive);
    expect(host.receive(report(FIRST, '00 01'))).toMatchObject({
      type: 'reply',
      payload: new Uint8Array(58).fill(1),
    });
  });

  it('[HID-28] tells an error, after which the next request can follow', () => {
    const host = waitingHost();
    expect(host.receive(report(FIRST, 'bf 0001 06'))).toEqual({ type: 'error', code: 6 });
    expect(host.request(HidCommand.Wink, new Uint8Array(0)).length).toBe(1);
  });

  it('[HID-29] ignores reports of other channels, and of the broadcast channel', () => {
    const host = waitingHost();
    for (const cid of [SECOND, ALL, '00000000']) {
      expect(host.receive(report(cid, 'c0 0001 07'))).toEqual({
        type: 'ignored',
        reason: 'channel',
      });
    }
  });

  it('[HID-1] ignores reports of another length', () => {
    const host = waitingHost();
    for (const length of [0, 63, 65]) {
      expect(host.receive(new Uint8Array(length))).toEqual({ type: 'ignored', reason: 'size' });
    }
  });

  it('ignores what nothing waits for', () => {
    expect(new HidHost().receive(report(ALL, '86 0011'))).toEqual({
      type: 'ignored',
      reason: 'channel',
    });
    expect(openHost().receive(report(FIRST, 'c0 0001 07'))).toEqual(SPURIOUS);
    expect(waitingHost().receive(report(FIRST, '00'))).toEqual(SPURIOUS);
  });

  it.each([
    ['a packet missing', '01', 'sequence'],
    ['a first packet doubled', 'c0 00ff', 'sequence'],
  ])('[HID-30] gives the reply up at %s, and wants INIT', (_name, second, reason) => {
    const host = waitingHost();
    host.receive(report(FIRST, 'c0 00ff'));
    expect(host.receive(report(FIRST, second))).toEqual({ type: 'failed', reason });
    expect(() => host.request(HidCommand.Ping, new Uint8Array(0))).toThrow(UsageError);
    host.open(fromHex(NEXT_NONCE));
    host.receive(initReply(FIRST, NEXT_NONCE, FIRST));
    expect(host.request(HidCommand.Ping, new Uint8Array(0)).length).toBe(1);
  });

  it.each([
    ['another command than was asked', '81 0001 07', 'command'],
    ['a length that no packets can carry', 'c0 1dba', 'length'],
  ])('gives the reply up at %s', (_name, packet, reason) => {
    expect(waitingHost().receive(report(FIRST, packet))).toEqual({ type: 'failed', reason });
  });

  it('[HID-25] cancels the request under way, whose reply still comes', () => {
    const host = waitingHost();
    expect(host.cancel()).toEqual(report(FIRST, '91 0000'));
    expect(host.receive(report(FIRST, 'c0 0001 07')).type).toBe('reply');
    expect(host.cancel()).toBeUndefined();
    expect(new HidHost().cancel()).toBeUndefined();
  });
});
