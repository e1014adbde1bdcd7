import { type Motion, stepOf } from '../verify/motion.ts';

/** How the codes of a token move, in numbers; neither timed nor counted: by the challenge alone. */
export interface MotionNumbers {
  readonly timed: boolean;
  readonly counted: boolean;
  /** Length of a step in seconds; 1 where it is no time. */
  readonly stepSeconds: number;
  /** Unix seconds at which the steps begin. */
  readonly t0: number;
  /** The counter of the first code. */
  readonly firstCounter: number;
}

export function motionNumbers(motion: Motion): MotionNumbers {
  const timed = motion.kind === 'time';
  const counted = motion.kind === 'counter';
  return {
    timed,
    counted,
    stepSeconds: timed ? motion.stepSeconds : 1,
    t0: timed ? motion.t0 : 0,
    firstCounter: counted ? motion.first : 0,
  };
}

/** The factor that is due by the bank's own time or count; `lastFactor` is -1 before the first. */
export function dueFactor(p: MotionNumbers, lastFactor: number, unixSeconds: number): number {
  if (p.timed) return stepOf(p, unixSeconds);
  return p.counted ? Math.max(lastFactor + 1, p.firstCounter) : 0;
}
