import { checkLoad } from '@fobkit/client';
import { type LoadedParameters, loadedParameters, MAX_DIGITS, MIN_DIGITS } from '@fobkit/protocol';
import type { TokenParameters } from '../exchange/token-record.ts';
import type { Lot } from '../lot/lot.ts';
import { SerialError } from '../lot/serial-error.ts';
import { checkLabel, makeSerials } from '../lot/serials.ts';
import { RegistryError } from './registry-error.ts';

/** Where the seeds of a lot come from. */
export type SeedSource =
  /** At random; as long as the output of the algorithm if `bytes` is absent. */
  | { readonly kind: 'generate'; readonly bytes?: number }
  /** The first tokens of an import that no lot has yet, with their own labels and counters. */
  | { readonly kind: 'import'; readonly id: number };

type Wished =
  | 'name'
  | 'profile'
  | 'model'
  | 'planned'
  | 'purpose'
  | 'serials'
  | 'parameters'
  | 'codeCheck'
  | 'trim'
  | 'qualifiedHours'
  | 'expiry';

/** A lot that is to be made. */
export interface NewLot extends Pick<Lot, Wished> {
  readonly seeds: SeedSource;
  /** Labels of a scheme `list` whose seeds are generated. */
  readonly labels?: readonly string[];
  /** What the profile's labels match, as a whole: a regular expression. */
  readonly serialPattern?: string;
}

/** So many units fit into one lot. */
export const MAX_UNITS = 1_000_000;
const HASH_BYTES = { SHA1: 20, SHA256: 32, SHA512: 64 } as const;
const NAME = /^[^\s\p{C}](?:[^\p{C}]{0,62}[^\s\p{C}])?$/u;
/** Faults that are listed one by one. */
const MOST_LISTED = 20;

/** @throws RegistryError UsageError when no fob could be loaded so. */
export function checkNewLot(lot: NewLot, nowUnixMs: number): void {
  const refuse = (why: string): never => {
    throw new RegistryError('refused', why);
  };
  if (!NAME.test(lot.name))
    refuse('the name of a lot has 1 to 64 characters, and no space at its ends');
  if (!Number.isSafeInteger(lot.planned) || lot.planned < 1 || lot.planned > MAX_UNITS) {
    refuse(`a lot has 1 to ${MAX_UNITS} units`);
  }
  if (lot.seeds.kind === 'import' && lot.serials.kind !== 'list') {
    refuse('imported seeds come with their own serial labels: the scheme of such a lot is `list`');
  }
  const { digits } = lot.parameters;
  if (!Number.isSafeInteger(digits) || digits < MIN_DIGITS || digits > MAX_DIGITS) {
    refuse(`a code has ${MIN_DIGITS} to ${MAX_DIGITS} digits`);
  }
  const parameters = parametersOf(lot, 'x', lot.parameters);
  checkLoad(seedBytesOf(lot), parameters, Math.floor(nowUnixMs / 1000));
  loadedParameters.encode(parameters);
}

/**
 * The labels of a lot whose seeds are generated.
 *
 * @throws SerialError that lists what does not fit.
 */
export function labelsOf(lot: NewLot): readonly string[] {
  const { serials, planned, labels = [] } = lot;
  if (serials.kind !== 'list') return makeSerials(serials, planned);
  if (labels.length === planned) return labels;
  throw new SerialError([`the list has ${labels.length} labels for ${planned} units`]);
}

/** @throws SerialError that lists what no fob takes, what its profile does not, and what is doubled. */
export function checkLabels(labels: readonly string[], serialPattern: string | undefined): void {
  const pattern =
    serialPattern === undefined ? undefined : new RegExp(`^(?:${serialPattern})$`, 'u');
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const label of labels) {
    const wrong = checkLabel(label);
    if (wrong !== undefined) faults.push(wrong);
    else if (pattern?.test(label) === false) {
      faults.push(
        `label ${label} is none of this fob type, whose labels match ${serialPattern ?? ''}`,
      );
    }
    if (seen.has(label)) faults.push(`label ${label} stands twice`);
    seen.add(label);
  }
  if (faults.length > 0) throw new SerialError(shortened(faults));
}

/** What a fob is loaded with beside its seed. */
export function parametersOf(
  { purpose, expiry }: Pick<NewLot, 'purpose' | 'expiry'>,
  serialLabel: string,
  token: TokenParameters,
): LoadedParameters {
  const { mode, algorithm, digits, stepSeconds, t0, counter, suite } = token;
  return {
    mode,
    algorithm,
    digits,
    serialLabel,
    purpose,
    ...(stepSeconds === undefined ? {} : { stepSeconds }),
    ...(t0 === undefined ? {} : { t0 }),
    ...(counter === undefined ? {} : { counter }),
    ...(expiry === undefined ? {} : { expiry }),
    ...(suite === undefined ? {} : { suite }),
  };
}

/** How long the seeds of a lot are that are generated, in bytes. */
export function seedBytesOf({ seeds, parameters }: Pick<NewLot, 'seeds' | 'parameters'>): number {
  const usual = HASH_BYTES[parameters.algorithm];
  return seeds.kind === 'generate' ? (seeds.bytes ?? usual) : usual;
}

/** The first of many faults, and how many more there are. */
export function shortened(faults: readonly string[]): readonly string[] {
  if (faults.length <= MOST_LISTED) return faults;
  return [...faults.slice(0, MOST_LISTED), `and ${faults.length - MOST_LISTED} more`];
}
