import type { CaptureDirection } from '@fobkit/protocol';

/** Where in a capture something was found. */
export interface CapturePlace {
  /** The packet in which it was complete, counted from 1 as Wireshark counts. */
  readonly packet: number;
  /** Where the data of that packet begin in the file. */
  readonly offset: number;
}

/** One thing that was said over a link. */
export type Step = CapturePlace &
  (
    | {
        readonly kind: 'message';
        readonly direction: CaptureDirection;
        /** The envelope. */
        readonly bytes: Uint8Array;
      }
    /** Bytes that are no frame: damaged, or masked. */
    | {
        readonly kind: 'noise';
        readonly direction: CaptureDirection;
        /** With the zero that ended them, if one did. */
        readonly bytes: Uint8Array;
      }
    /** The link was opened or came to its end: what was begun is void. */
    | { readonly kind: 'opened' | 'closed' }
  );

/** What was said over one link, in its order. */
export interface Talk {
  /** `serial:/dev/ttyACM0`, or `sim:0102030405060708 usbip, HID of 1.2`. */
  readonly name: string;
  readonly steps: readonly (Step & { readonly unixMicros: number })[];
}
