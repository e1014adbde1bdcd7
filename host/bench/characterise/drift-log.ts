import { UsageError } from '@fobkit/protocol';
import * as v from 'valibot';
import { appendLine } from '../record/line-file.ts';
import { linesOf } from '../record/record-lines.ts';
import type { DriftReading } from './drift-reading.ts';

const lineSchema = v.strictObject({
  at: v.pipe(v.number(), v.minValue(0)),
  low: v.pipe(v.number(), v.finite()),
  high: v.pipe(v.number(), v.finite()),
});

/**
 * The readings of a log: a JSON object a line. Empty when there is no such file.
 *
 * @throws UsageError with file and line where one is no reading, or the file cannot be read.
 */
export async function readDriftLog(file: string): Promise<readonly DriftReading[]> {
  const readings: DriftReading[] = [];
  try {
    for await (const { number, text } of linesOf(file)) {
      readings.push(readingOf(text, `${file}:${String(number)}`));
    }
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    if (codeOf(cause) !== 'ENOENT') {
      throw new UsageError(`${file}: cannot be read (${codeOf(cause)})`, { cause });
    }
  }
  return readings;
}

export async function appendDriftLog(file: string, reading: DriftReading): Promise<void> {
  try {
    await appendLine(file, JSON.stringify(reading));
  } catch (cause) {
    throw new UsageError(`${file}: cannot be written (${codeOf(cause)})`, { cause });
  }
}

function readingOf(line: string, place: string): DriftReading {
  const parsed = v.safeParse(lineSchema, parseJson(line));
  if (parsed.success && parsed.output.low <= parsed.output.high) return parsed.output;
  throw new UsageError(`${place}: no reading: {"at":…,"low":…,"high":…} in seconds is wanted`);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
