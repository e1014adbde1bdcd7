import { RigError } from '@fobkit/client';
import type { FobStatus, RigAction } from '@fobkit/protocol';
import type { FobUnderRun } from './fob-under-run.ts';
import type { StopWatch } from './stop-watch.ts';

/** Below it no fob runs, in millivolts; from the second on any does. */
const DEAD_MILLIVOLTS = 1000;
const LIVE_MILLIVOLTS = 2200;

interface Baseline {
  readonly status: FobStatus;
  readonly monotonicMs: number;
}

/**
 * Whether a bench really cut the power of a fob: what it tells of resets and uptime is read before
 * and after. An "off" that leaves the supply up, or a fob that lives on from its USB, is found.
 */
export class PowerProof {
  readonly #before = new WeakMap<FobUnderRun, Baseline>();

  /** Before an action that takes the power away. */
  async before(action: RigAction, fob: FobUnderRun, watch: StopWatch): Promise<void> {
    if (fob.rig.kind !== 'bench' || !takesPower(action)) return;
    const status = await statusOf(fob, watch);
    if (status !== undefined) this.#before.set(fob, { status, monotonicMs: fob.rig.clock.now() });
  }

  /**
   * After an action that gives it back: what proves that the power was away; undefined where there
   * is nothing to prove or nobody to ask. Rejects with `RigError` when it was not.
   */
  async after(action: RigAction, fob: FobUnderRun, watch: StopWatch): Promise<string | undefined> {
    const baseline = this.#before.get(fob);
    if (baseline === undefined || !givesPower(action)) return undefined;
    this.#before.delete(fob);
    const status = await statusOf(fob, watch);
    if (status === undefined) return undefined;
    const { resets, resetCause, uptime } = status;
    if (resets !== baseline.status.resets || uptime < baseline.status.uptime) {
      return `the fob was reset by ${resetCause}, its ${String(resets)}th reset`;
    }
    throw new RigError(
      'unproven',
      'the fob was not without power: it counts no reset, and has been up all the time',
    );
  }
}

function takesPower(action: RigAction): boolean {
  if (action.action === 'cell') return !action.present;
  return action.action === 'supply' && (action.millivolts ?? LIVE_MILLIVOLTS) < DEAD_MILLIVOLTS;
}

function givesPower(action: RigAction): boolean {
  if (action.action === 'cell') return action.present;
  return action.action === 'supply' && (action.millivolts ?? LIVE_MILLIVOLTS) >= LIVE_MILLIVOLTS;
}

/** Undefined where the fob has no wire, or does not answer: the next steps tell what that means. */
async function statusOf(fob: FobUnderRun, watch: StopWatch): Promise<FobStatus | undefined> {
  if (fob.rig.lacks('wire') !== undefined || fob.belief.unplugged) return undefined;
  try {
    return await fob.status({ signal: watch.signal });
  } catch {
    watch.check();
    return undefined;
  }
}
