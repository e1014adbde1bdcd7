/**
 * Reading the log of a page. What an interrupted write leaves and what bit rot leaves must be told
 * apart: after the one the old value holds, after the other it does not, since falling back to an
 * older record would let a counter run backward.
 *
 * A record is written in two operations, body (header, payload, CRC-32) and then marker, and the
 * store never appends behind a record that is not whole (mount rewrites the page first). So:
 *
 * - The CRC holds: the record counts, whatever its marker. A marker torn between 0xFF and 0x00 can
 *   only follow a whole body, so this is the new state.
 * - The CRC fails, the marker was never begun, and everything behind is erased: torn, the write
 *   under way at a cut. It and the batch that it belongs to never happened.
 * - The CRC fails otherwise: rot. The key in the header, which has its own check, is damaged.
 * - Nothing behind the four bytes of a header: torn in the header. (A record that was finished
 *   has its marker, 0x00, behind them.)
 * - A header beyond mending, or mended to no avail, with something behind it: the way to the later
 *   records is lost. Each of them may have replaced any key, so all keys are damaged. There is no
 *   search for the next record: a payload could contain the image of one.
 * - Erased where a header should stand, but not all behind it: one stray bit is rot of free space
 *   and harms nobody; more is a lost way as above.
 */
import { PAGE_HEADER_BYTES, usedLength } from './page.ts';
import { COMMITTED, HEADER_BYTES, isCommitted, readRecord, type RecordHeader } from './record.ts';

export interface ScannedRecord {
  readonly header: RecordHeader;
  /** Index of the record in its page. */
  readonly at: number;
  readonly intact: boolean;
}

export interface Scan {
  /** The records that count, in the order of writing. */
  readonly records: readonly ScannedRecord[];
  /** Index of the first byte behind the last record. */
  readonly end: number;
  /** Later records exist that cannot be found. */
  readonly lost: boolean;
  /** Nothing torn, rotten or stray: appending at `end` is safe. */
  readonly tidy: boolean;
}

export function scanLog(page: Uint8Array): Scan {
  const used = usedLength(page);
  const records: ScannedRecord[] = [];
  let batch: ScannedRecord[] = [];
  let at = PAGE_HEADER_BYTES;
  let tidy = true;
  const stop = (lost: boolean): Scan => ({ records, end: at, lost, tidy: false });

  while (at < used) {
    if (used <= at + HEADER_BYTES) return stop(false);
    if (isErased(page, at, at + HEADER_BYTES)) return stop(countZeros(page, at) > 1);
    const record = readRecord(page, at);
    if (record === undefined) return stop(true);
    const { header, mended, intact, marker, end } = record;
    if (!intact) {
      if (mended) return stop(true);
      if (!isCommitted(marker) && used <= end) return stop(false);
    }
    if (!intact || mended || marker !== COMMITTED) tidy = false;
    batch.push({ header, at, intact });
    if (!header.more) {
      records.push(...batch);
      batch = [];
    }
    at = end;
  }
  return { records, end: at, lost: false, tidy: tidy && batch.length === 0 };
}

function isErased(page: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (page[i] !== 0xff) return false;
  return true;
}

function countZeros(page: Uint8Array, from: number): number {
  let zeros = 0;
  for (let i = from; i < page.length; i++) {
    for (let bits = ~(page[i] ?? 0xff) & 0xff; bits !== 0; bits &= bits - 1) zeros++;
  }
  return zeros;
}
