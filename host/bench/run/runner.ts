import type { Rig } from '@fobkit/client';
import type { LoadedParameters } from '@fobkit/protocol';
import type { RelyingParty } from '../relying-party/relying-party.ts';
import type { RelyingPartyRules, Scenario, Wording } from '../scenario/model.ts';
import type { RunRecord, StepRecord } from './record.ts';

/** A rig for each fob of a scenario; `undefined` is the fob under test. */
export interface RigSource {
  readonly kind: 'emulated' | 'bench';
  readonly name: string;
  /**
   * Takes hold of a fob in the start state that a rig can give by itself: fob type, world time, dice.
   * @throws RigError: `lacking` when there is no such fob here, `contact` when it does not answer.
   */
  take(scenario: Scenario, fob?: string): Promise<Rig>;
}

/** What a run needs of the world; `cli` and the worker entry points wire it. */
export interface RunPorts {
  readonly rigs: RigSource;
  /**
   * A new one each time, that knows no token yet; who asks for it closes it. `own`: of the rules
   * those that the scenario itself says, where it leaves others to the relying party.
   */
  relyingParty(
    rules: RelyingPartyRules,
    own: Partial<RelyingPartyRules>,
  ): RelyingParty | Promise<RelyingParty>;
  /** Which one that is, for the record; absent: the usual one. */
  readonly relyingPartyName?: string;
  /** What a fob of that type is usually loaded with; undefined when there is no such type. */
  preset(profile: string): LoadedParameters | undefined;
  /** 8 bytes. */
  readonly runId: Uint8Array;
  /** Wall time of the host, for the record. */
  readonly wall: { unixMs(): number; now(): number };
  /** Answered by whoever stands at the bench; absent: nobody does. */
  readonly ask?: (question: Wording, signal?: AbortSignal) => Promise<boolean>;
  readonly onStep?: (step: StepRecord) => void;
  /**
   * Asked by `expect: { invariants: hold }`: what did not hold so far of that which holds in any
   * run, one sentence each. `watchInvariants` of the campaign gives ports that have it.
   */
  readonly invariants?: () => Promise<readonly string[]>;
  /**
   * Told the whole state of an emulated fob of purpose test, its seed too, when its start state is
   * there: for a bundle.
   */
  readonly onStartState?: (snapshot: string) => void;
  /** Ends the run in good order: steps, then teardown. */
  readonly signal?: AbortSignal;
  /** A second wish to end: teardown is cut off too. Rigs are closed all the same. */
  readonly urgentSignal?: AbortSignal;
}

export type RunScenario = (scenario: Scenario, ports: RunPorts) => Promise<RunRecord>;
