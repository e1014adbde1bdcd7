import { describe, expect, it } from 'vitest';
import {
  calibratedCrystal,
  temperaturePpm,
  windowFor,
} from '../../../../host/bank/policy/crystal.ts';
import { findPolicy } from '../../../../host/bank/policy/presets/presets.ts';
import { DAY, plainPolicy, STEP, Story } from '../verify/verify-support.ts';

/** Seconds that a fob is off after so many days at a temperature. */
const drift = (celsius: number, days: number): number =>
  (temperaturePpm(calibratedCrystal, celsius) * days * DAY) / 1e6;

describe('the crystal of the AAJ manual', () => {
  it.each([
    [-10, -42],
    [-5, -31],
    [0, -21],
    [5, -14],
    [10, -8],
    [15, -3],
    [20, -1],
    [25, 0],
    [30, -1],
    [35, -3],
    [40, -8],
    [45, -14],
    [50, -21],
    [55, -31],
    [60, -42],
  ])('at %s °C: %s ppm', (celsius, ppm) => {
    expect(Math.round(temperaturePpm(calibratedCrystal, celsius)) + 0).toBe(ppm);
  });

  it('ten hours at 60 °C are 1.5 s', () => {
    expect(drift(60, 10 / 24)).toBeCloseTo(-1.5, 1);
  });
});

describe('an asymmetric window against physics', () => {
  const asahi = findPolicy('asahi-1303') ?? plainPolicy;
  const stored = (seconds: number): string => {
    const story = new Story(asahi);
    story.giveOff(0);
    story.now += 90 * DAY + 15;
    return story.giveOff(Math.floor((15 + seconds) / STEP)).outcome;
  };

  it('a fob that lay at −10 °C for 90 days is accepted', () => {
    expect(drift(-10, 90)).toBeCloseTo(-326.6, 1);
    expect(stored(drift(-10, 90))).toBe('accepted');
  });

  it('its mirror image, as far ahead, is not: no temperature makes a crystal fast', () => {
    expect(stored(-drift(-10, 90))).toBe('wrong');
  });

  it('a fob that lay in a car at 60 °C is accepted as well, one at 25 °C anyway', () => {
    expect(stored(drift(60, 90))).toBe('accepted');
    expect(stored(drift(25, 90))).toBe('accepted');
  });

  it('on the day after its last use the same drift is not accepted: the window has grown since', () => {
    const story = new Story(asahi);
    story.giveOff(0);
    story.now += DAY;
    expect(story.giveOff(-11).outcome).toBe('wrong');
  });
});

describe('how wide a window must be', () => {
  const home = { days: 365, coldest: 15, warmest: 35, typingSeconds: 30 };

  it('2 ppm are 63 s a year to either side, and heat and cold count behind alone', () => {
    const still = { ...home, coldest: 25, warmest: 25, typingSeconds: 0 };
    // 63.1 s to each side are three steps.
    expect(windowFor(calibratedCrystal, still, STEP)).toEqual({ behind: 3, ahead: 3 });
    const { behind, ahead } = windowFor(calibratedCrystal, home, STEP);
    expect(ahead).toBe(3);
    // 2 ppm and 3.4 ppm: 171 s and 30 s of typing are seven steps.
    expect(behind).toBe(7);
  });

  it('where it is never at its turnover it is less ahead, at last not at all', () => {
    const cold = { days: 365, coldest: -10, warmest: 0, typingSeconds: 0 };
    expect(windowFor(calibratedCrystal, cold, STEP).ahead).toBe(0);
  });

  it('a fob of that crystal anywhere in those temperatures is accepted', () => {
    const window = windowFor(calibratedCrystal, home, STEP);
    const policy = { ...plainPolicy, firstUse: window };
    for (let celsius = 15; celsius <= 35; celsius++) {
      for (const tolerance of [-2, 2]) {
        const seconds = drift(celsius, 365) + (tolerance * 365 * DAY) / 1e6;
        for (const [within, typing] of [
          [0, 0],
          [29, 0],
          [0, 30],
          [15, 30],
        ] as const) {
          const story = new Story(policy);
          story.now += within;
          const off = Math.floor((within - typing + seconds) / STEP);
          expect(story.giveOff(off).outcome, `${String(celsius)} °C`).toBe('accepted');
        }
      }
    }
  });
});
