/** What a client has seen on its links besides answers in good order. */
export interface WireCounters {
  /** Replies to requests that nobody waits for any more. */
  stale: number;
  /** Frames in good order that hold no envelope. */
  malformed: number;
  /** Bytes that were no frame; of a HID link, 64 for each report that belongs to no reply. */
  droppedBytes: number;
  /** HID reports for other programs that have the fob open. */
  foreignReports: number;
  /** Requests sent again. */
  resent: number;
  /** Links opened again. */
  reconnected: number;
}

export function zeroCounters(): WireCounters {
  return {
    stale: 0,
    malformed: 0,
    droppedBytes: 0,
    foreignReports: 0,
    resent: 0,
    reconnected: 0,
  };
}
