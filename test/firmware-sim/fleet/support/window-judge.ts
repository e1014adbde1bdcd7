import { type FleetJudge, FleetVerdict } from '@fobkit/firmware-sim/fleet';

export interface WindowRules {
  readonly stepSeconds: number;
  readonly behind: number;
  readonly ahead: number;
  readonly mode?: 'totp' | 'hotp';
  /** Whether the middle of the window follows what was accepted. */
  readonly follows?: boolean;
}

const WIDTH = 2;

/** A bank that accepts a fixed window of steps around its own time, each code once, and never locks. */
export function windowJudge(rules: WindowRules): FleetJudge {
  const { ahead, behind, follows = false, mode = 'totp', stepSeconds } = rules;
  const lastOf = (memory: Float64Array, at: number): number => memory[at] ?? -1;
  const due = (memory: Float64Array, at: number, now: number): number =>
    mode === 'hotp' ? lastOf(memory, at) + 1 : Math.floor(now / stepSeconds);
  const middle = (memory: Float64Array, at: number, now: number): number =>
    due(memory, at, now) + (memory[at + 1] ?? 0);
  return {
    width: WIDTH,
    fresh: (memory, at) => {
      memory[at] = -1;
      memory[at + 1] = 0;
    },
    middle,
    reach: () => behind * 0x1_0000 + ahead,
    wait: () => 0,
    accepts: (memory, at, now) => {
      const centre = middle(memory, at, now);
      const from = Math.max(centre - behind, lastOf(memory, at) + 1);
      return Math.max(0, centre + ahead - from + 1);
    },
    judge: (memory, at, now, seen) => {
      const off = seen - middle(memory, at, now);
      if (seen < 0 || off < -behind || off > ahead) return FleetVerdict.wrong;
      if (seen <= lastOf(memory, at)) return FleetVerdict.replayed;
      if (follows && mode === 'totp') memory[at + 1] = seen - due(memory, at, now);
      memory[at] = seen;
      return FleetVerdict.accepted;
    },
    unlock: () => undefined,
  };
}
