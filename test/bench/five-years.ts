import { inChild } from './child.ts';
import { type BenchTable, median } from './harness.ts';
import { atMost, holds } from './target.ts';

const RUNS = 3;

interface Life {
  readonly milliseconds: number;
  readonly cpuMilliseconds: number;
  readonly codes: number;
  readonly gapless: boolean;
  /** Minutes that the fob's own clock has counted. */
  readonly clockMinutes: number;
  readonly lastCodeIsRight: boolean;
}

/** Five years of simulated time on one thread. */
export async function benchFiveYears(): Promise<BenchTable> {
  const lives = { button: [] as Life[], display: [] as Life[], watched: [] as Life[] };
  for (let i = 0; i < RUNS; i++) {
    for (const [name, runs] of Object.entries(lives)) {
      runs.push(await inChild<Life>('five-years-child.ts', { args: [name] }));
    }
  }
  const eachMinute = (runs: readonly Life[]): string => {
    const whole = runs.every(
      ({ codes, clockMinutes, gapless, lastCodeIsRight }) =>
        codes === clockMinutes && gapless && lastCodeIsRight,
    );
    return holds('a code each minute', whole);
  };
  const eachPress = holds(
    '8,000 codes',
    lives.button.every(({ codes }) => codes === 8000),
  );
  const row = (what: string, runs: readonly Life[], target: (seconds: number) => string) => {
    const seconds = runs.map(({ milliseconds }) => milliseconds / 1000);
    const cpu = median(runs.map(({ cpuMilliseconds }) => cpuMilliseconds / 1000));
    const spread = `${Math.min(...seconds).toFixed(2)}–${Math.max(...seconds).toFixed(2)}`;
    const middle = median(seconds);
    const codes = runs[0]?.codes ?? 0;
    return [what, middle.toFixed(2), spread, cpu.toFixed(2), codes, target(middle)];
  };
  return {
    title: 'Five years of simulated life',
    columns: ['life', 'wall time, s', 'spread', 'processor, s', 'codes shown', 'target'],
    rows: [
      row('button fob (shinkin-hardware), 8,000 presses', lives.button, (s) =>
        [atMost(1, s, 's'), eachPress].join(', '),
      ),
      row('always-on 60-s display (sid700)', lives.display, (s) =>
        [atMost(4, s, 's'), eachMinute(lives.display)].join(', '),
      ),
      row('the same, each code read from its segments', lives.watched, () =>
        eachMinute(lives.watched),
      ),
    ],
    notes: [
      `Medians of ${RUNS} fresh processes each, interleaved. "A code each minute": as many codes as the fob's`,
      "own clock counted minutes, each 60 s of that clock after the last, the final one otplib's.",
    ],
  };
}
