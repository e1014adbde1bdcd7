import type { FleetDefect, FleetSpec, OwnerSpec, TemperatureLife } from '@fobkit/emulator/fleet';
import { findLife } from './climate.ts';
import { type DistributionData, distributionOf } from './distribution-words.ts';
import type { FleetData } from './fleet-schema.ts';
import * as q from './quantity.ts';

type Profile = FleetSpec['profile'];

const MADE_ON = '2027-04-01';
const DAY_MS = 86_400_000;
/** A fob on the body, under clothes. Assumed. */
const ON_THE_BODY = 310;
const USUAL_LIVES: FleetData['lives'] = { office: 0.6, pocket: 0.3, outdoors: 0.1 };
const USUAL_SHELF: DistributionData = { uniform: [14, 180] };
/** Cells of one lot. Assumed: makers give a rated charge and no spread. */
const USUAL_CHARGE: DistributionData = { normal: { mean: 98, sd: 1, from: 94, to: 100 } };
const USUAL_SLEEP: DistributionData = { normal: { mean: 1000, sd: 50, from: 800, to: 1300 } };
/** Assumed: business customers, few of whom transfer several times a day. */
const USUAL_PRESSES: DistributionData = {
  table: { '0.2 /day': 0.4, '1 /day': 0.45, '4 /day': 0.15 },
};
const USUAL_TYPING: DistributionData = { uniform: [6, 25] };

/** What of a file is simulated; codes are those that the fob type usually gets where it tells none. */
export function specOf(data: FleetData, profile: Profile): FleetSpec | undefined {
  const preset = profile.preset;
  const mode = data.codes?.mode ?? (preset?.mode === 'hotp' ? 'hotp' : 'totp');
  const guesser = guesserOf(data);
  if (preset === undefined || preset.mode === 'ocra') return undefined;
  const { crystal } = profile.parts;
  const toEitherSide: DistributionData = {
    triangular: [-crystal.tolerancePpb, crystal.tolerancePpb],
  };
  return {
    seed: data.seed ?? 1,
    fobs: data.fobs,
    days: Math.round(data.time),
    madeOn: Date.parse(`${data.made ?? MADE_ON}T00:00:00Z`) / DAY_MS,
    profile,
    codes: {
      mode,
      algorithm: data.codes?.algorithm ?? preset.algorithm,
      digits: data.codes?.digits ?? preset.digits,
      stepSeconds: data.codes?.step ?? preset.stepSeconds,
    },
    calibrationPpb: distributionOf(data.crystal?.error ?? toEitherSide, q.crystalError),
    ageingPpbPerYear: distributionOf(data.crystal?.ageing ?? crystal.ageingPpbPerYear, q.ageing),
    shelfDays: distributionOf(data.shelf?.time ?? USUAL_SHELF, q.days),
    shelfDeciCelsius: data.shelf?.temperature ?? 200,
    lives: livesOf(data),
    chargePercent: distributionOf(data.cell?.charge ?? USUAL_CHARGE, q.charge),
    sleepPermille: distributionOf(data.cell?.['sleep-current'] ?? USUAL_SLEEP, q.relativeCurrent),
    defects: (data.defects ?? []).map(defectOf),
    owners: ownersOf(data),
    ...(guesser === undefined ? {} : { guesser }),
  };
}

function livesOf({ lives = USUAL_LIVES }: FleetData): readonly TemperatureLife[] {
  return Object.entries(lives ?? {}).flatMap(([name, told]): TemperatureLife[] => {
    if (typeof told !== 'number') {
      return [
        {
          name,
          share: told.share,
          monthsDeciCelsius: told.months,
          carriedHours: told.carried ?? 0,
          carriedDeciCelsius: told['carried-at'] ?? ON_THE_BODY,
        },
      ];
    }
    const known = findLife(name);
    return known === undefined ? [] : [{ ...known, share: told }];
  });
}

function defectOf(told: NonNullable<FleetData['defects']>[number]): FleetDefect {
  const { crystal, leak, share } = told;
  if (leak !== undefined) {
    return { kind: 'leak', share, nanoamps: distributionOf(leak, q.current) };
  }
  if (crystal !== undefined) {
    return { kind: 'crystal', share, ppb: distributionOf(crystal, q.crystalError) };
  }
  return { kind: 'dies', share, afterDays: distributionOf(told['dies-after'] ?? 0, q.days) };
}

function ownersOf({ owners = {} }: FleetData): OwnerSpec {
  const after = owners['replaced-after'] ?? 10;
  return {
    pressesPerDay: distributionOf(owners.presses ?? USUAL_PRESSES, q.perDay),
    idlePresses: owners.idle ?? 0.05,
    typingSeconds: distributionOf(owners.typing ?? USUAL_TYPING, q.seconds),
    mistyped: owners.mistyped ?? 0.01,
    triesBeforeCall: owners.tries ?? 3,
    ...(after === 'never' ? {} : { replacedAfterDays: Math.round(after) }),
  };
}

function guesserOf({ guesser = {} }: FleetData): FleetSpec['guesser'] {
  if (guesser === 'none') return undefined;
  return { fobsPerDay: guesser.fobs ?? 1, guesses: guesser.guesses ?? 100 };
}
