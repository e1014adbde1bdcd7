import type { RigAction, RigEvent, RigLcd } from '@fobkit/protocol';
import type { HostClock } from '../clock.ts';
import type { Device } from '../device/device.ts';
import type { ConnectOptions } from '../device/fob-device.ts';
import type { Secret } from '../secret.ts';
import type { RigCapability } from './capability.ts';
import type { Reading, ReadingOf } from './reading.ts';

/** What an action came to, as the rig measured it: never what it was merely told to do. */
export interface ActionProof {
  /** One sentence, with what was read back and by what: `rail 2.104 V, read by supply psu1`. */
  readonly evidence: string;
  readonly readings: readonly Reading[];
}

/** A fault as data: a kind with its words, a trigger, a duration, a seed (docs/faults.md §1). */
export type FaultData = Readonly<Record<string, unknown>>;

/** What became of a fault that the rig armed. */
export interface FaultProof {
  readonly id: string;
  /** The fault as a command line has it. */
  readonly text: string;
  /** How often it did something; 0 is no evidence. */
  readonly firedCount: number;
  readonly evidence: string;
}

/**
 * What holds one fob: a program around an emulated one, or instruments and a person around a real
 * one. Each thing that it can do is a declared capability; what it lacks it says in words.
 *
 * Methods reject with `RigError`: `lacking` when the capability is missing, `contact` when the rig
 * itself lost touch with an instrument or the fob's process, `unproven` when what was read back
 * is not what was wanted. None of the three is the fob's fault.
 */
export interface Rig {
  /** `emulated` moves world time at once; on a `bench` time passes as it does. */
  readonly kind: 'emulated' | 'bench';
  /** For reports: `emulated in process`, `bench line-3`. */
  readonly name: string;
  /** 16 hexadecimal digits. */
  readonly deviceId: string;
  /** Of a bench: which place of the fixture it is. */
  readonly port?: string;
  /** Of a bench: what was read back when the rig was taken, its safe state among it. */
  readonly taken?: ActionProof;
  /** World time. A simulated one moves on while the host waits on it. */
  readonly clock: HostClock;
  /** Why the rig cannot do it, for a report; undefined when it can. */
  lacks(capability: RigCapability): string | undefined;
  /** Does one thing to the fob and proves that it is done. A signal ends a ramp, or the asking. */
  act(action: RigAction, signal?: AbortSignal): Promise<ActionProof>;
  /** Lets world time pass: at once on an emulated rig, by waiting on a bench. */
  wait(seconds: number, signal?: AbortSignal): Promise<void>;
  /** Measures. */
  read(what: ReadingOf): Promise<Reading>;
  /** Opens the host's link to the fob. One is open at a time; the caller closes it. */
  connect(options?: ConnectOptions): Promise<Device>;
  /** The transport key that the fob came from the factory with: capability `factory-key`. */
  factoryKey(): Promise<Secret>;
  /** What an eye sees of the LCD: of the model, or typed by a person. */
  lcd(signal?: AbortSignal): Promise<RigLcd>;
  /** A picture of the front, SVG. */
  picture(): Promise<string>;
  armFault(fault: FaultData): Promise<FaultProof>;
  clearFault(id: string): Promise<FaultProof>;
  /** Each fault armed since the rig was taken, with the evidence so far. */
  faults(): Promise<readonly FaultProof[]>;
  /** The whole state of an emulated test fob, as a text. */
  snapshot(): Promise<string>;
  /** Goes back to a snapshot. The link is closed by that. */
  restore(snapshot: string): Promise<void>;
  /** What happens to the fob, as it happens. */
  onEvent(listener: (event: RigEvent) => void): () => void;
  /** Brings every actuator into its safe state, reads that back, and lets go of the fob. */
  close(): Promise<ActionProof>;
}
