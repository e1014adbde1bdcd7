import { checkDigits, UsageError } from '@fobkit/protocol';

/** Which fob a person is asked about. */
export interface PersonUrl {
  /** What stands on its back, for the person to find it by. */
  readonly label?: string;
  /** How many digits its codes have; from 4 to 10. */
  readonly digits?: number;
}

export const PERSON_SCHEME = 'person:';

const MOST_LETTERS = 64;

export function isPersonUrl(url: string): boolean {
  return url.startsWith(PERSON_SCHEME);
}

/**
 * Reads `person:`, `person:SKTH00000017`, `person:SKTH00000017?digits=8` or `person:?digits=6`.
 *
 * @throws UsageError that says which part is wrong.
 */
export function parsePersonUrl(url: string): PersonUrl {
  if (!isPersonUrl(url)) throw wrong(url, `it must begin with ${PERSON_SCHEME}`);
  const rest = url.slice(PERSON_SCHEME.length);
  const question = rest.indexOf('?');
  const label = question < 0 ? rest : rest.slice(0, question);
  if (label.length > MOST_LETTERS || /\p{C}/u.test(label)) {
    throw wrong(url, `a label has at most ${String(MOST_LETTERS)} letters, and none is hidden`);
  }
  return {
    ...(label === '' ? {} : { label }),
    ...(question < 0 ? {} : { digits: digitsOf(url, rest.slice(question + 1)) }),
  };
}

export function formatPersonUrl({ label = '', digits }: PersonUrl): string {
  return `${PERSON_SCHEME}${label}${digits === undefined ? '' : `?digits=${String(digits)}`}`;
}

function digitsOf(url: string, query: string): number {
  const text = /^digits=(\d{1,2})$/.exec(query)?.[1];
  if (text === undefined) throw wrong(url, 'behind the ? goes digits=N');
  const digits = Number(text);
  try {
    checkDigits(digits);
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    throw wrong(url, cause.message);
  }
  return digits;
}

function wrong(url: string, why: string): UsageError {
  return new UsageError(`device ${url.replace(/\p{C}/gu, '�')}: ${why}`);
}
