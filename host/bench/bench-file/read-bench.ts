import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import * as v from 'valibot';
import {
  type FileFault,
  inOrder,
  parsePositionedYaml,
  type PositionedYaml,
  schemaFault,
} from '@fobkit/store/yaml';
import type { Bench } from './bench.ts';
import { BenchFileError } from './bench-file-error.ts';
import type { BenchReading } from './bench-reading.ts';
import { readInstruments } from './read-instruments.ts';
import { readPorts } from './read-ports.ts';
import { amountOf } from './quantity.ts';
import { type BenchData, benchSchema, wordsAt } from './schema.ts';

/**
 * Reads a bench file. Nothing is opened or asked.
 *
 * @param source Text of the file, and its path for messages and for the paths in it.
 * @throws BenchFileError with everything that is wrong, by file, line and column.
 */
export function readBench(source: { readonly text: string; readonly file: string }): Bench {
  const { text, file } = source;
  const yaml = parsePositionedYaml(text, file);
  if ('faults' in yaml) throw new BenchFileError(yaml.faults);
  const data = checked(yaml);
  const faults: FileFault[] = [];
  const reading: BenchReading = { yaml, folder: dirname(file), faults };
  const instruments = readInstruments(reading, data);
  const ports = readPorts(reading, data, instruments);
  if (faults.length > 0) throw new BenchFileError(inOrder(faults));
  const { tolerances = {} } = data;
  return {
    name: data.bench,
    file,
    sha256: createHash('sha256').update(text).digest('hex'),
    instruments,
    ports,
    tolerances: {
      rail: amountOf(tolerances.rail, 0.05),
      railSettleMs: amountOf(tolerances['rail-settle'], 500),
      off: amountOf(tolerances.off, 0.3),
      bootMs: amountOf(tolerances.boot, 10_000),
      uptimeMs: amountOf(tolerances.uptime, 2_000),
    },
  };
}

/** The data in the shape of the schema, or everything in which it is not. */
function checked(yaml: PositionedYaml): BenchData {
  const result = v.safeParse(benchSchema, yaml.data);
  if (result.success) return result.output;
  const faults = result.issues.map((issue) =>
    schemaFault(yaml, issue, (path) => wordsAt(path, kindOf(issue))),
  );
  throw new BenchFileError(inOrder(faults));
}

/** Of the instrument whose key is wrong. */
function kindOf(issue: v.InferIssue<typeof benchSchema>): unknown {
  const around: unknown = issue.path?.at(-1)?.input;
  return typeof around === 'object' && around !== null && 'kind' in around
    ? around.kind
    : undefined;
}
