import { Secret, toHex, UsageError } from '@fobkit/protocol';
import { forgetWrong, tokenOf } from '../domain/books.ts';
import { useCode } from '../domain/code-use.ts';
import type { Holder } from '../domain/contract.ts';
import { makeCard } from '../domain/customer-card.ts';
import { resync } from '../domain/resync.ts';
import { unlock } from '../domain/suspension.ts';
import { judgeCode } from '../verify/judge-code.ts';
import type { CodeVerdict, TokenParameters } from '../verify/token-key.ts';
import { type OpenBooks, openBooks } from './bank-books.ts';
import { type Command, inCommand } from './command.ts';
import { newContractRow, registrationColumns, tokenOfRow } from './contract-rows.ts';
import { holdVault } from './hold-vault.ts';
import { stockRow, wrongIn } from './import-tokens.ts';
import { judgeOf, resyncOf, withKey } from './judge.ts';
import type { BankParts } from './parts.ts';

/** What a fob was loaded with, as far as its codes come of it. */
export interface BenchParameters extends Pick<TokenParameters, 'mode' | 'algorithm' | 'digits'> {
  readonly stepSeconds?: number | undefined;
  readonly t0?: number | undefined;
  readonly counter?: number | undefined;
  readonly suite?: string | undefined;
}

/** What a bench knows of a token. */
export interface BenchKey {
  readonly serialLabel: string;
  readonly seed: Uint8Array;
  readonly parameters: BenchParameters;
}

export interface BenchVerification {
  readonly outcome: 'accepted' | 'wrong' | 'replayed' | 'locked' | 'unknown';
  readonly offset?: number;
}

/** The contract that all tokens of a bench are registered for, each for a user of its own. */
const BENCH = '9000000000';
const ACTOR = 'system:bench';

/**
 * The bank as a bench has it: whoever registers a token here is trusted, and gives the time. The
 * methods are those of the bench's `RelyingParty`.
 */
export class BankRelyingParty {
  readonly #parts: BankParts;

  constructor({ parts }: { readonly parts: BankParts }) {
    this.#parts = parts;
  }

  /** Rejects with `UsageError` for a token that the bank cannot have. */
  async register(key: BenchKey, unixSeconds: number): Promise<'ok' | 'duplicate'> {
    const parts = this.#parts;
    const { serialLabel: serial } = key;
    const seed = new Secret(key.seed);
    try {
      const token = { serial, seed, parameters: parametersIn(key.parameters) };
      const [fault] = wrongIn(token);
      if (fault !== undefined) throw new UsageError(`the token ${serial}: ${fault}`);
      const password = await parts.passwords.hash(toHex(parts.randomBytes(16)), 'nobody');
      return await inCommand(
        parts,
        async (command) => {
          const { db, now, note } = command;
          await holdVault(parts, db);
          await openBench(parts, command, password);
          const added = await db
            .insertInto('token')
            .values({
              ...stockRow(parts, token, now),
              state: 'registered',
              contract_id: BENCH,
            })
            .onConflict((conflict) => conflict.column('serial_key').doNothing())
            .executeTakeFirst();
          if (Number(added.numInsertedOrUpdatedRows ?? 0) === 0) return 'duplicate';
          await db
            .insertInto('registration')
            .values(
              registrationColumns(BENCH, {
                holder: { kind: 'user', userId: serial },
                serial,
                since: now,
                usedUnregistered: false,
              }),
            )
            .execute();
          note(ACTOR, { kind: 'token.registered', subject: serial, facts: { contract: BENCH } });
          return 'ok';
        },
        Math.floor(unixSeconds * 1000),
      );
    } finally {
      seed.wipe();
    }
  }

  async cancel(serialLabel: string): Promise<void> {
    await inCommand(this.#parts, async ({ db, note }) => {
      const gone = await db
        .deleteFrom('registration')
        .where('contract_id', '=', BENCH)
        .where('serial', '=', serialLabel)
        .returning('serial')
        .execute();
      for (const { serial } of gone) {
        await db.deleteFrom('token').where('serial', '=', serial).execute();
        note(ACTOR, { kind: 'token.cancelled', subject: serial, facts: { contract: BENCH } });
      }
    });
  }

  /** A code that comes too soon after wrong ones is `locked`: it is not looked at. */
  async verify(serialLabel: string, code: string, unixSeconds: number): Promise<BenchVerification> {
    const at = Math.floor(unixSeconds * 1000);
    return await this.#inBooks(serialLabel, at, async (command, books, holder) => {
      let verdict: CodeVerdict | undefined;
      const judge = judgeOf(this.#parts, books, { code }, at);
      const use = {
        code,
        sentence: 'code-accepted',
        judge: {
          ...judge,
          verify: (token: Parameters<typeof judge.verify>[0]) => (verdict = judge.verify(token)),
        },
      } as const;
      const decision = useCode(books, holder, use, { now: at });
      const reply = await command.carryOut(books, decision, ACTOR);
      if (verdict === undefined) {
        return {
          outcome: reply.outcome === 'refused' && isLocked(reply.sentence) ? 'locked' : 'wrong',
        };
      }
      return verificationOf(verdict);
    });
  }

  async judge(
    serialLabel: string,
    code: string,
    at: { readonly unixSeconds: number; readonly window?: number },
  ): Promise<BenchVerification> {
    const { database, settings, source } = this.#parts;
    const row = await database.read
      .selectFrom('token')
      .selectAll()
      .where('contract_id', '=', BENCH)
      .where('serial', '=', serialLabel)
      .executeTakeFirst();
    if (row === undefined) return { outcome: 'unknown' };
    const { unixSeconds, window } = at;
    const judged = withKey(this.#parts, row, (key) =>
      judgeCode({
        key,
        memory: tokenOfRow(row).memory,
        code,
        unixSeconds,
        policy: settings.policy,
        source,
        ...(window === undefined ? {} : { window: { behind: window, ahead: window } }),
      }),
    );
    if (judged === undefined) return { outcome: 'wrong' };
    const { outcome, offset } = judged;
    const isRight = outcome === 'accepted' || outcome === 'resynchronised';
    return {
      outcome: isRight ? 'accepted' : outcome === 'replayed' ? 'replayed' : 'wrong',
      ...(offset === undefined ? {} : { offset }),
    };
  }

  async resynchronise(
    serialLabel: string,
    codes: readonly [string, string],
    unixSeconds: number,
  ): Promise<'ok' | 'refused'> {
    const now = Math.floor(unixSeconds * 1000);
    const found = await this.#inBooks(serialLabel, now, async (command, books, holder) => {
      const decision = resync(books, holder, resyncOf(this.#parts, books, codes, now), { now });
      const { outcome } = await command.carryOut(books, decision, ACTOR);
      return { outcome: outcome === 'done' ? 'accepted' : 'wrong' };
    });
    return found.outcome === 'accepted' ? 'ok' : 'refused';
  }

  async isLocked(serialLabel: string): Promise<boolean> {
    const found = await this.#parts.database.read
      .selectFrom('registration')
      .select('lock_kind')
      .where('contract_id', '=', BENCH)
      .where('serial', '=', serialLabel)
      .executeTakeFirst();
    return found?.lock_kind !== undefined && found.lock_kind !== null;
  }

  /** Wrong codes are forgotten, also before they lock. */
  async unlock(serialLabel: string): Promise<void> {
    await this.#inBooks(serialLabel, this.#parts.clock.unixMs(), async (command, books, holder) => {
      // The other way there, 利用中止解除, is refused when there is no 利用中止.
      const decision = unlock(books, holder, true);
      const token = tokenOf(books, serialLabel);
      const tokens = token === undefined ? [] : [forgetWrong(token)];
      await command.carryOut(books, { ...decision, tokens }, ACTOR);
      return { outcome: 'unknown' };
    });
  }

  async #inBooks(
    serial: string,
    now: number,
    work: (command: Command, books: OpenBooks, holder: Holder) => Promise<BenchVerification>,
  ): Promise<BenchVerification> {
    const holder: Holder = { kind: 'user', userId: serial };
    return await inCommand(
      this.#parts,
      async (command) => {
        const books = await openBooks(this.#parts, command.db, BENCH, { holder: () => holder });
        if (books?.contract.registrations.length !== 1) return { outcome: 'unknown' };
        return await work(command, books, holder);
      },
      now,
    );
  }
}

export function relyingParty(bank: { readonly parts: BankParts }): BankRelyingParty {
  return new BankRelyingParty(bank);
}

async function openBench(parts: BankParts, { db, now }: Command, password: string): Promise<void> {
  await db
    .insertInto('contract')
    .values(
      newContractRow({
        contract_id: BENCH,
        name: 'bench',
        login_method: 'certificate',
        state: 'active',
        mode: 'different',
        had_token: 1,
        login_code: password,
        confirmation: password,
        card: parts.secrets.sealCard(makeCard(parts.randomBytes), BENCH),
        opened_unix_ms: now,
      }),
    )
    .onConflict((conflict) => conflict.column('contract_id').doNothing())
    .execute();
}

function verificationOf({ outcome, offset }: CodeVerdict): BenchVerification {
  const told = offset === undefined ? {} : { offset };
  switch (outcome) {
    case 'accepted':
    case 'resynchronised':
      return { outcome: 'accepted', ...told };
    case 'locked':
    case 'throttled':
      return { outcome: 'locked' };
    case 'replayed':
      return { outcome: 'replayed', ...told };
    case 'wrong':
    case 'resync-wanted':
      return { outcome: 'wrong', ...told };
  }
}

function isLocked(sentence: string): boolean {
  return sentence === 'suspended' || sentence === 'suspended-by-unregistered';
}

/** What of a fob's loaded parameters makes its codes. */
function parametersIn(loaded: BenchParameters): TokenParameters {
  const { mode, algorithm, digits, stepSeconds, t0, counter, suite } = loaded;
  return {
    mode,
    algorithm,
    digits,
    ...(stepSeconds === undefined ? {} : { stepSeconds }),
    ...(t0 === undefined ? {} : { t0 }),
    ...(counter === undefined ? {} : { counter }),
    ...(suite === undefined ? {} : { suite }),
  };
}
