import { type Fob, type Profile, ticksToSeconds } from '@fobkit/firmware-sim';
import { loadedFob, profileNamed, usualLoad } from './fobs.ts';
import { type BenchTable, median } from './harness.ts';
import { otplibCode } from './oracle.ts';
import { atMost, holds } from './target.ts';

const YEARS = 5;
const TICKS_PER_SECOND = 32_768;
const LIFE_TICKS = YEARS * 31_557_600 * TICKS_PER_SECOND;
const PRESSES = 8000;
const RUNS = 3;

interface Life {
  readonly milliseconds: number;
  /** What was on the LCD, in the order of its appearance: `endsAt` in ticks where a time bar tells it. */
  readonly codes: number;
  /** Whether each code followed the one before it without a gap. */
  readonly gapless: boolean;
  readonly fob: Fob;
}

/** Five years of simulated time on one thread. */
export function benchFiveYears(): Promise<BenchTable> {
  const button = lives(() => buttonLife());
  const display = lives(() => displayLife(false));
  const watched = lives(() => displayLife(true));
  const minutes = minutesOf(display.last.fob);
  return Promise.resolve({
    title: `Five years of simulated life, median of ${RUNS} (spread)`,
    columns: ['life', 'wall time, s', 'codes shown', 'target'],
    rows: [
      [
        'button fob (shinkin-hardware), 8,000 presses',
        button.time,
        button.last.codes,
        `${atMost(1, button.seconds, 's')}, ${holds('8,000 codes', button.last.codes === PRESSES)}`,
      ],
      [
        'always-on 60-s display (sid700)',
        display.time,
        display.last.codes,
        `${atMost(4, display.seconds, 's')}, ${holds(
          'a code each minute',
          display.last.codes === minutes && display.last.gapless && showsItsCode(display.last.fob),
        )}`,
      ],
      [
        'the same, each code read from the segments',
        watched.time,
        watched.last.codes,
        holds('a code each minute', watched.last.codes === minutes && watched.last.gapless),
      ],
    ],
    notes: [
      `The display's own clock counted ${minutes} minutes; its last code was compared with otplib's.`,
    ],
  });
}

function lives(live: () => Life): { time: string; seconds: number; last: Life } {
  const runs = Array.from({ length: RUNS }, live);
  const times = runs.map(({ milliseconds }) => milliseconds / 1000);
  const seconds = median(times);
  const spread = `${Math.min(...times).toFixed(2)}–${Math.max(...times).toFixed(2)}`;
  const last = runs.at(-1);
  if (last === undefined) throw new Error('no life was lived');
  return { time: `${seconds.toFixed(2)} (${spread})`, seconds, last };
}

function buttonLife(): Life {
  const fob = loadedFob(profileNamed('shinkin-hardware'));
  let codes = 0;
  fob.observe((noted) => {
    if (noted.kind === 'lcd' && /^\d{6}$/.test(noted.text)) codes++;
  });
  const begin = performance.now();
  for (let press = 0; press < PRESSES; press++) {
    fob.press();
    fob.advance(LIFE_TICKS / PRESSES);
  }
  return { milliseconds: performance.now() - begin, codes, gapless: true, fob };
}

/** Counts what the firmware sends to the LCD or, when `watched`, what an eye reads there. */
function displayLife(watched: boolean): Life {
  const fob = loadedFob(profileNamed('sid700'));
  const { lcd } = fob.parts;
  let codes = 0;
  let gapless = true;
  let endedAt: number | undefined;
  const count = (): void => {
    codes++;
    const endsAt = lcd.frame.countdown?.endsAt;
    gapless &&= endedAt === undefined || endsAt === endedAt + 60 * TICKS_PER_SECOND;
    endedAt = endsAt;
  };
  if (watched) {
    fob.observe((noted) => {
      if (noted.kind === 'lcd' && /^\d{6}$/.test(noted.text)) count();
    });
  } else {
    const show = lcd.show.bind(lcd);
    lcd.show = (frame) => {
      show(frame);
      count();
    };
  }
  const begin = performance.now();
  fob.advance(LIFE_TICKS);
  return { milliseconds: performance.now() - begin, codes, gapless, fob };
}

/** How often the minute of the fob's own clock changed in the run. */
function minutesOf(fob: Fob): number {
  const minuteOf = (ticks: number) => Math.floor(ticksToSeconds(ticks) / 60);
  return minuteOf(fob.parts.rtc.now()) - minuteOf(fob.worldTicks - LIFE_TICKS);
}

function showsItsCode(fob: Fob): boolean {
  const load = usualLoad(fob.profile satisfies Profile);
  const step = Math.floor(ticksToSeconds(fob.parts.rtc.now()) / (load.stepSeconds ?? 30));
  return fob.view.rows[0] === otplibCode(load, step);
}
