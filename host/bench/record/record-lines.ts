import { openRegularFile } from '@fobkit/client/node';

/** A line longer than that is no record, in bytes. */
export const LONGEST_LINE = 64 * 1024 * 1024;

export interface Line {
  /** Counts from 1. */
  readonly number: number;
  readonly text: string;
  /** Whether the end of the line is there: a torn write leaves none. */
  readonly whole: boolean;
}

/**
 * The lines of a regular file that are not empty. What is longer than any record is passed as torn.
 *
 * @throws UsageError with the path for what is no regular file; the system's error otherwise.
 */
export async function* linesOf(path: string): AsyncGenerator<Line> {
  let number = 1;
  let chunks: Buffer[] = [];
  let length = 0;
  const take = (whole: boolean): Line | undefined => {
    const text = Buffer.concat(chunks).toString('utf8').trim();
    const fits = length <= LONGEST_LINE;
    chunks = [];
    length = 0;
    return text === '' ? undefined : { number, text: fits ? text : '', whole: whole && fits };
  };
  const file = await openRegularFile(path);
  for await (const chunk of file.createReadStream()) {
    if (!Buffer.isBuffer(chunk)) continue;
    let at = 0;
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, at)) {
      keep(chunk.subarray(at, end));
      const line = take(true);
      if (line !== undefined) yield line;
      number++;
      at = end + 1;
    }
    keep(chunk.subarray(at));
  }
  const last = take(false);
  if (last !== undefined) yield last;

  function keep(part: Buffer): void {
    length += part.length;
    if (length <= LONGEST_LINE) chunks.push(part);
  }
}
