import { createHash } from 'node:crypto';
import { MAX_SEED, type Secret } from '@fobkit/protocol';
import { activationCode as newCode, CODE_RANDOM_BYTES } from '../app/shared/activation-code.ts';
import type { AdministratorActor, StaffActor } from '../domain/actor.ts';
import type { AppDesk } from '../domain/bank.ts';
import { serialKey } from '../domain/books.ts';
import { isContractId } from '../domain/ids.ts';
import type { Refused, Reply } from '../domain/reply.ts';
import type { TokenParameters } from '../verify/token-key.ts';
import { type Access, accessOf, isRefused, staffName } from './access.ts';
import { lockContract } from './bank-books.ts';
import { type Command, inCommand } from './command.ts';
import { newTokenRow } from './contract-rows.ts';
import { holdVault } from './hold-vault.ts';
import { parametersOf } from './judge.ts';
import type { BankParts } from './parts.ts';

const MOST_WAITING = 50;
const LONGEST_DEVICE = 64;
const WRONG: Refused = { outcome: 'refused', sentence: 'activation-wrong' };

/** The software token: a code that activates one app, once. */
export class AppBank implements AppDesk {
  readonly #parts: BankParts;

  constructor(parts: BankParts) {
    this.#parts = parts;
  }

  async issueActivation(
    actor: AdministratorActor | StaffActor,
    forWhom: { readonly contractId?: string } = {},
  ): Promise<
    Reply<{ readonly activationCode: string; readonly serial: string; readonly endsAt: number }>
  > {
    const parts = this.#parts;
    const { settings } = parts;
    return await inCommand(parts, async (command) => {
      const { db, now, note } = command;
      const access = await this.#access(command, actor, forWhom.contractId);
      if (isRefused(access)) return access;
      const { contractId } = access;
      if ((await lockContract(parts, db, contractId)) === undefined) {
        return { outcome: 'refused', sentence: 'contract-unknown' };
      }
      await this.#forgetUnused(command, contractId);
      const waiting = await db
        .selectFrom('token')
        .select('serial')
        .where('contract_id', '=', contractId)
        .where('kind', '=', 'software')
        .where('state', '=', 'assigned')
        .execute();
      if (waiting.length >= MOST_WAITING) return { outcome: 'refused', sentence: 'login-too-soon' };
      const serial = await this.#newSerial(command);
      await db
        .insertInto('token')
        .values(
          newTokenRow(serial, settings.softwareParameters, {
            kind: 'software',
            state: 'assigned',
            contract_id: contractId,
            added_unix_ms: now,
          }),
        )
        .execute();
      const activationCode = newCode(parts.randomBytes(CODE_RANDOM_BYTES));
      const endsAt = now + settings.activationSeconds * 1000;
      await db
        .insertInto('activation')
        .values({
          code_hash: hashOfCode(activationCode),
          serial,
          ends_unix_ms: endsAt,
          used_unix_ms: null,
          bound_to: null,
          wrong_codes: 0,
        })
        .execute();
      const facts = { contract: contractId };
      note(access.actor, { kind: 'activation.issued', subject: serial, facts });
      return { outcome: 'done', activationCode, serial, endsAt };
    });
  }

  async activate(
    activationCode: string,
    { seed, device }: { readonly seed: Secret; readonly device?: string },
  ): Promise<
    Reply<{
      readonly serial: string;
      readonly parameters: TokenParameters;
      readonly bankCode: string;
    }>
  > {
    const parts = this.#parts;
    if (seed.length < 1 || seed.length > MAX_SEED) return WRONG;
    return await inCommand(parts, async ({ db, now, note }) => {
      const isPostgres = parts.database.dialect === 'postgres';
      const issued = db
        .selectFrom('activation')
        .selectAll()
        .where('code_hash', '=', hashOfCode(activationCode));
      const open = issued
        .where('used_unix_ms', 'is', null)
        .where('bound_to', 'is', null)
        .where('ends_unix_ms', '>', now);
      const found = await issued.executeTakeFirst();
      if (found === undefined) return WRONG;
      const { contract_id } = await db
        .selectFrom('token')
        .select('contract_id')
        .where('serial', '=', found.serial)
        .executeTakeFirstOrThrow();
      await lockContract(parts, db, contract_id ?? '');
      // A phone may have bound it before the lock was had.
      const activation = await open.executeTakeFirst();
      if (activation === undefined) {
        const facts = { contract: contract_id, why: 'used-or-expired' };
        note('app', { kind: 'activation.refused', subject: found.serial, facts });
        return WRONG;
      }
      const token = await db
        .selectFrom('token')
        .selectAll()
        .where('serial', '=', activation.serial)
        .where('state', '=', 'assigned')
        .$if(isPostgres, (query) => query.forUpdate())
        .executeTakeFirst();
      if (token === undefined) return WRONG;
      const { serial } = token;
      const parameters = parametersOf(token);
      await holdVault(parts, db);
      const deviceId = device?.replace(/[^\x20-\x7e]/g, '?').slice(0, LONGEST_DEVICE);
      await db
        .updateTable('token')
        .set({
          state: 'delivered',
          device_id: deviceId ?? null,
          seed: parts.secrets.sealSeed(seed, { serial, deviceId, parameters }),
          seed_fingerprint: parts.vault.fingerprint(seed),
        })
        .where('serial', '=', serial)
        .execute();
      await db
        .updateTable('activation')
        .set({ used_unix_ms: now })
        .where('code_hash', '=', activation.code_hash)
        .execute();
      const facts = { contract: contract_id };
      note('app', { kind: 'token.activated', subject: serial, facts });
      return { outcome: 'done', serial, parameters, bankCode: parts.settings.bankCode };
    });
  }

  async #access(
    command: Command,
    actor: AdministratorActor | StaffActor,
    contractId: string | undefined,
  ): Promise<Pick<Access, 'contractId' | 'actor'> | Refused> {
    if (actor.kind !== 'administrator') {
      const isOne = contractId !== undefined && isContractId(contractId);
      if (!isOne) return { outcome: 'refused', sentence: 'contract-unknown' };
      return { contractId, actor: staffName(actor) };
    }
    const access = await accessOf(this.#parts, command, actor, 'administrator');
    if (isRefused(access)) return access;
    const isOwn = contractId === undefined || contractId === access.contractId;
    return isOwn ? access : { outcome: 'refused', sentence: 'not-yours' };
  }

  /** Codes that nobody has redeemed in time, and the serials that were meant for them. */
  async #forgetUnused({ db, now }: Command, contractId: string): Promise<void> {
    const unused = await db
      .selectFrom('activation')
      .innerJoin('token', 'token.serial', 'activation.serial')
      .select('activation.serial')
      .where('token.contract_id', '=', contractId)
      .where('token.state', '=', 'assigned')
      .where('activation.ends_unix_ms', '<=', now)
      .orderBy('activation.serial')
      .execute();
    for (const { serial } of unused) {
      await db.deleteFrom('activation').where('serial', '=', serial).execute();
      await db.deleteFrom('token').where('serial', '=', serial).execute();
    }
  }

  async #newSerial({ db }: Command): Promise<string> {
    const { randomBytes, settings } = this.#parts;
    for (;;) {
      const bytes = randomBytes(6);
      const number = bytes.reduce((sum, byte) => (sum * 256 + byte) % 100_000_000, 0);
      const serial = `${settings.softwarePrefix}${String(number).padStart(8, '0')}`;
      const taken = await db
        .selectFrom('token')
        .select('serial')
        .where('serial_key', '=', serialKey(serial))
        .executeTakeFirst();
      if (taken === undefined) return serial;
    }
  }
}

function hashOfCode(code: string): string {
  return createHash('sha256').update(code.slice(0, 256)).digest('hex');
}
