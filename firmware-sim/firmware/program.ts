import type { Lifecycle, Purpose, ResetCause } from '@fobkit/protocol';
import type { RamImage } from './ram-image.ts';

/** What a chip runs, whoever wrote it: the firmware of fobkit's fobs, or that of another maker. */
export interface Program {
  /** After a reset. */
  boot(cause: ResetCause): void;
  /** On the alarm and on an edge of the button. */
  wake(): void;
  /** Bytes that a host sent on `link`. */
  receive(link: number, bytes: Uint8Array): void;
  /** The host of `link` is gone. */
  linkClosed(link: number): void;
  /** What a snapshot keeps of the RAM; undefined where nothing outlives it. */
  saveRam(): RamImage | undefined;
  loadRam(image: RamImage): void;
  /** For those who look inside, never for a host. */
  readonly lifecycle: Lifecycle;
  readonly purpose: Purpose | undefined;
  readonly serialLabel: string | undefined;
  /** Whether a production seed is, or may be, in flash. */
  readonly mayHoldProductionSeed: boolean;
}
