import type { Direction, Occurrence } from '../fob/occurrence.ts';
import type { Parts } from '../fob/parts.ts';
import type { Piece } from '../fob/wire.ts';

/** What a fault can get hold of in a fob. */
export interface FaultTarget {
  readonly parts: Parts;
  /** World time in ticks. */
  readonly worldTicks: number;
  /** Pulls the fob off every wire. */
  unplug(): void;
  /** Stops the CPU, with its RAM, until the watchdog resets it. */
  hang(): void;
  /** Makes the supply break down under the next load of the firmware. */
  sag(): void;
  /** Tells those who watch the fob. */
  note(occurrence: Occurrence): void;
}

/** The faults of one fob: armed, waiting, acting, over. */
export class FaultBoard {
  readonly #target: FaultTarget;

  constructor(target: FaultTarget) {
    this.#target = target;
  }

  /** Whether no fault is armed, so that nothing need be told to the board. */
  get idle(): boolean {
    return true;
  }

  /** World time at which a fault wants to act next; Infinity when none does. */
  get nextDue(): number {
    return Infinity;
  }

  /** Lets faults act whose time has come. */
  runDue(_now: number): void {
    void this.#target;
  }

  /** Tells the faults what happens to the fob. */
  notice(_occurrence: Occurrence): void {
    void this.#target;
  }

  /** What becomes of bytes on a wire. */
  shape(_direction: Direction, bytes: Uint8Array): readonly Piece[] {
    return [{ bytes, delay: 0 }];
  }

  /** What a snapshot keeps: plain JSON. */
  save(): unknown {
    return [];
  }

  /** @throws UsageError when `state` is not what `save` gave. */
  load(_state: unknown): void {
    void this.#target;
  }
}
