import { encodeUtf8, MAX_SERIAL_LABEL, UsageError } from '@fobkit/protocol';
import { checkCharacter } from './check-digit.ts';
import type { SerialScheme } from './lot.ts';
import { SerialError } from './serial-error.ts';

/** A scheme that counts, and so makes labels by itself. */
export type CountingScheme = Exclude<SerialScheme, { readonly kind: 'list' }>;

interface Counter {
  readonly prefix: string;
  readonly digits: number;
  readonly first: number;
}

/** The longest counter: every number of 15 digits is exact. */
const MAX_COUNTER_DIGITS = 15;
const MUI_DIGITS = 8;
const PRINTABLE = /^[\x21-\x7e]*$/;
/** OMP and TT: two letters or digits each (OATH Token Identifier Specification, class A). */
const OATH_PART = /^[A-Z0-9]{2}$/;
const SHINKIN_PREFIX = /^[A-Z]{4}$/;

/**
 * The labels of `count` units, one after the other.
 *
 * @throws SerialError when the scheme cannot make so many: its counter overflows, a part of it has
 *   not its shape, or a label has more than 32 bytes. UsageError for a list, which is made elsewhere.
 */
export function makeSerials(scheme: SerialScheme, count: number): readonly string[] {
  if (scheme.kind === 'list') throw new UsageError('a list of labels is not made but read');
  if (!Number.isSafeInteger(count) || count < 1) throw new UsageError('a lot has one unit or more');
  const counter = counterOf(scheme);
  const faults = [...shapeFaults(scheme), ...counterFaults(counter, count)];
  if (faults.length > 0) throw new SerialError(faults);
  const labels: string[] = [];
  for (let number = 0; number < count; number++) labels.push(labelAt(scheme, number));
  const long = encodeUtf8(labels[0] ?? '').length;
  if (long > MAX_SERIAL_LABEL) {
    throw new SerialError([
      `labels of this scheme have ${long} bytes, a fob takes ${MAX_SERIAL_LABEL}: shorten the prefix or the counter`,
    ]);
  }
  return labels;
}

/**
 * What is wrong with a label that shall be of a scheme, in a sentence; undefined if nothing is. Of a
 * list any label is that a fob can take.
 */
export function checkSerial(scheme: SerialScheme, label: string): string | undefined {
  const plain = checkLabel(label);
  if (plain !== undefined || scheme.kind === 'list') return plain;
  const { prefix, digits } = counterOf(scheme);
  const check = scheme.kind === 'counter' ? scheme.check : 'none';
  const length = prefix.length + digits + (check === 'none' ? 0 : 1);
  if (!label.startsWith(prefix)) return `${label} does not begin with ${prefix}`;
  if (label.length !== length) return `${label} has ${label.length} characters, not ${length}`;
  const body = label.slice(0, prefix.length + digits);
  if (!/^[0-9]*$/.test(body.slice(prefix.length))) {
    return `${label}: after ${prefix === '' ? 'its beginning' : prefix} come ${digits} digits`;
  }
  if (check === 'none' || label.endsWith(checkCharacter(body, check))) return undefined;
  return `the check digit of ${label} is wrong: mistyped or misread`;
}

/** What makes a label one that no fob takes, in a sentence. */
export function checkLabel(label: string): string | undefined {
  const bytes = encodeUtf8(label).length;
  if (bytes === 0) return 'a label is empty';
  if (bytes > MAX_SERIAL_LABEL) {
    return `label ${JSON.stringify(label.slice(0, MAX_SERIAL_LABEL))}… has ${bytes} bytes, a fob takes ${MAX_SERIAL_LABEL}`;
  }
  if (PRINTABLE.test(label)) return undefined;
  return `label ${JSON.stringify(label)} has characters that are no printable ASCII`;
}

/**
 * LinOTP's test of a token identifier: two letters or digits of the maker and two of the type, then
 * eight hexadecimal digits of the token (OATH Token Identifier Specification, class A).
 */
export function isOathIdentifier(label: string): boolean {
  return /^[a-zA-Z0-9]{4}[a-fA-F0-9]{8}$/.test(label);
}

function counterOf(scheme: CountingScheme): Counter {
  switch (scheme.kind) {
    case 'counter':
      return scheme;
    case 'oath':
      return {
        prefix: `${scheme.manufacturer}${scheme.type}`,
        digits: MUI_DIGITS,
        first: scheme.first,
      };
    case 'shinkin':
      return { prefix: scheme.prefix, digits: MUI_DIGITS, first: scheme.first };
  }
}

function labelAt(scheme: CountingScheme, number: number): string {
  const { prefix, digits, first } = counterOf(scheme);
  const body = `${prefix}${String(first + number).padStart(digits, '0')}`;
  if (scheme.kind !== 'counter' || scheme.check === 'none') return body;
  return `${body}${checkCharacter(body, scheme.check)}`;
}

function counterFaults({ prefix, digits, first }: Counter, count: number): readonly string[] {
  const faults: string[] = [];
  if (!PRINTABLE.test(prefix)) faults.push('the prefix has characters that are no printable ASCII');
  if (!Number.isSafeInteger(digits) || digits < 1 || digits > MAX_COUNTER_DIGITS) {
    return [...faults, `a counter has 1 to ${MAX_COUNTER_DIGITS} digits`];
  }
  if (!Number.isSafeInteger(first) || first < 0)
    return [...faults, 'the first number is 0 or more'];
  const last = first + count - 1;
  if (!Number.isSafeInteger(last) || String(last).length > digits) {
    faults.push(
      `${count} labels from ${first} on want more than ${digits} digits: ${last} is the last`,
    );
  }
  return faults;
}

function shapeFaults(scheme: CountingScheme): readonly string[] {
  switch (scheme.kind) {
    case 'counter':
      return [];
    case 'oath':
      return [
        ...(OATH_PART.test(scheme.manufacturer)
          ? []
          : ['the manufacturer of a token identifier (OMP) is two capital letters or digits']),
        ...(OATH_PART.test(scheme.type)
          ? []
          : ['the type of a token identifier (TT) is two capital letters or digits']),
      ];
    case 'shinkin':
      return SHINKIN_PREFIX.test(scheme.prefix) ? [] : ['the prefix is four capital letters'];
  }
}
