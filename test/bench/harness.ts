/** One section of `npm run bench`, ready to print. */
export interface BenchTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly notes?: readonly string[];
}

export interface BenchCase {
  readonly name: string;
  /** Does the work `count` times over. */
  readonly run: (count: number) => void | Promise<void>;
}

export interface InterleaveOptions {
  /** Rounds that count; each runs every case once. Odd, so that the median was measured. */
  readonly rounds?: number;
  /** How long a case runs in a round, in milliseconds, about. */
  readonly sliceMs?: number;
}

export interface Measured {
  readonly name: string;
  /** Medians of the rounds. */
  readonly perSecond: number;
  /** Slowest and fastest round. */
  readonly slowest: number;
  readonly fastest: number;
}

/**
 * Measures the cases round by round in one process, so that a slow moment of the machine falls on
 * all of them and their ratios hold even where the rates do not. Each round begins with another
 * case. Warm-up and the number of repetitions of a slice are found first.
 */
export async function interleave(
  cases: readonly BenchCase[],
  { rounds = 9, sliceMs = 40 }: InterleaveOptions = {},
): Promise<readonly Measured[]> {
  const runners: { readonly it: BenchCase; count: number; readonly rates: number[] }[] = [];
  for (const it of cases) {
    runners.push({ it, count: await countFor(it, sliceMs), rates: [] });
  }
  for (let round = 0; round < rounds; round++) {
    const first = round % runners.length;
    for (const runner of [...runners.slice(first), ...runners.slice(0, first)]) {
      const elapsed = await timed(runner.it, runner.count);
      runner.rates.push((runner.count * 1000) / elapsed);
      runner.count = Math.max(1, Math.round((runner.count * sliceMs) / elapsed));
    }
  }
  return runners.map(({ it, rates }) => ({
    name: it.name,
    perSecond: median(rates),
    slowest: Math.min(...rates),
    fastest: Math.max(...rates),
  }));
}

/** The middle value; of an even number of values the mean of the middle two; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? Number.NaN;
  const lower = sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** The table as lines of text; columns of numbers stand to the right, others to the left. */
export function tableText({ title, columns, rows, notes = [] }: BenchTable): string {
  const lines = [columns, ...rows].map((row) => row.map(String));
  const widths = columns.map((_, i) => Math.max(...lines.map((row) => row[i]?.length ?? 0)));
  const numeric = columns.map((_, i) => rows.every((row) => /^\d|^$/.test(String(row[i] ?? ''))));
  const text = lines.map((row) =>
    row
      .map((cell, i) => (numeric[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  text.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  return [title, '', ...text, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

/** Runs `it` for three slices at least, and returns how many repetitions fill one. */
async function countFor(it: BenchCase, sliceMs: number): Promise<number> {
  let count = 1;
  let spent = 0;
  for (;;) {
    const elapsed = await timed(it, count);
    spent += elapsed;
    if (elapsed >= sliceMs / 2 && spent >= 3 * sliceMs) {
      return Math.max(1, Math.round((count * sliceMs) / elapsed));
    }
    if (elapsed < sliceMs) count *= 2;
  }
}

async function timed(it: BenchCase, count: number): Promise<number> {
  const begin = performance.now();
  // A case that is not asynchronous is not made to wait for the event loop.
  const pending = it.run(count);
  if (pending !== undefined) await pending;
  return Math.max(performance.now() - begin, 0.001);
}
