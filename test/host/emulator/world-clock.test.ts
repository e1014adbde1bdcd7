import { setImmediate as turn } from 'node:timers/promises';
import { delay } from '@fobkit/client';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { StalledError, WorldClock } from '../../../host/emulator/world-clock.ts';
import { SECOND, ToyWorld } from './toy-world.ts';

let world: ToyWorld;
let start: number;
const told: string[] = [];
const tell = (text: string) => () => {
  told.push(text);
};

beforeEach(() => {
  world = new ToyWorld();
  start = world.worldTicks;
  told.length = 0;
});

/** Seconds of world time that have passed. */
function passed(): number {
  return (world.worldTicks - start) / SECOND;
}

describe('the clock', () => {
  it('tells world time to the tick, as milliseconds', () => {
    const clock = new WorldClock(world);
    world.advanceTo(start + 1);
    expect(clock.now()).toBe(1000 / SECOND);
    expect(Math.round((clock.unixMs() * SECOND) / 1000)).toBe(start + 1);
  });

  it('runs timers in their order while time is advanced, each at its time', () => {
    const clock = new WorldClock(world);
    clock.after(2000, tell('two'));
    clock.after(1000, () => told.push(`one at ${String(passed())}`));
    clock.after(3001, tell('three'));
    clock.advanceTo(start + 3 * SECOND);
    expect(told).toEqual(['one at 1', 'two']);
    expect(passed()).toBe(3);
  });

  it('lets the fob act before the host at the same time', () => {
    const clock = new WorldClock(world);
    const cancel = clock.after(1000, tell('timeout'));
    world.in(1, () => {
      cancel();
      told.push('reply');
    });
    clock.advanceTo(start + 2 * SECOND);
    expect(told).toEqual(['reply']);
  });

  it('lets time pass before it runs what is due at once', () => {
    const clock = new WorldClock(world);
    clock.after(0, tell('run'));
    expect(told).toEqual([]);
    clock.advanceTo(start + 1);
    expect(told).toEqual(['run']);
  });

  it('never goes back, though the fob is restored to an earlier time', () => {
    const clock = new WorldClock(world);
    clock.advanceTo(start + 10 * SECOND);
    clock.after(1000, tell('gone'));
    const earlier = new ToyWorld();
    clock.enter(earlier);
    expect(clock.now()).toBe(10_000);
    expect(clock.unixMs()).toBe(1_750_000_000_000);
    clock.advanceTo(earlier.worldTicks + 5 * SECOND);
    expect(clock.now()).toBe(15_000);
    expect(told).toEqual([]);
  });
});

describe('settle', () => {
  it('moves time on until the promise settles, and no further', async () => {
    const clock = new WorldClock(world);
    expect(await clock.settle(delay(clock, 1500).then(() => 'done'))).toBe('done');
    expect(passed()).toBe(1.5);
  });

  it('does not move time for a promise that needs none', async () => {
    const clock = new WorldClock(world);
    clock.after(1000, tell('timer'));
    await clock.settle(Promise.resolve());
    expect(passed()).toBe(0);
  });

  it('stops at what the fob does by itself', async () => {
    const clock = new WorldClock(world);
    const { promise, resolve } = Promise.withResolvers<string>();
    clock.after(1000, tell('timeout'));
    world.in(0.25, () => {
      resolve('reply');
    });
    expect(await clock.settle(promise)).toBe('reply');
    expect(passed()).toBe(0.25);
  });

  it('gives the rejection', async () => {
    const clock = new WorldClock(world);
    const refused = delay(clock, 10).then(() => Promise.reject(new Error('refused')));
    await expect(clock.settle(refused)).rejects.toThrow('refused');
  });

  it('fails when nothing will ever happen', async () => {
    const clock = new WorldClock(world);
    const never = Promise.withResolvers<never>().promise;
    const waits = () => 'the client waits for GetInfo';
    await expect(clock.settle(never, waits)).rejects.toThrow(
      new StalledError('nothing will ever happen: the client waits for GetInfo'),
    );
    expect(passed()).toBe(0);
  });

  it('fails after an hour in which other things happen', async () => {
    const clock = new WorldClock(world);
    const again = (): void => {
      world.in(60, again);
    };
    again();
    const never = Promise.withResolvers<never>().promise;
    await expect(clock.settle(never)).rejects.toThrow('within an hour');
    expect(passed()).toBe(3600);
  });

  it('does not care for faked timers', async () => {
    vi.useFakeTimers();
    try {
      const clock = new WorldClock(world);
      await clock.settle(delay(clock, 1000));
      expect(passed()).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('autoAdvance', () => {
  it('moves time on while the host waits', async () => {
    const clock = new WorldClock(world, { autoAdvance: true });
    await delay(clock, 1000);
    await delay(clock, 500);
    expect(passed()).toBe(1.5);
  });

  it('lets time stand while the host waits for nothing', async () => {
    const clock = new WorldClock(world, { autoAdvance: true });
    world.in(1, tell('event'));
    clock.after(1000, tell('timer'))();
    await turn();
    await turn();
    expect(passed()).toBe(0);
  });

  it('goes on after settle', async () => {
    const clock = new WorldClock(world, { autoAdvance: true });
    const long = delay(clock, 5000);
    await clock.settle(delay(clock, 1000));
    expect(passed()).toBe(1);
    await long;
    expect(passed()).toBe(5);
  });
});
