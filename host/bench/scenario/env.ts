import type { Algorithm, OtpMode } from '@fobkit/protocol';
import type { FaultData } from '@fobkit/client';

/** What the language must know of a fob type; the rest of a profile is the rig's. */
export interface ProfileFacts {
  readonly name: string;
  /** What is loaded where a scenario does not say; `totp`, `SHA1`, 6 digits and 30 s if absent. */
  readonly preset?: {
    readonly mode: OtpMode;
    readonly algorithm: Algorithm;
    readonly digits: number;
    readonly stepSeconds: number;
  };
  /** A serial label that fits the type. Further fobs of a scenario count on from it. */
  readonly serialLabel: string;
}

/** What a scenario file may name that this package does not know; injected by who wires it. */
export interface ScenarioEnv {
  readonly profileNames: readonly string[];
  profile(name: string): ProfileFacts | undefined;
  /**
   * A fault from the words of docs/faults.md, or from data, checked; and its words.
   * @throws Error that says what is wrong and what is possible.
   */
  fault(words: string | FaultData): { readonly fault: FaultData; readonly text: string };
}
