import type { Fob } from '../fob/fob.ts';
import type { Observer } from '../fob/occurrence.ts';

/** A fob under control: whoever runs it keeps its time and its plugs. */
export interface ControlledFob {
  /** 16 hexadecimal digits. */
  readonly deviceId: string;
  /** The fob, with its world time brought up to now. Another one after a restore. */
  readonly fob: Fob;
  /** Device URLs of its plugs, as `serial:/dev/pts/4`. */
  readonly links: readonly string[];
  /** Where its USB is served, as `usbip:127.0.0.1:3240/1-1`: no URLs that a host opens. */
  readonly usb?: readonly string[];
  /** Whether it is on its plugs. */
  readonly plugged: boolean;
  /** What ended the fob, a fault of the emulator: it takes no more actions. */
  readonly failure?: string | undefined;
  /** Hears what happens to it, across restores. */
  observe(observer: Observer): () => void;
  /** To be called when a hand has done something: the fob's next event may now be another. */
  touched(): void;
  /** Lets world time pass beyond the wall's, in ticks, without blocking others for long. */
  advance(ticks: number): Promise<void>;
  /** Puts it back on its plugs. */
  replug(): void;
  /** Puts the fob of a snapshot in its place. @throws UsageError when the text is no snapshot of it. */
  restore(snapshot: string): void;
}

/** The fobs that a control server serves, and the end of their process. */
export interface ControlHost {
  readonly fobs: readonly ControlledFob[];
  shutdown(): void;
}
