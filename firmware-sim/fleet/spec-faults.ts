import { capacityNah } from '../hardware/cell.ts';
import { distributionFaults } from './distribution-faults.ts';
import type { FleetSpec, TemperatureLife } from './fleet-spec.ts';
import { MOST_TRIES, sessionTimes } from './session-times.ts';
import { outside, type SpecFault, sumFault } from './spec-fault.ts';

/** An oscillator that is farther off is broken, and no fob of it would be sold. */
const MOST_PPB = 10_000_000;
/** Sums of ppb·seconds stay below 2^53 that long, and so do the indices of the dice. */
const MOST_DAYS = 36_600;
const MOST_FOBS = 0xffff_fffe;
/** Colder and hotter, no cell of the model has a curve. */
const COLDEST = -400;
const HOTTEST = 1000;

/** What of a fleet cannot be, each with its place in the spec; none: it can be run. */
export function specFaults(spec: FleetSpec): readonly SpecFault[] {
  const { battery } = spec.profile.parts;
  const most = 10 * capacityNah(battery);
  return [
    ...outside('seed', spec.seed, { from: 0, to: 0xffff_ffff, whole: true }),
    ...outside('fobs', spec.fobs, { from: 1, to: MOST_FOBS, whole: true }),
    ...outside('days', spec.days, { from: 1, to: MOST_DAYS, whole: true }),
    ...outside('madeOn', spec.madeOn, { from: 0, to: 100_000, whole: true }),
    ...codeFaults(spec),
    ...distributionFaults('calibrationPpb', spec.calibrationPpb, { from: -MOST_PPB, to: MOST_PPB }),
    ...distributionFaults('ageingPpbPerYear', spec.ageingPpbPerYear, {
      from: -MOST_PPB / 100,
      to: MOST_PPB / 100,
    }),
    ...distributionFaults('shelfDays', spec.shelfDays, { from: 0, to: MOST_DAYS }),
    ...outside('shelfDeciCelsius', spec.shelfDeciCelsius, {
      from: COLDEST,
      to: HOTTEST,
      whole: true,
    }),
    ...lifeFaults(spec.lives),
    ...distributionFaults('chargePercent', spec.chargePercent, { from: 0, to: 100 }),
    ...distributionFaults('sleepPermille', spec.sleepPermille, { from: 0, to: 1_000_000 }),
    ...defectFaults(spec, most),
    ...ownerFaults(spec),
    ...guesserFaults(spec),
  ];
}

/** What no fob of the type can be loaded with. */
function codeFaults({ codes, profile }: FleetSpec): readonly SpecFault[] {
  const { algorithms, maxDigits, minDigits, modes, steps } = profile.product;
  const { algorithm, digits, mode, stepSeconds } = codes;
  const isOfType = mode === 'totp' && steps !== 'any';
  return [
    ...other(
      'mode',
      mode,
      modes.filter((one) => one !== 'ocra'),
    ),
    ...other('algorithm', algorithm, algorithms),
    ...outside('codes.digits', digits, { from: minDigits, to: maxDigits, whole: true }),
    ...(isOfType
      ? other('stepSeconds', stepSeconds, steps)
      : outside('codes.stepSeconds', stepSeconds, { from: 1, to: 3600, whole: true })),
  ];
}

function other<Value extends string | number>(
  field: keyof FleetSpec['codes'],
  value: Value,
  of: readonly Value[],
): readonly SpecFault[] {
  if (of.includes(value)) return [];
  return [{ path: `codes.${field}`, message: `${of.join(' or ')} by this fob type, not ${value}` }];
}

function lifeFaults(lives: readonly TemperatureLife[]): readonly SpecFault[] {
  const each = lives.flatMap((life, index) => {
    const path = `lives.${index}`;
    const months = life.monthsDeciCelsius.length;
    return [
      ...outside(`${path}.share`, life.share, { from: 0, to: 1 }),
      ...(months === 12
        ? []
        : [{ path: `${path}.monthsDeciCelsius`, message: `12 temperatures, not ${months}` }]),
      ...life.monthsDeciCelsius.flatMap((deciCelsius, month) =>
        outside(`${path}.monthsDeciCelsius.${month}`, deciCelsius, {
          from: COLDEST,
          to: HOTTEST,
          whole: true,
        }),
      ),
      ...outside(`${path}.carriedHours`, life.carriedHours, { from: 0, to: 24, whole: true }),
      ...outside(`${path}.carriedDeciCelsius`, life.carriedDeciCelsius, {
        from: COLDEST,
        to: HOTTEST,
        whole: true,
      }),
    ];
  });
  const many = lives.length > 250 ? [{ path: 'lives', message: '250 at most' }] : [];
  return [
    ...each,
    ...many,
    ...sumFault(
      'lives',
      lives.map(({ share }) => share),
      'all',
    ),
  ];
}

function defectFaults({ defects }: FleetSpec, mostNa: number): readonly SpecFault[] {
  const each = defects.flatMap((defect, index) => {
    const path = `defects.${index}`;
    const share = outside(`${path}.share`, defect.share, { from: 0, to: 1 });
    switch (defect.kind) {
      case 'leak':
        return [
          ...share,
          ...distributionFaults(`${path}.nanoamps`, defect.nanoamps, { from: 0, to: mostNa }),
        ];
      case 'crystal': {
        const range = { from: -MOST_PPB, to: MOST_PPB };
        return [...share, ...distributionFaults(`${path}.ppb`, defect.ppb, range)];
      }
      case 'dies': {
        const range = { from: 0, to: MOST_DAYS };
        return [...share, ...distributionFaults(`${path}.afterDays`, defect.afterDays, range)];
      }
    }
  });
  return [
    ...each,
    ...sumFault(
      'defects',
      defects.map(({ share }) => share),
      'some',
    ),
  ];
}

function ownerFaults(spec: FleetSpec): readonly SpecFault[] {
  const { owners } = spec;
  const { idlePresses, mistyped, replacedAfterDays, triesBeforeCall } = owners;
  // Sessions that may take all their tries fit into a day.
  const rates = { from: 0, to: Math.max(0, sessionTimes(spec).mostADay) };
  const tries = { from: 1, to: MOST_TRIES, whole: true };
  return [
    ...distributionFaults('owners.pressesPerDay', owners.pressesPerDay, rates),
    ...outside('owners.idlePresses', idlePresses, { from: 0, to: 1 }),
    ...distributionFaults('owners.typingSeconds', owners.typingSeconds, { from: 0, to: 600 }),
    ...outside('owners.mistyped', mistyped, { from: 0, to: 1 }),
    ...outside('owners.triesBeforeCall', triesBeforeCall, tries),
    ...(replacedAfterDays === undefined
      ? []
      : outside('owners.replacedAfterDays', replacedAfterDays, {
          from: 1,
          to: MOST_DAYS,
          whole: true,
        })),
  ];
}

function guesserFaults({ fobs, guesser }: FleetSpec): readonly SpecFault[] {
  if (guesser === undefined) return [];
  return [
    ...outside('guesser.fobsPerDay', guesser.fobsPerDay, { from: 0, to: fobs }),
    ...outside('guesser.guesses', guesser.guesses, { from: 1, to: 4000, whole: true }),
  ];
}
