import type { RigCapability } from '@fobkit/client';
import type { Verdict } from '../run/record.ts';
import type { EvidenceLine } from './evidence-line.ts';
import type { Probe } from './probe/probe.ts';

/**
 * What a check needs of the fob and of what holds it, beside a link:
 *
 * - `serial`, `hid`, `usb`: that link, or control transfers on endpoint 0.
 * - `two-links`: two links that can be open at once.
 * - `raw-reports`: reports of any length.
 * - `hang-up`: the fob learns that its link is closed.
 * - `key`: the transport key. `factory-key`: the key that holds after a Wipe.
 * - `batch-key`: the key of the fob's batch.
 * - `power-cut`: all power can be taken from it and given back.
 * - the others: what a hand can do to it.
 */
export type Need =
  | 'serial'
  | 'hid'
  | 'usb'
  | 'two-links'
  | 'raw-reports'
  | 'hang-up'
  | 'key'
  | 'batch-key'
  | 'power-cut'
  | RigCapability;

/** One thing that a conforming fob does. */
export interface Check {
  /** Kebab-case, unique. */
  readonly name: string;
  /** What the fob does when it conforms, in half a sentence. */
  readonly title: string;
  /** Ids of the rules that it proves: `HID-13`, `§5.4.3`. */
  readonly rules: readonly string[];
  readonly needs: readonly Need[];
  /** Loads, wipes, moves the clock or costs attempts at the key. */
  readonly destructive: boolean;
  /** How long it takes on a real fob, in seconds; nothing to speak of if absent. */
  readonly seconds?: number;
  run(probe: Probe): Promise<void>;
}

export interface CheckResult {
  readonly name: string;
  readonly title: string;
  readonly rules: readonly string[];
  readonly verdict: Verdict;
  /** The rule that was broken, with its section. */
  readonly broken?: { readonly rule: string; readonly section: string };
  /** Why the verdict is not PASS. */
  readonly message?: string;
  /** How many things were looked at. */
  readonly assertions: number;
  readonly evidence: readonly EvidenceLine[];
  readonly milliseconds: number;
}

/** What a run says of one rule. `NOT CHECKED`: no host can. */
export interface RuleResult {
  readonly id: string;
  readonly section: string;
  readonly verdict: Verdict | 'NOT CHECKED';
  /** Names of the checks that prove it. */
  readonly checks: readonly string[];
  /** Why no host can check it, or not all of it. */
  readonly reason?: string;
}

export interface ConformReport {
  readonly format: 'fobkit conformance';
  readonly version: 1;
  /** What GetInfo tells; empty texts when it tells nothing that can be read. */
  readonly subject: {
    readonly name: string;
    readonly deviceId: string;
    readonly model: string;
    readonly firmwareVersion: string;
    readonly links: readonly string[];
  };
  readonly destructive: boolean;
  /** UTC of the host, ISO 8601. */
  readonly started: string;
  readonly milliseconds: number;
  readonly verdict: Verdict;
  /** Why the fob could not be left blank, with its factory key and its own trim. */
  readonly left?: string;
  readonly checks: readonly CheckResult[];
  readonly rules: readonly RuleResult[];
}
