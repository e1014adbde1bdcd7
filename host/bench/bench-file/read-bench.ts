import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { suggestion } from '../scenario/nearest.ts';
import {
  type FileFault,
  parsePositionedYaml,
  type PositionedYaml,
  type YamlPath,
} from '../yaml/positioned-yaml.ts';
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
  throw new BenchFileError(inOrder(result.issues.map((issue) => faultOf(yaml, issue))));
}

type Issue = v.InferIssue<typeof benchSchema>;

function faultOf(yaml: PositionedYaml, issue: Issue): FileFault {
  const path = pathOf(issue);
  const last = String(path.at(-1) ?? 'the file');
  // The place of an unknown key is the key itself; so is that of a key with a bad name.
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const words = wordsAt(path.slice(0, -1), kindOf(issue));
    const message = `${last} is no word here; ${suggestion(last, words)}`;
    return { place: yaml.keyPlace(path), message };
  }
  const origin = issue.path?.at(-1)?.origin;
  const place = origin === 'key' ? yaml.keyPlace(path) : yaml.valuePlace(path);
  if (issue.type === 'strict_object' && issue.received === 'undefined') {
    return { place: yaml.valuePlace(path.slice(0, -1)), message: `${last} is missing` };
  }
  return { place, message: `${last}: ${messageOf(issue)}` };
}

function messageOf(issue: Issue): string {
  // What valibot says by itself begins with "Invalid"; what the schema says is for people.
  if (!issue.message.startsWith('Invalid')) return issue.message;
  const given = issue.received.replaceAll('"', '').slice(0, 80);
  const expected = issue.expected ?? 'something else';
  if (!expected.includes('|')) return `${given} stands where ${expected} should`;
  return `${given} is none of: ${expected.replace(/["()]/g, '').replaceAll(' | ', ', ')}`;
}

/** Of the instrument whose key is wrong. */
function kindOf(issue: Issue): unknown {
  const around: unknown = issue.path?.at(-1)?.input;
  return typeof around === 'object' && around !== null && 'kind' in around
    ? around.kind
    : undefined;
}

function pathOf(issue: Issue): YamlPath {
  return (issue.path ?? []).flatMap(({ key }) =>
    typeof key === 'string' || typeof key === 'number' ? [key] : [],
  );
}

function inOrder(faults: readonly FileFault[]): readonly FileFault[] {
  return faults.toSorted(
    ({ place: one }, { place: other }) => one.line - other.line || one.column - other.column,
  );
}
