// Run by five-years.ts in a fresh process, one life each; prints one line of JSON.
import { type Fob, fobProfile, ticksToSeconds } from '@fobkit/firmware-sim';
import { loadedFob, profileNamed, usualLoad } from './fobs.ts';
import { otplibCode } from './oracle.ts';

const TICKS_PER_SECOND = 32_768;
const MINUTE_TICKS = 60 * TICKS_PER_SECOND;
const LIFE_TICKS = 5 * 31_557_600 * TICKS_PER_SECOND;
const PRESSES = 8000;

/** Counts the codes that were shown, and whether each followed the one before it without a gap. */
class Tally {
  codes = 0;
  gapless = true;
  #endedAt: number | undefined;

  /** @param endsAt Where the LCD's time bar tells when the code ends, in ticks of the fob's clock. */
  count(endsAt?: number): void {
    this.codes++;
    this.gapless &&= this.#endedAt === undefined || endsAt === this.#endedAt + MINUTE_TICKS;
    this.#endedAt = endsAt;
  }
}

function observeCodes(fob: Fob, tally: Tally): void {
  fob.observe((noted) => {
    if (noted.kind !== 'lcd' || !/^\d{6}$/.test(noted.text)) return;
    tally.count(fob.parts.lcd.frame.countdown?.endsAt);
  });
}

/** Counts at the LCD's driver: what the firmware sends, which no eye need read. */
function tapCodes(fob: Fob, tally: Tally): void {
  const { lcd } = fob.parts;
  const show = lcd.show.bind(lcd);
  lcd.show = (frame) => {
    show(frame);
    tally.count(frame.countdown?.endsAt);
  };
}

const lives = {
  button: {
    profile: 'shinkin-hardware',
    count: observeCodes,
    live(fob: Fob): void {
      for (let press = 0; press < PRESSES; press++) {
        fob.press();
        fob.advance(LIFE_TICKS / PRESSES);
      }
    },
  },
  display: { profile: 'sid700', count: tapCodes, live: (fob: Fob) => fob.advance(LIFE_TICKS) },
  watched: { profile: 'sid700', count: observeCodes, live: (fob: Fob) => fob.advance(LIFE_TICKS) },
} as const;

const life = lives[process.argv[2] as keyof typeof lives];
const fob = loadedFob(profileNamed(life.profile));
const tally = new Tally();
life.count(fob, tally);
const clockBefore = fob.parts.rtc.now();
const cpuBefore = process.cpuUsage();
const begin = performance.now();
life.live(fob);
const milliseconds = performance.now() - begin;
const cpu = process.cpuUsage(cpuBefore);

const minuteOf = (ticks: number): number => Math.floor(ticks / MINUTE_TICKS);
const step = Math.floor(ticksToSeconds(fob.parts.rtc.now()) / 60);
console.log(
  JSON.stringify({
    milliseconds,
    cpuMilliseconds: (cpu.user + cpu.system) / 1000,
    codes: tally.codes,
    gapless: tally.gapless,
    clockMinutes: minuteOf(fob.parts.rtc.now()) - minuteOf(clockBefore),
    lastCodeIsRight: fob.view.rows[0] === otplibCode(usualLoad(fobProfile(fob.profile)), step),
  }),
);
