import { Secret, UsageError } from '@fobkit/protocol';
import type { Judge } from '../domain/decision.ts';
import type { Token } from '../domain/token.ts';
import type { Challenge } from '../verify/code-source.ts';
import { normaliseCode } from '../verify/code-text.ts';
import { type CodeCase, judgeCode } from '../verify/judge-code.ts';
import { resynchronise, type ResyncVerdict } from '../verify/resynchronise.ts';
import { isAskedWhole } from '../verify/suite-fault.ts';
import { freshMemory, type TokenKey } from '../verify/token-key.ts';
import { verifyCode } from '../verify/verify-code.ts';
import type { OpenBooks } from './bank-books.ts';
import type { TokenRow } from './contract-rows.ts';
import { parametersColumn, readJson } from './json-columns.ts';
import type { BankParts } from './parts.ts';

const NOBODY_SEED = new Uint8Array(20);

/** A code as it was typed, and what it answers. */
export interface Proof {
  readonly code: string;
  /** OCRA. */
  readonly challenge?: Challenge;
}

/** Judges one code by the seeds of the open books. */
export function judgeOf(
  parts: BankParts,
  { tokenRows }: Pick<OpenBooks, 'tokenRows'>,
  proof: Proof,
  now: number,
): Judge {
  const caseOf = (token: Token, key: TokenKey): CodeCase => ({
    key,
    memory: token.memory,
    code: proof.code,
    ...(proof.challenge === undefined ? {} : { challenge: proof.challenge }),
    unixSeconds: Math.floor(now / 1000),
    policy: parts.settings.policy,
    source: parts.source,
  });
  return {
    verify: (token) =>
      withKey(parts, tokenRows.get(token.serial), (key) => verifyCode(caseOf(token, key))) ?? {
        outcome: 'wrong',
        memory: token.memory,
      },
    isCodeOf: (token) => {
      const judged = withKey(parts, tokenRows.get(token.serial), (key) =>
        judgeCode(caseOf(token, key)),
      );
      return judged?.outcome === 'accepted' || judged?.outcome === 'resynchronised';
    },
    isAskedWhole: ({ serial }) => {
      const row = tokenRows.get(serial);
      return row === undefined || isAskedWhole(parametersOf(row), proof.challenge);
    },
  };
}

/** The same for a form: a code of another number of digits is a slip, and no guess. */
export function formJudgeOf(
  parts: BankParts,
  books: Pick<OpenBooks, 'tokenRows'>,
  proof: Proof,
  now: number,
): Judge {
  return {
    ...judgeOf(parts, books, proof, now),
    fits: ({ serial }) => {
      const row = books.tokenRows.get(serial);
      return row !== undefined && normaliseCode(proof.code, parametersOf(row).digits) !== undefined;
    },
  };
}

/** Judges two codes in a row. */
export function resyncOf(
  parts: BankParts,
  { tokenRows }: Pick<OpenBooks, 'tokenRows'>,
  codes: readonly [string, string],
  now: number,
): (token: Token) => ResyncVerdict {
  return (token) =>
    withKey(parts, tokenRows.get(token.serial), (key) =>
      resynchronise({
        key,
        memory: token.memory,
        codes,
        unixSeconds: Math.floor(now / 1000),
        policy: parts.settings.policy,
        source: parts.wideSource,
      }),
    ) ?? { outcome: 'not-offered', memory: token.memory };
}

/** The work of a code that nobody's token shows: how long it takes tells nothing. */
export function judgeNobody(parts: BankParts, proof: Proof, now: number): void {
  const seed = new Secret(NOBODY_SEED);
  const parameters = { mode: 'totp', algorithm: 'SHA1', digits: 6 } as const;
  verifyCode({
    key: { serial: '', kind: 'hardware', parameters, seed },
    memory: freshMemory,
    code: proof.code,
    unixSeconds: Math.floor(now / 1000),
    policy: parts.settings.policy,
    source: parts.source,
  });
  seed.wipe();
}

/**
 * With the seed of a token, which is wiped afterwards. Undefined for one without a seed, and for a
 * challenge that is none: such a code is right for nobody.
 */
export function withKey<T>(
  parts: BankParts,
  row: TokenRow | undefined,
  work: (key: TokenKey) => T,
): T | undefined {
  if (row === undefined || row.seed === null) return undefined;
  const seed = seedOf(parts, row, row.seed);
  try {
    const { serial, kind } = row;
    return work({ serial, kind, parameters: parametersOf(row), seed });
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  } finally {
    seed.wipe();
  }
}

export function parametersOf(row: Pick<TokenRow, 'parameters'>): TokenKey['parameters'] {
  return readJson(parametersColumn, row.parameters);
}

function seedOf(parts: BankParts, row: TokenRow, sealed: Uint8Array): Secret {
  return parts.secrets.openSeed(sealed, {
    serial: row.serial,
    deviceId: row.device_id ?? undefined,
    parameters: parametersOf(row),
  });
}
