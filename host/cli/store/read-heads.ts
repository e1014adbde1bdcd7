import type { AuditHead } from '@fobkit/store';
import * as v from 'valibot';
import { readInput } from '../input/read-input.ts';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';

const LINE = /^(\S{1,64})\s+(\d{1,15})\s+([0-9a-f]{64})$/;

const headSchema = v.object({
  station: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  sequence: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
const reportSchema = v.object({ heads: v.array(headSchema) });

/**
 * Ends of audit chains that were kept apart: what `fob station audit --json` printed, or lines as
 * `STATION SEQUENCE HASH`, as they stand on a certificate. @throws CliError with the line
 */
export async function readHeads(cli: Cli, file: string): Promise<readonly AuditHead[]> {
  const text = (await readInput(cli, file, 'the heads')).trim();
  if (text.startsWith('{')) return fromJson(file, text);
  return text.split(/\r?\n/).map((line, index) => {
    const [, station, sequence, hash] = LINE.exec(line.trim()) ?? [];
    if (station === undefined || sequence === undefined || hash === undefined) {
      throw usage(
        `${file}:${String(index + 1)}: a line is STATION SEQUENCE HASH, the hash 64 hex digits`,
      );
    }
    return { station, sequence: Number(sequence), hash };
  });
}

function fromJson(file: string, text: string): readonly AuditHead[] {
  try {
    return v.parse(reportSchema, JSON.parse(text)).heads;
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof v.ValiError)) throw error;
    throw usage(`${file}: is not what fob station audit --json prints`, { cause: error });
  }
}
