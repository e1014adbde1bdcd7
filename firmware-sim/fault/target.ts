import type { Lifecycle } from '@fobkit/protocol';
import type { Occurrence } from '../fob/occurrence.ts';
import type { Parts } from '../fob/parts.ts';

/** What a fault can get hold of in a fob. */
export interface FaultTarget {
  readonly parts: Parts;
  /** World time in ticks. */
  readonly worldTicks: number;
  /** Undefined without power. */
  readonly lifecycle: Lifecycle | undefined;
  /** False while the CPU works: no part changes under its hands. */
  readonly cpuAsleep: boolean;
  /** Whether a wire is on the fob. */
  readonly plugged: boolean;
  readonly hung: boolean;
  /** Whether the supply will break down under the next load of the firmware. */
  sagging: boolean;
  /** Whether its USB has the functions of a fob: HID, a serial port, WebUSB. */
  readonly hasFunctions: boolean;
  /** Pulls the fob off every wire. */
  unplug(): void;
  /** Halts an endpoint of its USB on every cable whose host has configured it; how many those are. */
  halt(address: number): number;
  /** The supply breaks down for a moment: the chip resets. */
  brownOut(): void;
  /** Stops the CPU, with its RAM, until the watchdog resets it. */
  hang(): void;
  /** The supply may have changed. */
  supplyChanged(): void;
  /** The contact of the button moved. */
  contactMoved(): void;
  /** Tells those who watch the fob. */
  note(occurrence: Occurrence): void;
}
