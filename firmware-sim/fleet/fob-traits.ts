import type { Distribution } from './distribution.ts';
import { drawNumber, valueAtShare } from './draw-distribution.ts';
import { Draw, FleetDice } from './fleet-dice.ts';
import type { FleetSpec } from './fleet-spec.ts';

/** What one fob of a fleet is, and who has it. Whole numbers but for the rate and the charge. */
export interface FobTraits {
  readonly calibrationPpb: number;
  readonly ageingPpbPerYear: number;
  /** Days on the shelf. */
  readonly shelfDays: number;
  /** Which of the spec's lives. */
  readonly life: number;
  readonly chargePercent: number;
  readonly sleepNa: number;
  readonly leakNa: number;
  /** Whole days after which it stops; Infinity without that defect. */
  readonly stopsAfterDays: number;
  readonly pressesPerDay: number;
}

/**
 * The fob of that number, or of those that came in its place the `generation`-th: the owner stays
 * the same, and the new one was on no shelf.
 */
export function fobTraits(spec: FleetSpec, fob: number, generation = 0): FobTraits {
  const draw = (of: Distribution, what: number, index: number): number =>
    drawNumber(of, new FleetDice(spec.seed, fob, what), index);
  const own = (of: Distribution, what: number): number => draw(of, what, generation);
  const { leak, crystal, stops } = defectOf(spec, fob, generation);
  const lives = spec.lives.map(({ share }, value) => ({ share, value }));
  const sleep = spec.profile.parts.battery.loadsNa['sleep'] ?? 0;
  return {
    calibrationPpb: Math.round(own(spec.calibrationPpb, Draw.calibration)) + crystal,
    ageingPpbPerYear: Math.round(own(spec.ageingPpbPerYear, Draw.ageing)),
    shelfDays: generation > 0 ? 0 : Math.max(0, Math.round(own(spec.shelfDays, Draw.shelf))),
    life: valueAtShare(lives, new FleetDice(spec.seed, fob, Draw.life).share(0)),
    chargePercent: Math.max(0, Math.min(100, own(spec.chargePercent, Draw.charge))),
    sleepNa: Math.max(0, Math.round((sleep * own(spec.sleepPermille, Draw.sleep)) / 1000)),
    leakNa: Math.max(0, leak),
    stopsAfterDays: Math.max(0, stops),
    pressesPerDay: Math.max(0, draw(spec.owners.pressesPerDay, Draw.rate, 0)),
  };
}

interface Defects {
  readonly leak: number;
  readonly crystal: number;
  readonly stops: number;
}

function defectOf(spec: FleetSpec, fob: number, generation: number): Defects {
  const none: Defects = { leak: 0, crystal: 0, stops: Infinity };
  let left = new FleetDice(spec.seed, fob, Draw.defect).share(generation);
  const size = (of: Distribution): number =>
    Math.round(drawNumber(of, new FleetDice(spec.seed, fob, Draw.defectSize), generation));
  for (const defect of spec.defects) {
    left -= defect.share;
    if (left >= 0) continue;
    switch (defect.kind) {
      case 'leak':
        return { ...none, leak: size(defect.nanoamps) };
      case 'crystal':
        return { ...none, crystal: size(defect.ppb) };
      case 'dies':
        return { ...none, stops: size(defect.afterDays) };
    }
  }
  return none;
}
