import type { Algorithm, OtpMode } from '@fobkit/protocol';
import type { FaultData } from '@fobkit/client';

/** What a campaign has to know of a fob type to draw scenarios for it. */
export interface CampaignProfile {
  readonly name: string;
  readonly modes: readonly OtpMode[];
  readonly algorithms: readonly Algorithm[];
  readonly minDigits: number;
  readonly maxDigits: number;
  /** Time steps in seconds. */
  readonly steps: 'any' | readonly number[];
  /** The code is on the LCD all the time: long waits cost as many codes as they have steps. */
  readonly alwaysOn: boolean;
  /** How long the button is held for the information menu, in seconds; absent: it has none. */
  readonly menuHoldSeconds?: number;
  /** Positions of an LCD of segments; absent: it has none. */
  readonly positions?: number;
}

/** What campaigns draw from; the emulator's part of it is handed in. */
export interface CampaignSpace {
  readonly profiles: readonly CampaignProfile[];
  /** A fault in the words of docs/faults.md as data. @throws when it is none. */
  fault(words: string): { readonly fault: FaultData; readonly text: string };
}
