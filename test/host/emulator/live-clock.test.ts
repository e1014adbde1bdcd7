import { ticksOfUnixMs } from '@fobkit/client';
import { type Fob, type Noted, parseFault, takeSnapshot } from '@fobkit/firmware-sim';
import { fromHex, UsageError } from '@fobkit/protocol';
import { describe, expect, it, vi } from 'vitest';
import { newFob } from '../../../host/emulator/in-process.ts';
import { LiveClock } from '../../../host/emulator/live-clock.ts';
import { infoFrame } from '../../firmware-sim/plug/plug-support.ts';
import { BATCH_KEY, TICKS } from '../../support/raw-host.ts';
import { ToyClock } from './toy-clock.ts';

const DAY = 86_400;

function makeFob(clock: ToyClock, id = '00000000000000aa', profile = 'generic'): Fob {
  return newFob({
    profile,
    batchKey: BATCH_KEY,
    deviceId: fromHex(id),
    seed: 1,
    unixTime: clock.unix / 1000,
  });
}

describe('LiveClock', () => {
  it('lets a press end by itself when the time comes', () => {
    const clock = new ToyClock();
    const time = new LiveClock({ clock });
    const live = time.add(makeFob(clock));
    const noted: Noted[] = [];
    live.observe((one) => noted.push(one));
    live.fob.press();
    live.touched();
    clock.pass(100);
    expect(noted.filter(({ kind }) => kind === 'button').at(-1)).toMatchObject({ down: true });
    clock.pass(100);
    expect(noted.filter(({ kind }) => kind === 'button').at(-1)).toMatchObject({ down: false });
  });

  it('brings a fob up to now before it is looked at', () => {
    const clock = new ToyClock();
    const live = new LiveClock({ clock }).add(makeFob(clock));
    clock.pass(10_000);
    expect(live.fob.worldTicks).toBe(ticksOfUnixMs(clock.unix));
  });

  it('brings a fob up to now before bytes reach it', () => {
    const clock = new ToyClock();
    const live = new LiveClock({ clock }).add(makeFob(clock));
    const wire = live.plugIn();
    const times: number[] = [];
    live.observe(({ kind, at }) => {
      if (kind === 'bytes') times.push(at);
    });
    clock.pass(7000);
    wire.write(Uint8Array.of(0));
    expect(times[0]).toBe(ticksOfUnixMs(clock.unix));
  });

  it('keeps one timer for many fobs and sets none for those that sleep', () => {
    const clock = new ToyClock();
    const time = new LiveClock({ clock });
    const fobs = Array.from({ length: 200 }, (_, i) =>
      time.add(makeFob(clock, i.toString(16).padStart(16, '0'))),
    );
    expect(clock.timers.length).toBeLessThanOrEqual(1);
    const before = clock.armed;
    clock.pass(600_000);
    // Blank fobs sleep: only the timer's own longest wait is set again.
    expect(clock.armed - before).toBeLessThanOrEqual(1);
    for (const live of fobs) {
      live.fob.press();
      live.touched();
    }
    expect(clock.timers.length).toBe(1);
  });

  it('follows the machine when its clock is set forward and never goes back', () => {
    const clock = new ToyClock();
    const live = new LiveClock({ clock }).add(makeFob(clock));
    clock.unix += 5000;
    const later = live.fob.worldTicks;
    expect(later).toBe(ticksOfUnixMs(clock.unix));
    clock.unix -= 3_600_000;
    expect(live.fob.worldTicks).toBe(later);
    clock.pass(1000);
    expect(live.fob.worldTicks).toBe(later + TICKS);
  });

  it('starts at the world time that it is given', () => {
    const clock = new ToyClock();
    const time = new LiveClock({ clock, unixTime: 2_000_000_000 });
    clock.pass(1000);
    expect(time.now()).toBe(2_000_000_001 * TICKS);
  });

  it('frozen, moves only when told to', async () => {
    const clock = new ToyClock();
    const live = new LiveClock({ clock, frozen: true }).add(makeFob(clock));
    const start = live.fob.worldTicks;
    clock.pass(60_000);
    expect(live.fob.worldTicks).toBe(start);
    await live.advance(90 * TICKS);
    expect(live.fob.worldTicks).toBe(start + 90 * TICKS);
    expect(clock.armed).toBe(0);
  });
});

describe('LiveFob', () => {
  it('advances without blocking others, and lives on from there', async () => {
    const clock = new ToyClock();
    const live = new LiveClock({ clock }).add(makeFob(clock));
    const start = live.fob.worldTicks;
    let turns = 0;
    const immediate = (): void => {
      turns++;
      if (turns < 1000) setImmediate(immediate);
    };
    setImmediate(immediate);
    await live.advance(30 * DAY * TICKS);
    expect(turns).toBeGreaterThan(10);
    expect(live.fob.worldTicks).toBe(start + 30 * DAY * TICKS);
    clock.pass(1000);
    expect(live.fob.worldTicks).toBe(start + (30 * DAY + 1) * TICKS);
  });

  it('stands still while it tells what happens to it', () => {
    const clock = new ToyClock();
    const live = new LiveClock({ clock }).add(makeFob(clock));
    const seen: number[] = [];
    live.observe(() => {
      clock.unix += 1000;
      seen.push(live.fob.worldTicks);
    });
    const { worldTicks } = live.fob;
    live.fob.press();
    expect(seen[0]).toBe(worldTicks);
  });

  it('stays on its wires when a snapshot takes its place', () => {
    const clock = new ToyClock();
    const live = new LiveClock({ clock }).add(makeFob(clock));
    const snapshot = takeSnapshot(live.fob);
    const wire = live.plugIn();
    let lost = 0;
    let bytes = 0;
    wire.onUnplugged(() => lost++);
    wire.onBytes((chunk) => (bytes += chunk.length));
    live.restore(snapshot);
    wire.write(infoFrame());
    expect([lost, wire.plugged]).toEqual([0, true]);
    expect(bytes).toBeGreaterThan(0);
    live.fob.unplug();
    expect([lost, wire.plugged]).toEqual([1, false]);
  });

  it('leaves its wires when that one falls off them at once', () => {
    const clock = new ToyClock();
    const live = new LiveClock({ clock }).add(makeFob(clock));
    const other = makeFob(clock);
    other.faults.arm(parseFault(['usb.brownout']));
    const wire = live.plugIn();
    const told: string[] = [];
    // A plug may put it in again within the call.
    wire.onUnplugged(() => {
      told.push('unplugged');
      live.plugIn().onUnplugged(() => told.push('again'));
    });
    live.restore(takeSnapshot(other));
    expect([told, wire.plugged]).toEqual([['unplugged'], false]);
  });

  it('goes back to the world time of the snapshot and lives on from it', async () => {
    const clock = new ToyClock();
    const live = new LiveClock({ clock }).add(makeFob(clock));
    const snapshot = takeSnapshot(live.fob);
    const then = live.fob.worldTicks;
    await live.advance(DAY * TICKS);
    live.restore(snapshot);
    clock.pass(2000);
    expect(live.fob.worldTicks).toBe(then + 2 * TICKS);
  });

  it('refuses the snapshot of another fob', () => {
    const clock = new ToyClock();
    const live = new LiveClock({ clock }).add(makeFob(clock));
    const other = takeSnapshot(makeFob(clock, '00000000000000bb'));
    expect(() => live.restore(other)).toThrow(UsageError);
    expect(() => live.restore('{}')).toThrow(UsageError);
  });

  it('is heard across a restore', () => {
    const clock = new ToyClock();
    const live = new LiveClock({ clock }).add(makeFob(clock));
    const kinds: string[] = [];
    live.observe(({ kind }) => kinds.push(kind));
    live.restore(takeSnapshot(live.fob));
    live.fob.press();
    expect(kinds).toContain('press');
  });
});

describe('a fob that the emulator fails', () => {
  function twoFobs() {
    const clock = new ToyClock();
    const failed: string[] = [];
    const time = new LiveClock({ clock, onFailure: (live) => failed.push(live.deviceId) });
    const fobs = ['aa', 'bb'].map((end) => makeFob(clock, end.padStart(16, '0')));
    const [bad, good] = fobs.map((fob) => time.add(fob));
    const [fob] = fobs;
    if (bad === undefined || good === undefined || fob === undefined) throw new Error('no fobs');
    return { clock, failed, bad, good, fob };
  }
  const boom = (): never => {
    throw new Error('a fault of the model');
  };

  it('at its time is stopped and told; its companion lives on', () => {
    const { clock, failed, bad, good, fob } = twoFobs();
    for (const live of [bad, good]) {
      live.fob.press();
      live.touched();
    }
    vi.spyOn(fob, 'advanceTo').mockImplementation(boom);
    clock.pass(1000);
    expect(failed).toEqual([bad.deviceId]);
    expect([bad.failure, good.failure]).toEqual(['a fault of the model', undefined]);
    expect(bad.nextEventAt).toBe(Infinity);
    clock.pass(60_000);
    expect(good.fob.worldTicks).toBe(ticksOfUnixMs(clock.unix));
    expect(failed).toHaveLength(1);
  });

  it('when bytes come is stopped and off its plugs', async () => {
    const { failed, bad, good, fob } = twoFobs();
    const closed = vi.fn(() => Promise.resolve());
    bad.attach({ url: 'test:', plugged: true, replug: () => undefined, close: closed });
    const wires = [bad.plugIn(), good.plugIn()];
    let answers = 0;
    for (const wire of wires) wire.onBytes(() => answers++);
    const core = fob.firmware;
    if (core === undefined) throw new Error('no firmware');
    vi.spyOn(core, 'receive').mockImplementation(boom);
    for (const wire of wires) wire.write(infoFrame());
    await Promise.resolve();
    expect([failed, closed.mock.calls.length]).toEqual([[bad.deviceId], 1]);
    expect(answers).toBeGreaterThan(0);
    expect(good.failure).toBeUndefined();
  });

  it('throws on where nobody hears of it', () => {
    const clock = new ToyClock();
    const fob = makeFob(clock);
    const live = new LiveClock({ clock }).add(fob);
    vi.spyOn(fob, 'advanceTo').mockImplementation(boom);
    expect(() => {
      live.catchUp();
    }).toThrow('a fault of the model');
  });
});
