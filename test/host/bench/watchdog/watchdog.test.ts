import { describe, expect, it } from 'vitest';
import type { HostClock } from '@fobkit/client';
import type { WatchdogOrder } from '../../../../host/bench/watchdog/order.ts';
import { Watchdog } from '../../../../host/bench/watchdog/watchdog.ts';

const ORDER: WatchdogOrder = {
  run: 'r',
  text: 'bench: x',
  file: 'bench.yaml',
  leases: { path: 'leases.db', fences: { psu: 1 } },
  ports: ['left'],
  hubs: {},
  silenceMs: 15_000,
  logFile: 'log',
};

class HandClock implements HostClock {
  #now = 0;
  #timers: { readonly at: number; readonly run: () => void }[] = [];

  now = (): number => this.#now;
  unixMs = (): number => this.#now;

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  pass(ms: number): void {
    this.#now += ms;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { run } of due) run();
  }
}

function watchdog(): { dog: Watchdog; clock: HandClock; did: string[] } {
  const clock = new HandClock();
  const did: string[] = [];
  const dog = new Watchdog(clock, {
    ready: () => did.push('ready'),
    act: ({ ports }, reason) => did.push(`act on ${ports.join()}: ${reason}`),
    done: () => did.push('done'),
  });
  return { dog, clock, did };
}

const line = (said: object): string => `${JSON.stringify(said)}\n`;
const GUARD = line({ say: 'guard', order: ORDER });

describe('a watchdog', () => {
  it('is ready when it has its orders, however the pipe cuts them', () => {
    const { dog, did } = watchdog();
    dog.hear(GUARD.slice(0, 40));
    expect(did).toEqual([]);
    dog.hear(GUARD.slice(40));
    expect(did).toEqual(['ready']);
  });

  it('acts when the pipe ends without a goodbye', () => {
    const { dog, did } = watchdog();
    dog.hear(GUARD);
    dog.ended();
    dog.ended();
    expect(did).toEqual(['ready', 'act on left: the run has died']);
  });

  it('does nothing after a goodbye', () => {
    const { dog, clock, did } = watchdog();
    dog.hear(GUARD + line({ say: 'bye' }));
    dog.ended();
    clock.pass(1_000_000);
    expect(did).toEqual(['ready', 'done']);
  });

  it('acts when no heartbeat comes for too long, and not before', () => {
    const { dog, clock, did } = watchdog();
    dog.hear(GUARD);
    clock.pass(14_999);
    dog.hear(line({ say: 'beat' }));
    clock.pass(14_999);
    expect(did).toEqual(['ready']);
    clock.pass(1);
    expect(did).toEqual(['ready', 'act on left: the run has fallen silent']);
  });

  it('guards what it was told of last', () => {
    const { dog, did } = watchdog();
    const both = { ...ORDER, ports: ['left', 'right'] };
    dog.hear(GUARD + line({ say: 'guard', order: both }));
    dog.ended();
    expect(did.at(-1)).toBe('act on left,right: the run has died');
  });

  it('acts on orders that are none: what sends them is not in order', () => {
    const { dog, did } = watchdog();
    dog.hear(`${GUARD}{"say":"sit"}\n`);
    expect(did.at(-1)).toBe('act on left: odd orders');
  });

  it('ends without a deed when it was never told of anything', () => {
    const { dog, did } = watchdog();
    dog.ended();
    expect(did).toEqual(['done']);
  });
});
