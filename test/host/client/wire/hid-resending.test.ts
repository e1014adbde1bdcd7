import { getInfo, getStatus, HidCommand } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { RequestTimeoutError } from '../../../../host/client/errors.ts';
import { call } from '../../../../host/client/wire/call.ts';
import type { WireClient } from '../../../../host/client/wire/wire-client.ts';
import { hidClient } from '../support/hid-client.ts';
import type { HidScriptedFob } from '../support/hid-scripted-fob.ts';
import { type Meddler } from '../support/hid-scripted-fob.ts';
import type { SimulatedClock } from '../support/simulated-clock.ts';
import { fobInfo } from '../support/values.ts';
import { onNth, on, lose, double } from '../support/hid-meddlers.ts';

let clock: SimulatedClock;
let fob: HidScriptedFob;
let client: WireClient;

beforeEach(() => {
  ({ clock, fob, client } = hidClient());
});

describe('[HID-30] after a time-out', () => {
  it('INIT comes before the request is sent again, which the fob does once', async () => {
    fob.script.loseReplies = 1;
    await clock.until(call(client, getInfo, {}));
    expect(fob.sent()).toEqual(['Init@broadcast', 'Message', 'Init', 'Message']);
    expect(fob.script.done.get(getInfo.code)).toBe(1);
    expect(client.counters.resent).toBe(1);
  });

  it('INIT comes too when a reply came that is none', async () => {
    fob.toHost = onNth(2, (report) => [report.with(7, 0xff)]);
    await clock.until(call(client, getInfo, {}));
    expect(fob.sent()).toEqual(['Init@broadcast', 'Message', 'Init', 'Message']);
    expect(client.counters.malformed).toBe(1);
  });

  it('a reply to INIT that was lost is asked for again', async () => {
    fob.toHost = onNth(1, lose);
    await clock.until(call(client, getInfo, {}));
    expect(fob.sent()).toEqual(['Init@broadcast', 'Init@broadcast', 'Message']);
  });

  it('a late reply to the request before never counts as the next one', async () => {
    const late: Uint8Array[] = [];
    let hold = true;
    fob.toHost = on(HidCommand.Message, (report) => {
      if (!hold) return [report];
      late.push(report);
      return [];
    });
    await expect(clock.until(call(client, getStatus, {}))).rejects.toThrow(RequestTimeoutError);
    hold = false;
    for (const report of late) fob.inject(report);
    await clock.advance(1);
    expect(await call(client, getInfo, {})).toEqual(fobInfo());
    expect(fob.sent().slice(-2)).toEqual(['Init', 'Message']);
  });

  it('the error is a time-out when nothing ever answers', async () => {
    fob.toHost = lose;
    const start = clock.now();
    await expect(clock.until(call(client, getInfo, {}))).rejects.toThrow(RequestTimeoutError);
    expect(clock.now() - start).toBe(3_000);
    expect(clock.armed).toBe(0);
  });
});

describe('[HID-30] a reply that cannot be put together', () => {
  const long = fobInfo({ model: 'm'.repeat(32), firmwareVersion: '1'.repeat(16) });
  beforeEach(async () => {
    fob.script.on(getInfo, () => long);
    await call(client, getStatus, {});
    fob.reports.length = 0;
  });

  it.each<[string, Meddler]>([
    ['misses a packet', lose],
    ['has a packet twice', double],
  ])('since it %s is asked for at once by INIT and the same request', async (_, meddle) => {
    // The first report of the reply is followed by continuations.
    fob.toHost = onNth(2, meddle);
    const start = clock.now();
    expect(await clock.until(call(client, getInfo, {}))).toEqual(long);
    expect(fob.sent()).toEqual(['Message', 'Init', 'Message']);
    expect(fob.script.done.get(getInfo.code)).toBe(1);
    expect(clock.now()).toBe(start);
    expect(client.counters.droppedBytes).toBeGreaterThanOrEqual(64);
  });

  it('without its first packet is waited for no longer than the time-out', async () => {
    fob.toHost = onNth(1, lose);
    const start = clock.now();
    expect(await clock.until(call(client, getInfo, {}))).toEqual(long);
    expect(clock.now() - start).toBe(1_000);
  });
});

describe('packets of the host that go astray', () => {
  beforeEach(() => {
    fob.script.onRaw(0x7e, () => ({ payload: Uint8Array.of(0xa0) }));
  });

  function longRequest(): Promise<unknown> {
    const command = { name: 'Long', code: 0x7e };
    return client.request({ command, payload: new Uint8Array(200) });
  }

  it('a lost packet is told by error 0x04, and the request sent again at once', async () => {
    fob.toFob = onNth(3, lose);
    const start = clock.now();
    await clock.until(longRequest());
    expect(clock.now()).toBe(start);
    expect(fob.script.done.get(0x7e)).toBe(1);
  });

  it('a packet that comes twice is told by error 0x04, and the request sent again', async () => {
    fob.toFob = onNth(3, double);
    await clock.until(longRequest());
    expect(fob.script.done.get(0x7e)).toBe(1);
  });

  it('a lost last packet is told by error 0x05 after 500 ms', async () => {
    fob.toFob = onNth(5, lose);
    const asked = longRequest();
    await clock.advance(500);
    fob.elapse();
    await clock.until(asked);
    expect(client.counters.resent).toBe(0);
  });

  it('again and again leave the rest to the time-out', async () => {
    fob.toFob = on(HidCommand.Message, double);
    await expect(clock.until(longRequest())).rejects.toThrow(RequestTimeoutError);
    // Four sendings for each of three attempts.
    expect(fob.sent().filter((name) => name === 'Message')).toHaveLength(12);
  });
});

describe('[HID-32] a fob that was reset', () => {
  it('gives a new channel, and the request is sent there', async () => {
    await call(client, getInfo, {});
    fob.reset();
    const start = clock.now();
    await clock.until(call(client, getInfo, {}));
    expect(fob.sent()).toEqual([
      'Init@broadcast',
      'Message',
      'Message',
      'Init@broadcast',
      'Message',
    ]);
    expect(clock.now()).toBe(start);
  });

  it('in mid-request is found by INIT on the old channel', async () => {
    await call(client, getInfo, {});
    fob.reports.length = 0;
    fob.slow = true;
    const asked = call(client, getInfo, {});
    await clock.advance(10);
    fob.reset();
    fob.slow = false;
    await clock.until(asked);
    expect(fob.sent()).toEqual(['Message', 'Init', 'Init@broadcast', 'Message']);
  });
});
