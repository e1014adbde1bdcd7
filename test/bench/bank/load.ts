import { median } from '../harness.ts';

/** A kind of request under load. */
export interface LoadCase {
  readonly name: string;
  /** Does it once, as that client, one of `CLIENTS`; rejects when it is not answered as it must be. */
  readonly once: (client: number) => Promise<void>;
}

export interface Loaded {
  readonly name: string;
  /** Median of the rounds. */
  readonly perSecond: number;
  /** Of all requests of all rounds, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Processor time of the server for one, in milliseconds: how busy the machine is hardly tells. */
  readonly cpuMs: number;
}

/** Clients at once, each with a connection of its own that asks again as soon as it was answered. */
export const CLIENTS = 16;
const ROUNDS = 5;
const ROUND_MS = 1500;

/**
 * Loads the server with each case in turn, round by round; the first round only warms up. `cpuMs`:
 * the processor time of the server until now.
 */
export async function underLoad(
  cases: readonly LoadCase[],
  cpuMs: () => Promise<number>,
): Promise<readonly Loaded[]> {
  const seen = cases.map((it) => ({ it, rates: [] as number[], times: [] as number[], cpu: 0 }));
  for (let round = -1; round < ROUNDS; round++) {
    const first = (round + 1) % seen.length;
    for (const one of [...seen.slice(first), ...seen.slice(0, first)]) {
      const before = await cpuMs();
      const { took, perSecond } = await oneRound(one.it);
      const used = (await cpuMs()) - before;
      if (round < 0) continue;
      one.rates.push(perSecond);
      one.times.push(...took);
      one.cpu += used;
    }
  }
  return seen.map(({ it, rates, times, cpu }) => {
    const sorted = times.toSorted((a, b) => a - b);
    const at = (part: number): number => sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN;
    const cpuMs = cpu / times.length;
    return { name: it.name, perSecond: median(rates), p50: at(0.5), p99: at(0.99), cpuMs };
  });
}

async function oneRound({
  once,
}: LoadCase): Promise<{ readonly took: readonly number[]; readonly perSecond: number }> {
  const took: number[] = [];
  const begin = performance.now();
  const client = async (_: unknown, number: number): Promise<void> => {
    while (performance.now() - begin < ROUND_MS) {
      const asked = performance.now();
      await once(number);
      took.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return { took, perSecond: (took.length * 1000) / (performance.now() - begin) };
}
