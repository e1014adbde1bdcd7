import type { SeedLoad } from '@fobkit/protocol';
import type { FaultOptions } from '@fobkit/firmware-sim';

export const SECOND_TICKS = 32_768;
export const DAY_TICKS = 86_400 * SECOND_TICKS;

/** Five years. */
export const DAYS = 1826;

/** Mean temperature of each month in tenths of a degree, as in Tokyo, April first. */
export const SEASONS = [143, 188, 219, 257, 269, 233, 180, 125, 77, 54, 61, 94];

/** A fault that befalls a fob on a day of its life. */
interface Misfortune {
  readonly day: number;
  /** As `fob sim fault` takes it. */
  readonly words: string;
  readonly options?: FaultOptions;
}

export interface Life {
  readonly profile: string;
  readonly load: Partial<SeedLoad>;
  /** Of the presses and the weather. */
  readonly seed: number;
  readonly mostPressesADay: number;
  /** What happens is noted on every so many days; what came of it, each month. */
  readonly watchEveryDays: number;
  /** Taken while faults act, so that they must come back with it. */
  readonly snapshotDay: number;
  readonly faults: readonly Misfortune[];
}

const SNAPSHOT_DAY = 913;

export const lives: readonly Life[] = [
  {
    profile: 'shinkin-hardware',
    load: { serialLabel: 'SKTH00000017' },
    seed: 2026,
    mostPressesADay: 8,
    watchEveryDays: 1,
    snapshotDay: SNAPSHOT_DAY,
    faults: [
      { day: 100, words: 'crystal.drift 12', options: { for: '30d' } },
      { day: 300, words: 'rtc.jump +90s' },
      { day: 420, words: 'button.bounce 60', options: { for: '7d' } },
      { day: 550, words: 'button.stuck down', options: { for: '1h' } },
      { day: 700, words: 'battery.brownout', options: { onNth: 'press:3' } },
      { day: 800, words: 'flash.bitrot 3', options: { seed: '7' } },
      { day: SNAPSHOT_DAY - 20, words: 'lcd.segment 2d', options: { for: '60d' } },
      { day: SNAPSHOT_DAY - 10, words: 'crystal.drift -7', options: { for: '90d' } },
      { day: 1100, words: 'battery.brownout', options: { chance: 'press:0.02' } },
      { day: 1300, words: 'cpu.hang', options: { onNth: 'press:5' } },
      { day: 1400, words: 'crystal.stop', options: { for: '2m' } },
      { day: 1450, words: 'battery.resistance 900', options: { for: '2d' } },
      { day: 1500, words: 'battery.leak 20', options: { for: '3d' } },
      { day: 1700, words: 'battery.drain 9' },
      { day: 1780, words: 'battery.drain 0' },
    ],
  },
  {
    profile: 'sid700',
    load: { serialLabel: '000158423177', stepSeconds: 60 },
    seed: 700,
    mostPressesADay: 0,
    watchEveryDays: 10,
    snapshotDay: SNAPSHOT_DAY,
    faults: [
      { day: 50, words: 'crystal.drift 25', options: { for: '10d' } },
      { day: 400, words: 'lcd.segment 4g', options: { for: '2d' } },
      { day: 650, words: 'thermometer.offset -15', options: { for: '5d' } },
      { day: 700, words: 'rtc.jump -45s', options: { for: '100d' } },
      { day: SNAPSHOT_DAY - 1, words: 'lcd.segment 3a', options: { for: '4d' } },
      { day: 1000, words: 'flash.bitrot 2', options: { seed: '11', for: '50d' } },
      { day: 1200, words: 'battery.brownout', options: { onNth: 'lcd:100' } },
      { day: 1800, words: 'battery.drain 0' },
    ],
  },
];
