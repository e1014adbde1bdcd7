import { appendFile, readFile } from 'node:fs/promises';
import { UsageError } from '@fobkit/protocol';
import * as v from 'valibot';
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
  const text = await textOf(file);
  const lines = text.split('\n').map((line, index) => ({ line, number: index + 1 }));
  return lines
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => readingOf(line, `${file}:${String(number)}`));
}

export async function appendDriftLog(file: string, reading: DriftReading): Promise<void> {
  try {
    await appendFile(file, `${JSON.stringify(reading)}\n`);
  } catch (cause) {
    throw new UsageError(`${file}: cannot be written (${codeOf(cause)})`, { cause });
  }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return '';
    throw new UsageError(`${file}: cannot be read (${codeOf(cause)})`, { cause });
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
