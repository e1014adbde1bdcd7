import {
  fragmentHid,
  getInfo,
  getStatus,
  HID_BROADCAST,
  HidCommand,
  HidErrorCode,
} from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { PortBusyError, RequestTimeoutError } from '../../../../host/client/errors.ts';
import { call } from '../../../../host/client/wire/call.ts';
import type { DroppedBytes } from '../../../../host/client/wire/message-port.ts';
import type { WireClient } from '../../../../host/client/wire/wire-client.ts';
import { hidClient } from '../support/hid-client.ts';
import type { HidScriptedFob } from '../support/hid-scripted-fob.ts';
import type { SimulatedClock } from '../support/simulated-clock.ts';
import { fobInfo, fobStatus } from '../support/values.ts';
import { onNth, on, lose, error } from '../support/hid-meddlers.ts';

let clock: SimulatedClock;
let fob: HidScriptedFob;
let client: WireClient;

beforeEach(() => {
  ({ clock, fob, client } = hidClient());
});

describe('[HID-33] KEEPALIVE', () => {
  beforeEach(() => {
    fob.slow = true;
  });

  it('restarts the time-out', async () => {
    const asked = call(client, getInfo, {});
    for (let i = 0; i < 5; i++) {
      await clock.advance(900);
      fob.keepalive();
    }
    await clock.advance(900);
    fob.finish();
    expect(await asked).toEqual(fobInfo());
    expect(client.counters.resent).toBe(0);
  });

  it('for another channel does not', async () => {
    const asked = call(client, getInfo, {}, { timeoutMs: 1_000 });
    await clock.advance(900);
    for (const report of fragmentHid(7, HidCommand.Keepalive, Uint8Array.of(1))) fob.inject(report);
    fob.slow = false;
    await clock.advance(200);
    await asked;
    expect(client.counters.resent).toBe(1);
  });

  it('for more than a minute is a fob that hangs', async () => {
    const asked = call(client, getInfo, {}).catch((cause: unknown) => cause);
    const state = { settled: false };
    void asked.then(() => (state.settled = true));
    const start = clock.now();
    while (!state.settled) {
      await clock.advance(500);
      fob.keepalive();
      expect(clock.now() - start).toBeLessThan(4 * 62_000);
    }
    expect(await asked).toBeInstanceOf(RequestTimeoutError);
  });
});

describe('a fob that another program keeps busy', () => {
  const OTHER = 0x1111_0001;

  /** Another program takes the first channel and locks the fob. */
  function lock(seconds: number): void {
    for (const report of fragmentHid(HID_BROADCAST, HidCommand.Init, new Uint8Array(8))) {
      fob.receive(report);
    }
    for (const report of fragmentHid(OTHER, HidCommand.Lock, Uint8Array.of(seconds))) {
      fob.receive(report);
    }
  }

  it('is asked again while the time-out lasts, without INIT', async () => {
    lock(1);
    const asked = call(client, getInfo, {}, { timeoutMs: 1_500 });
    expect(await clock.until(asked)).toEqual(fobInfo());
    expect(fob.sent().filter((name) => name.startsWith('Init'))).toEqual(['Init@broadcast']);
    expect(client.counters.resent).toBe(0);
    expect(clock.armed).toBe(0);
  });

  it('is told as busy when it stays so', async () => {
    lock(10);
    await expect(clock.until(call(client, getInfo, {}))).rejects.toThrow(PortBusyError);
    expect(clock.armed).toBe(0);
  });

  it('has reports for the other program, which are counted and no fault', async () => {
    const drops: DroppedBytes[] = [];
    client.onDropped((dropped) => drops.push(dropped));
    await call(client, getInfo, {});
    const other = fragmentHid(OTHER + 99, HidCommand.Message, new Uint8Array(100));
    for (const report of other) fob.inject(report);
    await clock.advance(1);
    expect(client.counters).toMatchObject({ foreignReports: 2, droppedBytes: 0 });
    expect(drops.map(({ reason }) => reason)).toEqual(['channel', 'channel']);
  });

  it('[HID-29] gives a channel only to the nonce that is our own', async () => {
    const reply = fragmentHid(
      HID_BROADCAST,
      HidCommand.Init,
      Uint8Array.of(9, 9, 9, 9, 9, 9, 9, 9, 0, 0, 0, 5, 2, 1, 0, 0, 11),
    );
    fob.toHost = onNth(1, (report) => [...reply, report]);
    await call(client, getInfo, {});
    expect(client.counters.droppedBytes).toBe(64);
  });
});

describe('a signal', () => {
  it('[HID-25] is passed on as CANCEL, and the early reply counts as stale', async () => {
    fob.slow = true;
    const controller = new AbortController();
    const asked = call(client, getInfo, {}, { signal: controller.signal });
    await clock.advance(10);
    controller.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    await clock.advance(1);
    expect([fob.cancels, client.counters.stale, clock.armed]).toEqual([1, 1, 0]);
    fob.slow = false;
    expect(await call(client, getStatus, {})).toEqual(fobStatus());
  });

  it('leaves a fob that does not heed CANCEL to INIT', async () => {
    fob.slow = true;
    fob.toFob = on(HidCommand.Cancel, lose);
    const controller = new AbortController();
    const asked = call(client, getInfo, {}, { signal: controller.signal });
    await clock.advance(10);
    controller.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    fob.slow = false;
    expect(await call(client, getStatus, {})).toEqual(fobStatus());
    expect(fob.sent().slice(-2)).toEqual(['Init', 'Message']);
  });

  it('while the fob is busy ends the asking', async () => {
    fob.toHost = on(HidCommand.Message, error(HidErrorCode.Busy));
    const controller = new AbortController();
    const asked = call(client, getInfo, {}, { signal: controller.signal });
    await clock.advance(120);
    controller.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    expect(clock.armed).toBe(0);
  });
});
