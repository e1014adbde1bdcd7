import { HID_REPORT_SIZE } from '@fobkit/protocol';

/** How long bytes are on their way in one direction of a line. All times are milliseconds. */
export interface Line {
  readonly name: string;
  /** When `bytes` bytes that enter the free line at `from` have arrived. */
  arrival(from: number, bytes: number): number;
}

/** A start bit, eight bits, a stop bit. */
const BITS_OF_A_BYTE = 10;
/** Of full-speed USB; a HID interface is asked once in each (bInterval 1, USB 2.0 §5.7.4). */
const FRAME_MS = 1;

/** One that takes no time: what is charged is the fob's work alone. */
export const instantLine: Line = { name: 'no line', arrival: (from) => from };

/** A UART: 10 bits a byte. */
export function serialLine(baud: number): Line {
  return {
    name: `${String(baud)} baud`,
    arrival: (from, bytes) => from + (bytes * BITS_OF_A_BYTE * 1000) / baud,
  };
}

/** Full-speed HID: one report of 64 bytes in each frame of 1 ms. */
export const fullSpeedHid: Line = {
  name: 'full-speed HID',
  arrival: (from, bytes) => {
    const frames = Math.max(1, Math.ceil(bytes / HID_REPORT_SIZE));
    return (Math.floor(from / FRAME_MS) + frames) * FRAME_MS;
  },
};
