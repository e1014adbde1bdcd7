import type { HostEnv, Link, Rig } from '@fobkit/client';
import type { ControlAnswer, ControlRequest } from './probe/usb-control.ts';

/** What a check may ask of the hand at the fob: that part of a rig. */
export type Hand = Pick<Rig, 'kind' | 'lacks' | 'act' | 'lcd'> & Partial<Pick<Rig, 'wait'>>;

/** Control transfers on endpoint 0 of a fob's USB, as the host's own drivers do them. */
export interface UsbControl {
  /** The answer, `stall`, or bytes of the data stage. */
  transfer(request: ControlRequest): Promise<ControlAnswer>;
}

/** The fob that is checked, and every way there is to it. */
export interface Subject {
  /** For the report: a device URL, `profile generic, emulated in process`. */
  readonly name: string;
  readonly serial?: Link;
  readonly hid?: Link;
  /** A third link, framed as a stream: the WebUSB interface. */
  readonly webusb?: Link;
  readonly usb?: UsbControl;
  /** Whether reports of any length reach the fob. */
  readonly rawReports: boolean;
  /** Whether closing `serial` reaches the fob, as by DTR or the end of a TCP connection. */
  readonly hangsUp: boolean;
  /** Whether `serial` and `hid` lead to one fob and may be open at once. */
  readonly twoLinks: boolean;
  /** Time, randomness and primitives of the host; on an emulated fob its world's. */
  readonly env: HostEnv;
  /** The transport key that holds, 32 bytes. */
  readonly transportKey?: Uint8Array;
  /** The key that holds after a Wipe, 32 bytes. */
  readonly factoryKey?: Uint8Array;
  readonly batchKey?: Uint8Array;
  /** A serial label of the form that the fob type has. */
  readonly serialLabel?: string;
  readonly hand?: Hand;
  /** Lets go of the fob. */
  close(): Promise<void>;
}

/** Where a run takes its fob from. */
export interface SubjectSource {
  /** Whether each `take` gives a fob as it left the factory; otherwise it is the same one. */
  readonly fresh: boolean;
  take(): Promise<Subject>;
}
