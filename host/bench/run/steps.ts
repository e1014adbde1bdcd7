import type { Equivalent, Step } from '../scenario/model.ts';
import type { RunContext } from './context.ts';

/** Where in the scenario a step is done. */
export interface Depth {
  readonly depth: number;
  readonly attempt: number;
  readonly equivalentOf?: string;
}

/** Does the steps inside a step, for those that have some. */
export interface Steps {
  readonly run: RunContext;

  /** Ends at the first step that does not come off: rejects with its `StepEnd`, or `RunStopped`. */
  all(steps: readonly Step[], at: Depth): Promise<void>;

  /** Does what stands in for something that the rig cannot do. */
  equivalent(of: string, equivalent: Equivalent, at: Depth): Promise<string>;
}
