import { Secret, toHex } from '@fobkit/protocol';
import {
  activationCodeHash,
  claimActivation,
  finishActivation,
  refusalOfConfirm,
  type Activation,
} from '../app/activation.ts';
import type {
  ActivatedApp,
  AppConfirmRequest,
  AppRequest,
  PhoneDesk,
  RefusedApp,
} from '../app/phone-desk.ts';
import { sealForApp } from '../app/seal-for-app.ts';
import { SEED_BYTES } from '../app/shared/seal-context.ts';
import { isAppParameters, type AppParameters } from '../app/shared/totp.ts';
import { lockContract } from './bank-books.ts';
import { type Command, inCommand } from './command.ts';
import { tokenOfRow, type TokenRow } from './contract-rows.ts';
import { holdVault } from './hold-vault.ts';
import { judgeOf, parametersOf } from './judge.ts';
import type { BankParts } from './parts.ts';

/** Activates phones (docs/bank/app.md): what the app's routes ask. */
export class PhoneBank implements PhoneDesk {
  readonly #parts: BankParts;

  constructor(parts: BankParts) {
    this.#parts = parts;
  }

  unixMs(): number {
    return this.#parts.clock.unixMs();
  }

  async activate({ code, publicKey }: AppRequest): Promise<ActivatedApp | RefusedApp> {
    const parts = this.#parts;
    return await inCommand(parts, async (command): Promise<ActivatedApp | RefusedApp> => {
      const found = await this.#lock(command, code);
      const step = claimActivation(found?.activation, publicKey, seconds(command.now));
      if ('refused' in step) return refusedPhone(command, found, step.refused);
      const parameters = found === undefined ? undefined : appParameters(found.token);
      if (found === undefined || parameters === undefined) return { refused: 'unavailable' };
      const { db } = command;
      const { serial } = found.token;
      const seed = await this.#seed(command, found.token, SEED_BYTES[parameters.algorithm]);
      try {
        await db
          .updateTable('activation')
          .set({ bound_to: step.activation.boundTo ?? null })
          .where('code_hash', '=', found.codeHash)
          .execute();
        const context = { codeHash: activationCodeHash(code), serial, parameters };
        return { serial, parameters, seed: sealForApp(seed, publicKey, context) };
      } finally {
        seed.wipe();
      }
    });
  }

  async confirm({
    code,
    publicKey,
    otp,
  }: AppConfirmRequest): Promise<{ readonly serial: string } | RefusedApp> {
    const parts = this.#parts;
    return await inCommand(parts, async (command) => {
      const { db, now, note } = command;
      const found = await this.#lock(command, code);
      const refused = refusalOfConfirm(found?.activation, publicKey, seconds(now));
      if (refused !== undefined || found === undefined) {
        return refusedPhone(command, found, refused ?? 'unknown');
      }
      const { activation, token } = found;
      const { serial } = token;
      if (activation.finishedAt !== undefined) return { serial };
      const tokenRows = new Map([[serial, token]]);
      const verdict = judgeOf(parts, { tokenRows }, { code: otp }, now).verify(tokenOfRow(token));
      const isRight = verdict.outcome === 'accepted';
      const { finishedAt, wrongCodes } = finishActivation(activation, isRight, seconds(now));
      await db
        .updateTable('activation')
        .set({ used_unix_ms: finishedAt === undefined ? null : now, wrong_codes: wrongCodes })
        .where('code_hash', '=', found.codeHash)
        .execute();
      if (!isRight) return refusedPhone(command, found, 'wrong-code');
      await db
        .updateTable('token')
        .set({ state: 'delivered', memory: JSON.stringify(verdict.memory) })
        .where('serial', '=', serial)
        .execute();
      const facts = { contract: token.contract_id };
      note('app', { kind: 'token.activated', subject: serial, facts });
      return { serial };
    });
  }

  /** The activation of a code and its token, locked as whoever changes something of a contract does. */
  async #lock({ db }: Command, code: string): Promise<Found | undefined> {
    const parts = this.#parts;
    const codeHash = toHex(activationCodeHash(code));
    const owner = await db
      .selectFrom('activation')
      .innerJoin('token', 'token.serial', 'activation.serial')
      .select('token.contract_id')
      .where('activation.code_hash', '=', codeHash)
      .executeTakeFirst();
    if (owner === undefined) return undefined;
    await lockContract(parts, db, owner.contract_id ?? '');
    const isPostgres = parts.database.dialect === 'postgres';
    const row = await db
      .selectFrom('activation')
      .selectAll()
      .where('code_hash', '=', codeHash)
      .$if(isPostgres, (query) => query.forUpdate())
      .executeTakeFirst();
    const token = await db
      .selectFrom('token')
      .selectAll()
      .where('serial', '=', row?.serial ?? '')
      .$if(isPostgres, (query) => query.forUpdate())
      .executeTakeFirst();
    if (row === undefined || token === undefined) return undefined;
    const { serial, ends_unix_ms, bound_to, used_unix_ms, wrong_codes } = row;
    const isFinished = used_unix_ms !== null;
    const activation: Activation = {
      codeHash,
      serial,
      issuedAt: 0,
      expiresAt: seconds(ends_unix_ms),
      wrongCodes: wrong_codes,
      ...(bound_to === null ? {} : { boundTo: bound_to }),
      ...(isFinished ? { finishedAt: seconds(used_unix_ms) } : {}),
      // Scrapped or given to nobody in between.
      ...(isFinished || token.state === 'assigned' ? {} : { withdrawnAt: 0 }),
    };
    return { codeHash, activation, token };
  }

  /** The seed that waits for the phone; made when it asks first. The caller's to wipe. */
  async #seed({ db }: Command, token: TokenRow, length: number): Promise<Secret> {
    const { secrets, vault, randomBytes } = this.#parts;
    const { serial } = token;
    const owner = { serial, deviceId: undefined, parameters: parametersOf(token) };
    if (token.seed !== null) return secrets.openSeed(token.seed, owner);
    await holdVault(this.#parts, db);
    const bytes = randomBytes(length);
    const seed = new Secret(bytes);
    bytes.fill(0);
    const columns = {
      seed: secrets.sealSeed(seed, owner),
      seed_fingerprint: vault.fingerprint(seed),
    };
    await db.updateTable('token').set(columns).where('serial', '=', serial).execute();
    return seed;
  }
}

/** Puts it on record; codes that were made up are of nobody. */
function refusedPhone(
  command: Command,
  found: Found | undefined,
  refused: RefusedApp['refused'],
): RefusedApp {
  if (found !== undefined) {
    const { serial, contract_id: contract } = found.token;
    const facts = { contract, why: refused };
    command.note('app', { kind: 'activation.refused', subject: serial, facts });
  }
  return { refused };
}

interface Found {
  readonly codeHash: string;
  readonly activation: Activation;
  readonly token: TokenRow;
}

function appParameters(token: TokenRow): AppParameters | undefined {
  const { mode, ...rest } = parametersOf(token);
  const parameters = { t0: 0, ...rest };
  return mode === 'totp' && isAppParameters(parameters) ? parameters : undefined;
}

function seconds(unixMs: number): number {
  return Math.floor(unixMs / 1000);
}
