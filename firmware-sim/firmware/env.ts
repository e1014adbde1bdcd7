import type { ChannelPrimitives } from '@fobkit/protocol';
import type { Product } from './product.ts';

/**
 * Everything that the firmware may see of the world. On the model these ports are the parts in
 * hardware/, wired in fob/; on a microcontroller they are its drivers. All times are ticks of
 * 1/32768 s of the fob's own crystal.
 */
export interface Ports {
  readonly rtc: RtcPort;
  readonly flash: FlashPort;
  readonly lcd: LcdPort;
  readonly button: ButtonPort;
  readonly battery: BatteryPort;
  readonly thermometer: ThermometerPort;
  readonly rng: RngPort;
  readonly crypto: ChannelPrimitives;
  readonly watchdog: WatchdogPort;
  readonly link: LinkPort;
  /** The chip's immutable number, 8 bytes. */
  readonly deviceId: Uint8Array;
  /** The transport key of a blank fob, HKDF(batch key, device id), 32 bytes, in one-time memory. */
  readonly factoryKey: Uint8Array;
  /** Which batch key the factory key comes from, 4 bytes. */
  readonly factoryKeyId: Uint8Array;
}

/** The ports, and what the firmware of a fob is configured with. */
export interface Env extends Ports {
  readonly product: Product;
}

/** A real-time clock on the 32,768 Hz crystal. */
export interface RtcPort {
  /** Calendar counter: unix time in ticks, UTC. Meaningless while `valid()` is false. */
  now(): number;
  /** Sets the calendar counter and makes it valid. */
  set(unixTicks: number): void;
  /** False when the clock has lost its power since it was last set (oscillator-stop flag). */
  valid(): boolean;
  /** Ticks since the last reset: monotonic, untouched by `set`. */
  uptime(): number;
  /** Wakes the firmware when `uptime()` reaches this; undefined disarms. One alarm. */
  setAlarm(atUptime: number | undefined): void;
  /** Correction of the oscillator in parts per billion, positive makes it faster. */
  setTrim(ppb: number): void;
}

/** NOR flash: `write` can only clear bits, `erase` sets a whole page to 0xFF. */
export interface FlashPort {
  readonly pageSize: number;
  readonly pageCount: number;
  /** A copy of `length` bytes at the linear address `offset`. */
  read(offset: number, length: number): Uint8Array;
  /** Clears the bits that are 0 in `bytes`. False when the cells did not take it (worn out). */
  write(offset: number, bytes: Uint8Array): boolean;
  /** False when the page did not come back as all ones (worn out). */
  erase(page: number): boolean;
}

/** What stands on the LCD. */
export interface LcdFrame {
  /** The main line: what the segments are asked to show. */
  readonly text: string;
  /** A second line, on screens that have one (the serial label of a phone app). */
  readonly caption?: string | undefined;
  /** Time bars or seconds left; the LCD controller counts them down from the RTC by itself. */
  readonly countdown?:
    | {
        readonly style: 'bars' | 'seconds';
        /** Calendar counter at which the text ends, in ticks. */
        readonly endsAt: number;
        readonly stepTicks: number;
      }
    | undefined;
}

export interface LcdPort {
  /** How many characters the main line holds. */
  readonly positions: number;
  show(frame: LcdFrame): void;
  off(): void;
  /** All segments on for a self-test; returns the number that do not conduct. */
  test(): number;
}

export interface ButtonPort {
  /** The contact as it stands now, bounce included. */
  isDown(): boolean;
}

export interface BatteryPort {
  /** Remaining charge in percent of the rated capacity, 0 to 100, from the charge counter. */
  percent(): number;
  /** Nothing comes from the cell any more: it is empty, or out. */
  flat(): boolean;
  /** Cell voltage under the present load, in millivolts. */
  millivolts(): number;
  /** True while a bus or a programmer powers the fob. */
  externalPower(): boolean;
  /** Draws `microamps` for `milliseconds`; the cell may brown out under it (which resets). */
  draw(microamps: number, milliseconds: number): void;
}

export interface ThermometerPort {
  /** Chip temperature in tenths of a degree Celsius. */
  deciCelsius(): number;
}

export interface RngPort {
  bytes(length: number): Uint8Array;
}

export interface WatchdogPort {
  /** To be called at each wake; when it is not for two seconds of work, the chip resets. */
  kick(): void;
}

/**
 * What a link carries: a stream of bytes, the 64-byte reports of docs/protocol/01-hid-framing.md, or
 * HID feature reports, of which the host writes and reads one at a time.
 */
export type LinkKind = 'stream' | 'reports' | 'feature-reports';

export interface LinkPort {
  kind(link: number): LinkKind;
  /** Sends bytes to the host on the link they belong to. */
  send(link: number, bytes: Uint8Array): void;
}

/**
 * Thrown by a port at the instant its supply fails: it stands for the CPU stopping in the middle
 * of an instruction. Firmware never holds it up, since a chip without power runs nothing; fob/
 * catches it, drops everything that lived in RAM, and may boot anew.
 */
export class PowerLoss extends Error {
  override readonly name = 'PowerLoss';

  constructor() {
    super('power was lost');
  }
}

export type { ResetCause } from '@fobkit/protocol';
