/** Asks a ZPL printer how it is. */
export const HOST_STATUS = '~HS';

const STX = '\u0002';
const ETX = '\u0003';
const LINES = 3;
/** Longer than any answer to ~HS. */
export const STATUS_LIMIT = 1024;

/** The three strings of an answer to ~HS; absent while they are not all there. */
export function hostStatusLines(answer: string): readonly string[] | undefined {
  const lines: string[] = [];
  let from = 0;
  while (lines.length < LINES) {
    const start = answer.indexOf(STX, from);
    const end = start < 0 ? -1 : answer.indexOf(ETX, start);
    if (end < 0) return undefined;
    lines.push(answer.slice(start + 1, end));
    from = end;
  }
  return lines;
}

/** Where a flag stands: string and field, both from 0 (ZPL II Programming Guide, ~HS). */
const TROUBLES = [
  [0, 1, 'it is out of labels: put a new roll in'],
  [1, 2, 'its head is open: close it'],
  [1, 3, 'it is out of ribbon: put a new ribbon in'],
  [0, 10, 'it is too cold to print: let it warm up'],
  [0, 11, 'it is too hot to print: let it cool down'],
  [0, 2, 'it is paused: press its PAUSE button'],
  [0, 5, 'its buffer is full: wait until it has printed, or switch it off and on'],
  [1, 7, 'a label waits to be taken off: take it'],
] as const;

/** What keeps a printer from printing, with what to do; absent when nothing does. */
export function hostTrouble(lines: readonly string[]): string | undefined {
  const fields = lines.map((line) => line.split(',').map((field) => field.trim()));
  const found = TROUBLES.find(([line, field]) => {
    const value = fields[line]?.[field];
    return value !== undefined && /^\d+$/.test(value) && Number(value) !== 0;
  });
  return found?.[2];
}
