import type { Lifecycle } from '../command/command.ts';
import type { Purpose } from '../command/otp-fields.ts';

/** What one sees of a fob on a rig, and of the world around it. */
export interface RigFob {
  /** 16 hexadecimal digits. */
  readonly deviceId: string;
  /** Name of its fob type. */
  readonly profile: string;
  /** Device URLs of its plugs. */
  readonly links: readonly string[];
  /** Where its USB is served to an operating system, as `usbip:127.0.0.1:3240/1-1`. */
  readonly usb?: readonly string[];
  readonly plugged: boolean;
  /** Whether its chip has power. The four fields after this one are known only then. */
  readonly running: boolean;
  readonly lifecycle?: Lifecycle;
  readonly serialLabel?: string;
  readonly purpose?: Purpose;
  /** Fob clock minus world time, in ticks of 1/32768 s; absent while the clock is lost. */
  readonly driftTicks?: number;
  /** World time in ticks of 1/32768 s since 1970. */
  readonly worldTicks: number;
  /** Parts that its fob type has none of; what is told of them then means nothing. */
  readonly lacks?: readonly ('button' | 'cell')[];
  readonly buttonHeld: boolean;
  readonly cell: {
    readonly present: boolean;
    readonly percent: number;
    /** Between its contacts, whatever feeds them. */
    readonly millivolts: number;
  };
  /** Voltage of the supply that feeds the fob in place of its cell; absent without one. */
  readonly supplyMillivolts?: number;
  /** The last short load of the firmware on that supply, on top of what is drawn at rest. */
  readonly supplyPulseMicroamps?: number;
  /** What the fob draws at rest from its cell, or from the supply in its place. */
  readonly drawnNanoamps?: number;
  readonly celsius: number;
  /** The further error of its crystal that somebody set. */
  readonly driftPpm: number;
}

/** What an eye takes from the LCD. On a fob of purpose production codes are masked. */
export interface RigLcd {
  readonly deviceId: string;
  readonly on: boolean;
  /** Line by line; empty while it is off. */
  readonly rows: readonly string[];
  readonly masked: boolean;
  /** Time bars: how many are lit of how many. */
  readonly bars?: { readonly lit: number; readonly of: number };
  /** Whole seconds left, and the step they count down from. */
  readonly seconds?: { readonly left: number; readonly of: number };
}

/** Something that happened to a fob: its kind, and what belongs to that. */
export interface RigEvent {
  readonly deviceId: string;
  /** World time in ticks of 1/32768 s since 1970. */
  readonly at: number;
  /** `reset`, `button`, `lcd`, `bytes`, `plugged`, `fault-fired`, … */
  readonly kind: string;
  readonly [detail: string]: string | number | boolean;
}

export const rigRefusalCodes = [
  'bad-request',
  'no-token',
  'forbidden',
  'not-found',
  'conflict',
  'too-large',
  'not-json',
  'internal',
] as const;
export type RigRefusalCode = (typeof rigRefusalCodes)[number];

/** Why the rig refused. */
export interface RigRefusal {
  readonly error: {
    readonly code: RigRefusalCode;
    readonly message: string;
    /** The field of the request at fault, as `trigger.n`. */
    readonly field?: string;
  };
}
