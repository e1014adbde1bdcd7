import { randomBytes } from 'node:crypto';
import { OtplibRelyingParty, type RigSource, type RunPorts } from '@fobkit/bench';
import { nodeClock } from '@fobkit/client/node';
import type { RelyingPartyChoice } from '../relying-party/relying-party.ts';
import { presetOf } from '../scenario-env.ts';

type Optional = Partial<
  Pick<RunPorts, 'ask' | 'onStartState' | 'onStep' | 'runId' | 'signal' | 'urgentSignal'>
> &
  RelyingPartyChoice;

/** What a run of the command line has of the world; a run id is drawn when none is given. */
export function runPorts(rigs: RigSource, optional: Optional = {}): RunPorts {
  const { runId, ...others } = optional;
  return {
    rigs,
    relyingParty: (rules) => new OtplibRelyingParty(rules),
    preset: presetOf,
    runId: runId ?? Uint8Array.from(randomBytes(RUN_ID_LENGTH)),
    wall: nodeClock,
    ...others,
  };
}

const RUN_ID_LENGTH = 8;
