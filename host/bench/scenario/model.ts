import type { LoadedParameters, Status } from '@fobkit/protocol';
import type { FaultData, ReadingOf } from '@fobkit/client';
import type { Place } from '@fobkit/store/yaml';

export type { Place };

/** Text in English, and Japanese where a bank's operator reads it. */
export interface Wording {
  readonly en: string;
  readonly ja?: string;
}

/**
 * One run of a scenario: parameters filled in, units converted, one cell of its matrix. All
 * durations are seconds, voltages millivolts, temperatures degrees Celsius, times unix seconds.
 */
export interface Scenario {
  /** Kebab-case. */
  readonly name: string;
  readonly title: Wording;
  /** What it is for, in a sentence or two. */
  readonly about?: string;
  /** Where the incident, or the rule, was read. */
  readonly source?: string;
  readonly place: Place;
  /** The whole file that it was read from: its SHA-256 is in the record, itself in a bundle. */
  readonly fileText?: string;
  /** The parameters of this run by name, `profile` and `seed` among them. */
  readonly parameters: Readonly<Record<string, Scalar>>;
  /** Name of the fob type. */
  readonly profile: string;
  /** Dice of the model and of the faults. */
  readonly seed: number;
  readonly given: StartState;
  readonly relyingParty: RelyingPartyRules;
  /** Of its rules those that the file says; absent: all of them. */
  readonly ownRules?: Partial<RelyingPartyRules>;
  /** By name. */
  readonly faults: ReadonlyMap<string, ScenarioFault>;
  readonly steps: readonly Step[];
  readonly teardown: readonly Step[];
  /** How long the whole run may take on a bench, in wall seconds. */
  readonly timeLimit: number;
}

export type Scalar = string | number | boolean;

export interface StartState {
  readonly place: Place;
  /** World time of an emulated rig; a bench lives now. */
  readonly time: number;
  /** Absent: the fob stays blank. */
  readonly load?: LoadWish;
  /** Percent of charge. */
  readonly battery?: number;
  readonly temperature?: number;
  /** Further error of the crystal, ppm. */
  readonly crystal?: number;
  /** Fob clock minus world time at the start, in seconds. */
  readonly drift?: number;
  /** Further fobs of the scenario, by name. */
  readonly others: ReadonlyMap<string, OtherFob>;
}

export interface OtherFob {
  readonly place: Place;
  readonly profile: string;
  readonly load?: LoadWish;
}

/** What is loaded; what is absent the preset of the fob type says. */
export interface LoadWish extends Partial<
  Pick<
    LoadedParameters,
    'mode' | 'algorithm' | 'digits' | 'stepSeconds' | 't0' | 'counter' | 'purpose'
  >
> {
  readonly place: Place;
  readonly serialLabel?: string;
  /** In bytes; 20 if absent. The seed itself is drawn from the scenario's seed. */
  readonly seedLength?: number;
  /** Unix seconds. */
  readonly expires?: number;
  readonly suite?: string;
  /** Whether the host sets the clock before the load; `set` if absent. */
  readonly clock?: 'set' | 'unset';
}

export interface RelyingPartyRules {
  /** TOTP: steps to each side (default 1); HOTP: counters ahead (default 10). */
  readonly window: number;
  /** The same for a resynchronisation by two codes (default 100). */
  readonly resyncWindow: number;
  /** So many wrong codes in a row lock the token (default 5). */
  readonly lockAfter: number;
  /** Whether a good code's offset moves the middle of the next window (default true). */
  readonly followsDrift: boolean;
}

export interface ScenarioFault {
  readonly place: Place;
  readonly name: string;
  readonly fault: FaultData;
  /** As the file has it, or the command line of the data. */
  readonly text: string;
  /** Armed before the first step, unless a step `arm` names it. */
  readonly armedByStep: boolean;
  /** What a rig without `fault` does instead when it is armed. */
  readonly equivalent?: Equivalent;
}

/** What stands in for something a rig cannot do, and how near it comes. */
export interface Equivalent {
  readonly place: Place;
  readonly steps: readonly Step[];
  /** One sentence for the report. */
  readonly tolerance: string;
}

export interface StepBase {
  readonly place: Place;
  /** As a report shows it: `wait 30 d`. */
  readonly text: string;
  /** Name of the other fob that it is done to; absent: the fob under test. */
  readonly fob?: string;
  /** What a rig that lacks the capability does instead. */
  readonly equivalent?: Equivalent;
}

export type Step = StepBase &
  (
    | { readonly kind: 'press'; readonly milliseconds?: number }
    | { readonly kind: 'hold'; readonly seconds: number }
    | { readonly kind: 'wait'; readonly seconds: number }
    | { readonly kind: 'temperature'; readonly celsius: number; readonly seconds?: number }
    | { readonly kind: 'battery'; readonly percent: number }
    | { readonly kind: 'cell'; readonly state: 'in' | 'out' | 'fresh' }
    /** Absent voltage: the cell feeds it again. */
    | { readonly kind: 'supply'; readonly millivolts?: number; readonly seconds?: number }
    | { readonly kind: 'crystal'; readonly ppm: number }
    | { readonly kind: 'unplug' }
    | { readonly kind: 'replug' }
    | { readonly kind: 'arm'; readonly fault: string }
    | { readonly kind: 'clear'; readonly fault: string }
    | { readonly kind: 'host'; readonly call: HostCall }
    /** Moves the host's own clock against world time, in seconds; 0 sets it right. */
    | { readonly kind: 'host-clock'; readonly offset: number }
    | { readonly kind: 'bank'; readonly call: BankCall }
    | { readonly kind: 'expect'; readonly expectations: readonly Expectation[] }
    | { readonly kind: 'measure'; readonly measure: MeasureWish }
    | { readonly kind: 'repeat'; readonly times: number; readonly steps: readonly Step[] }
    | { readonly kind: 'group'; readonly group: RetriedGroup }
    | { readonly kind: 'power-cuts'; readonly sweep: PowerCutSweep }
    | { readonly kind: 'ask'; readonly question: Wording }
  );
export type StepKind = Step['kind'];

/** Steps that are repeated as a whole when one of them fails. */
export interface RetriedGroup {
  readonly steps: readonly Step[];
  /** In all, at least 1. */
  readonly attempts: number;
  readonly onExhausted: 'fail' | 'invalid' | 'continue';
}

/**
 * `during` is run once to count its steps of flash, then again from the same snapshot with the power
 * cut in each of them, followed by `then`.
 */
export interface PowerCutSweep {
  readonly during: readonly Step[];
  readonly then: readonly Step[];
  /** At most so many cuts, spread evenly; all if absent. */
  readonly cuts?: number;
}

/** A command of the host, by what fob calls it. */
export type HostCommand =
  | {
      readonly name:
        'info' | 'status' | 'read-display' | 'self-test' | 'wink' | 'wipe' | 'key-check';
    }
  | { readonly name: 'read-code'; readonly challenge?: string }
  | { readonly name: 'load'; readonly load: LoadWish }
  /** Fob clock becomes the host's plus `offset` seconds. */
  | { readonly name: 'set-clock'; readonly offset: number }
  | { readonly name: 'trim'; readonly ppb: number }
  | { readonly name: 'rotate-key' }
  /** With a key that is not the fob's: as somebody who guesses. */
  | { readonly name: 'guess-key' };

export interface HostCall {
  readonly command: HostCommand;
  /** `ok`, a refusal of the fob by name, how the link fails, or `any` of them. */
  readonly outcome: Status | 'lost' | 'no-answer' | 'any';
}

/** What is asked of the relying party; a code is the one that the LCD, or the wire, gave last. */
export type BankCall =
  /** `as`: what the bank's import made of the token, where that is not what was loaded. */
  | {
      readonly name: 'register';
      readonly outcome: 'ok' | 'duplicate' | 'any';
      readonly as?: LoadWish;
    }
  /** The token is taken off the bank's list. */
  | { readonly name: 'cancel' }
  | { readonly name: 'verify'; readonly outcome: BankOutcome | 'any'; readonly code?: string }
  /** With the last two codes. */
  | { readonly name: 'resync'; readonly outcome: 'ok' | 'refused' | 'any' }
  | { readonly name: 'unlock' };
export type BankOutcome = 'accepted' | 'wrong' | 'replayed' | 'locked' | 'unknown';

export type Expectation = { readonly place: Place; readonly text: string } & (
  | {
      readonly kind: 'code';
      readonly valid: boolean;
      /** From where: pressed and read from the LCD, read over the wire, or the one read last. */
      readonly from: 'lcd' | 'wire' | 'last';
      /** Steps or counters; the relying party's if absent. */
      readonly window?: number;
    }
  /** `off`, the very text that it shows, or a regular expression over the rows joined by a space. */
  | {
      readonly kind: 'lcd';
      readonly off?: boolean;
      readonly shows?: string;
      readonly matches?: string;
    }
  /** SHA-256 of the SVG, or a file beside the scenario that it equals. */
  | { readonly kind: 'picture'; readonly file: string }
  | { readonly kind: 'lifecycle'; readonly is: string }
  /** Fob clock minus world time, seconds: within ± `within` of `about` (0 if absent). */
  | { readonly kind: 'drift'; readonly within: number; readonly about: number }
  | { readonly kind: 'battery'; readonly above?: number; readonly below?: number }
  | { readonly kind: 'log'; readonly contains: string; readonly not: boolean }
  /** The fob says nothing of its own for so many seconds. */
  | { readonly kind: 'no-frame'; readonly seconds: number }
  /** In the whole run so far no counter was seen lower than one before it. */
  | { readonly kind: 'counter-never-back' }
  | { readonly kind: 'counter'; readonly is: number }
  | { readonly kind: 'reset-cause'; readonly is: string }
  /** It answers GetInfo, or it does not. */
  | { readonly kind: 'answers'; readonly is: boolean }
  | { readonly kind: 'serial'; readonly is: string }
  | { readonly kind: 'locked'; readonly is: boolean }
  /** What must hold in any run (docs/bench/campaigns.md). Lifts every fault and gives power first. */
  | { readonly kind: 'invariants' }
);
export type ExpectationKind = Expectation['kind'];

export interface MeasureWish {
  readonly name: string;
  readonly of: ReadingOf;
  readonly limits?: Limits;
}

/** In the unit of the reading. A value inside, but within `marginal` of a limit, is marginal. */
export interface Limits {
  readonly min?: number;
  readonly max?: number;
  readonly marginal?: number;
}
