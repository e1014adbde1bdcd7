import type { LoadWish } from '../../scenario/model.ts';
import type { Dice } from '../dice.ts';
import type { CampaignProfile } from '../space.ts';
import { NOWHERE } from './dress.ts';

const OCRA_SUITES = [
  { suite: 'OCRA-1:HOTP-SHA1-6:QN08', algorithm: 'SHA1', digits: 6 },
  { suite: 'OCRA-1:HOTP-SHA256-8:C-QN08', algorithm: 'SHA256', digits: 8 },
] as const;

/** Counters that firmware and relying parties get wrong: four bytes and what is around them. */
const COUNTERS = [0, 1, 1000, 0xffff_fffe, 0x1_0000_0005];

/** What a fob is loaded with; often just the preset of its type. `time` is unix seconds. */
export function drawLoad(dice: Dice, profile: CampaignProfile, time: number): LoadWish {
  if (dice.percent(35)) return { place: NOWHERE };
  const mode = dice.pick(profile.modes);
  const common = {
    place: NOWHERE,
    mode,
    ...(dice.percent(10) ? { purpose: 'production' as const } : {}),
    ...(dice.percent(20) ? { seedLength: dice.pick([16, 32, 64]) } : {}),
    ...(dice.percent(10) ? { expires: time + dice.pick([120, 3600, 5 * 86_400]) } : {}),
  };
  if (mode === 'ocra') {
    const { suite, algorithm, digits } = dice.pick(OCRA_SUITES);
    return { ...common, suite, algorithm, digits };
  }
  const digits = dice.between(profile.minDigits, profile.maxDigits);
  const algorithm = dice.pick(profile.algorithms);
  if (mode === 'hotp') return { ...common, algorithm, digits, counter: dice.pick(COUNTERS) };
  const stepSeconds = dice.pick(profile.steps === 'any' ? [30, 60, 1, 17, 3600] : profile.steps);
  const t0 = dice.percent(10) ? { t0: dice.pick([1, 1_700_000_000]) } : {};
  return { ...common, algorithm, digits, stepSeconds, ...t0 };
}
