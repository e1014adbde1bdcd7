import type { AdministratorActor } from '../domain/actor.ts';
import type { ChangedSecrets, ChangedUser, NewUser } from '../domain/bank.ts';
import { isName, isUserId } from '../domain/ids.ts';
import type { Reply } from '../domain/reply.ts';
import type { SentenceId } from '../domain/sentences.ts';
import { isConfirmation } from '../domain/typed-text.ts';
import { type Access, accessOf, confirm, inTurn, isRefused } from './access.ts';
import { lockContract } from './bank-books.ts';
import { type Command, inCommand } from './command.ts';
import type { BankParts } from './parts.ts';
import { ownerOf } from './passwords.ts';
import { endOtherSessions, endSessionsOf } from './sessions.ts';
import { forgetTries } from './tries.ts';

/** ご契約先認証情報変更. Whoever else is logged in as the administrator is logged out. */
export function changeSecrets(
  parts: BankParts,
  actor: AdministratorActor,
  { confirmation, loginCode, newConfirmation }: ChangedSecrets,
): Promise<Reply> {
  const fault = secretsFault(loginCode, newConfirmation);
  if (fault !== undefined) return refused(fault);
  return afterConfirmation(parts, { actor, confirmation }, async (contractId) => {
    const { passwords } = parts;
    const hashes = {
      ...(loginCode === undefined
        ? {}
        : { login_code: await passwords.hash(loginCode, ownerOf.loginCode(contractId)) }),
      ...(newConfirmation === undefined
        ? {}
        : {
            confirmation: await passwords.hash(newConfirmation, ownerOf.confirmation(contractId)),
          }),
    };
    return async ({ db, note }, access) => {
      await db.updateTable('contract').set(hashes).where('contract_id', '=', contractId).execute();
      await endOtherSessions(db, contractId, actor.session);
      const facts = {
        loginCode: loginCode !== undefined,
        confirmation: newConfirmation !== undefined,
      };
      note(access.actor, { kind: 'contract.secrets-changed', subject: contractId, facts });
      return { outcome: 'done', sentence: 'secrets-changed' };
    };
  });
}

/** 利用者情報の新規登録. */
export function addUser(
  parts: BankParts,
  actor: AdministratorActor,
  confirmation: string,
  user: NewUser,
): Promise<Reply> {
  const { userId, name, password } = user;
  const fault = userFault(user);
  if (fault !== undefined) return refused(fault);
  return afterConfirmation(parts, { actor, confirmation }, async (contractId) => {
    const hash = await parts.passwords.hash(password, ownerOf.user(contractId, userId));
    return async ({ db, note }, access) => {
      const added = await db
        .insertInto('bank_user')
        .values({ contract_id: contractId, user_id: userId, name, password: hash })
        .onConflict((conflict) => conflict.columns(['contract_id', 'user_id']).doNothing())
        .executeTakeFirst();
      if (Number(added.numInsertedOrUpdatedRows ?? 0) === 0) return await refused('user-exists');
      await forgetTries({ db }, { contractId, userId });
      const facts = { user: userId };
      note(access.actor, { kind: 'contract.user-added', subject: contractId, facts });
      return { outcome: 'done', sentence: 'user-added' };
    };
  });
}

/** 利用者情報の編集. With another password the user is logged out. */
export function changeUser(
  parts: BankParts,
  actor: AdministratorActor,
  confirmation: string,
  user: ChangedUser,
): Promise<Reply> {
  const { userId, name, password } = user;
  const fault = userFault({ userId, name, ...(password === undefined ? {} : { password }) });
  if (fault !== undefined) return refused(fault);
  return afterConfirmation(parts, { actor, confirmation }, async (contractId) => {
    const owner = ownerOf.user(contractId, userId);
    const hash =
      password === undefined ? {} : { password: await parts.passwords.hash(password, owner) };
    return async ({ db, note }, access) => {
      const changed = await db
        .updateTable('bank_user')
        .set({ name, ...hash })
        .where('contract_id', '=', contractId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      if (Number(changed.numUpdatedRows) === 0) return await refused('user-unknown');
      if (password !== undefined) await endSessionsOf(db, contractId, userId);
      const facts = { user: userId, password: password !== undefined };
      note(access.actor, { kind: 'contract.user-changed', subject: contractId, facts });
      return { outcome: 'done', sentence: 'user-changed' };
    };
  });
}

type Work = (command: Command, access: Access) => Promise<Reply>;

/** Checks ご契約先確認暗証番号, then prepares (passwords take their time), then works in one transaction. */
async function afterConfirmation(
  parts: BankParts,
  { actor, confirmation }: { readonly actor: AdministratorActor; readonly confirmation: string },
  prepare: (contractId: string) => Promise<Work>,
): Promise<Reply> {
  const ready = await inTurn(parts, actor, async (contractId) => {
    const confirmed = await confirm(parts, actor, confirmation);
    return isRefused(confirmed) ? confirmed : { confirmed, work: await prepare(contractId) };
  });
  if (isRefused(ready)) return ready;
  const { confirmed, work } = ready;
  return await inCommand(parts, async (command): Promise<Reply> => {
    const access = await accessOf(parts, command, actor, 'administrator');
    if (isRefused(access)) return access;
    await lockContract(parts, command.db, access.contractId);
    await confirmed.refund(command);
    return await work(command, access);
  });
}

function secretsFault(
  loginCode: string | undefined,
  confirmation: string | undefined,
): SentenceId | undefined {
  if (loginCode === undefined && confirmation === undefined) return 'nothing-to-change';
  if (loginCode !== undefined && !isConfirmation(loginCode)) return 'new-login-code-form';
  const isWrong = confirmation !== undefined && !isConfirmation(confirmation);
  return isWrong ? 'new-confirmation-form' : undefined;
}

function userFault({ userId, name, password }: ChangedUser): SentenceId | undefined {
  if (!isUserId(userId)) return 'user-id-form';
  if (!isName(name)) return 'user-name-form';
  return password === undefined || isConfirmation(password) ? undefined : 'user-password-form';
}

function refused(sentence: SentenceId): Promise<Reply> {
  return Promise.resolve({ outcome: 'refused', sentence });
}
