import type { SerialScheme } from '@fobkit/station';
import { type Command, Option } from 'commander';
import { wholeNumber } from '../../argument/number.ts';
import { usage } from '../../program/cli-error.ts';

type CountingScheme = Exclude<SerialScheme, { readonly kind: 'list' }>;

const CHECKS = ['none', 'luhn', 'mod11', 'iso7064'] as const;
export type CheckKind = (typeof CHECKS)[number];

/** How serial labels come about; one of the ways has to be said. */
export interface SerialOptions {
  readonly serials?: string;
  readonly serialPrefix?: string;
  readonly serialDigits?: number;
  readonly serialFirst?: number;
  readonly check?: CheckKind;
  readonly oath?: string;
  readonly shinkin?: string;
  readonly serialsFile?: string;
  readonly from?: string;
}

/** What the options mean. */
export type SerialSource =
  | { readonly kind: 'scheme'; readonly scheme: CountingScheme; readonly count?: number }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'import'; readonly id: string };

const MOST_DIGITS = 15;
const MOST_FIRST = 999_999_999_999_999;

export function addSerialOptions(command: Command): Command {
  return command
    .option('--serials <pattern>', "prefix and counter: 'SKTH{00000001..}', 'A{001..500}'")
    .option('--serial-prefix <text>', 'the same in parts: what stands before the counter')
    .option(
      '--serial-digits <n>',
      'digits of the counter; 8 if absent',
      wholeNumber(1, MOST_DIGITS),
    )
    .option('--serial-first <n>', 'where it begins; 1 if absent', wholeNumber(0, MOST_FIRST))
    .addOption(
      new Option('--check <kind>', 'a check digit at the end of each label').choices(CHECKS),
    )
    .option('--oath <omp:tt>', 'OATH token identifiers: two characters each, as EX:TK')
    .option('--shinkin <prefix>', 'four capital letters and eight digits')
    .option('--serials-file <file>', 'labels from a file, one in a line')
    .option('--from <import>', 'seeds and labels of an import (fob station import)');
}

/** @throws CliError when none of the ways is said, two are, or one is not understood. */
export function serialSourceOf(options: SerialOptions): SerialSource {
  const { serials, serialPrefix, oath, shinkin, serialsFile, from } = options;
  const ways = { serials, serialPrefix, oath, shinkin, serialsFile, from };
  const said = Object.entries(ways).filter(([, value]) => value !== undefined);
  if (said.length !== 1) throw usage(`${said.length === 0 ? 'say' : 'say only once'} ${WAYS}`);
  if (serialsFile !== undefined) return only(options, { kind: 'file', file: serialsFile });
  if (from !== undefined) return only(options, { kind: 'import', id: from });
  const { check = 'none', serialFirst, serialDigits } = options;
  if (serials !== undefined) return patternOf(serials, options);
  const first = serialFirst ?? 1;
  if (serialPrefix !== undefined) {
    const digits = serialDigits ?? 8;
    return scheme({ kind: 'counter', prefix: serialPrefix, digits, first, check });
  }
  if (check !== 'none' || serialDigits !== undefined) {
    throw usage('--check and --serial-digits go with --serials or --serial-prefix');
  }
  if (shinkin !== undefined) return scheme({ kind: 'shinkin', prefix: shinkin, first });
  const [, manufacturer, type] = /^([^:]+):([^:]+)$/.exec(oath ?? '') ?? [];
  if (manufacturer === undefined || type === undefined) {
    throw usage('--oath: two characters of the maker and two of the type, as EX:TK');
  }
  return scheme({ kind: 'oath', manufacturer, type, first });
}

const WAYS =
  'how serial labels are made: --serials, --serial-prefix, --oath, --shinkin, --serials-file or --from';

function scheme(made: CountingScheme): SerialSource {
  return { kind: 'scheme', scheme: made };
}

/** `SKTH{00000001..}`, `A{001..500}`: digits as they stand there. */
function patternOf(pattern: string, options: SerialOptions): SerialSource {
  const [, prefix, from, to] = /^([^{}]*)\{(\d{1,15})\.\.(\d{1,15})?\}$/.exec(pattern) ?? [];
  if (prefix === undefined || from === undefined) {
    throw usage("--serials is written 'SKTH{00000001..}' or 'A{001..500}', the counter at the end");
  }
  if (options.serialDigits !== undefined || options.serialFirst !== undefined) {
    throw usage('--serials tells digits and first number itself');
  }
  if (to !== undefined && to.length !== from.length) {
    throw usage(`--serials: ${from} and ${to} have not the same number of digits`);
  }
  const [first, last] = [Number(from), to === undefined ? undefined : Number(to)];
  if (last !== undefined && last < first) throw usage(`--serials: ${from}..${String(to)} is empty`);
  const made = { kind: 'counter', prefix, digits: from.length, first } as const;
  const count = last === undefined ? {} : { count: last - first + 1 };
  return { kind: 'scheme', scheme: { ...made, check: options.check ?? 'none' }, ...count };
}

/** Labels that are there already are neither counted nor given check digits. */
function only(options: SerialOptions, source: SerialSource): SerialSource {
  const { check, serialDigits, serialFirst } = options;
  if (check === undefined && serialDigits === undefined && serialFirst === undefined) return source;
  throw usage('--check, --serial-digits and --serial-first go with labels that are made here');
}
