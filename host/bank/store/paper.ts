import { createHash } from 'node:crypto';
import { brokenConstraint, canonicalJson } from '@fobkit/store';
import { lifted } from '../domain/accident.ts';
import type { OperatorActor } from '../domain/actor.ts';
import { tokenOf } from '../domain/books.ts';
import { type Decision, refused } from '../domain/decision.ts';
import { assign } from '../domain/delivery.ts';
import type { PaperForm } from '../domain/forms.ts';
import { isContractId, isFormNumber, isUserId } from '../domain/ids.ts';
import type { Refused, Reply } from '../domain/reply.ts';
import { unlock } from '../domain/suspension.ts';
import { terminate } from '../domain/termination.ts';
import { takeSerial } from '../domain/typed-text.ts';
import { staffName } from './access.ts';
import { type OpenBooks, openBooks } from './bank-books.ts';
import { type Command, inCommand } from './command.ts';
import { tokenOfRow } from './contract-rows.ts';
import type { BankParts } from './parts.ts';
import { forgetTries, isSuspendedNow, type Tried } from './tries.ts';

type Taken = Reply<{ readonly serial?: string }>;

const FORM: Refused = { outcome: 'refused', sentence: 'form-form' };

/** Paper as it arrives. What was taken once is known by its number: nothing happens twice. */
export async function takeForm(
  parts: BankParts,
  actor: OperatorActor,
  form: PaperForm,
): Promise<Taken> {
  if (!isForm(form)) return FORM;
  try {
    return await takeNew(parts, actor, form);
  } catch (error) {
    // Another desk has taken the number at this moment: now it is known.
    if (brokenConstraint(error) !== 'unique') throw error;
    return await takeNew(parts, actor, form);
  }
}

async function takeNew(parts: BankParts, actor: OperatorActor, form: PaperForm): Promise<Taken> {
  const digest = digestOf(form);
  return await inCommand(parts, async (command): Promise<Taken> => {
    const { db, now } = command;
    const books = await openBooks(parts, db, form.contractId);
    if (books === undefined) return { outcome: 'refused', sentence: 'contract-unknown' };
    const before = await db
      .selectFrom('paper_form')
      .select(['digest', 'serial'])
      .where('form_number', '=', form.formNumber)
      .executeTakeFirst();
    if (before !== undefined) return known(before, digest);
    const decision = await decide(parts, command, books, form);
    const reply = await command.carryOut(books, decision, staffName(actor));
    if (reply.outcome === 'refused') return reply;
    await db
      .insertInto('paper_form')
      .values({
        form_number: form.formNumber,
        kind: form.kind,
        contract_id: form.contractId,
        digest,
        serial: reply.serial ?? null,
        taken_unix_ms: now,
        taken_by: staffName(actor),
      })
      .execute();
    const facts = { form: form.formNumber, kind: form.kind };
    command.note(staffName(actor), { kind: 'form.taken', subject: form.contractId, facts });
    return reply;
  });
}

function known(
  { digest, serial }: { readonly digest: string; readonly serial: string | null },
  wanted: string,
): Taken {
  if (digest !== wanted) return { outcome: 'refused', sentence: 'form-of-other' };
  return { outcome: 'done', sentence: 'form-known', ...(serial === null ? {} : { serial }) };
}

async function decide(
  parts: BankParts,
  command: Command,
  books: OpenBooks,
  form: PaperForm,
): Promise<Decision<{ readonly serial?: string }>> {
  switch (form.kind) {
    case 'token-application':
      return assign(books.contract, await fromStock(parts, command, form.serial));
    case 'termination':
      return terminate(books);
    case 'release':
      return await release(parts, command, books, form);
  }
}

/** 停止・解除依頼書: with a serial its accident setting, else the suspensions of a user or of all. */
async function release(
  parts: BankParts,
  command: Command,
  books: OpenBooks,
  { serial, userId }: PaperForm,
): Promise<Decision> {
  if (serial !== undefined) {
    const token = tokenOf(books, takeSerial(serial)?.text ?? '');
    if (token?.state === 'accident') return lifted(books, [token]);
    return refused(books.contract, token === undefined ? 'token-unknown' : 'no-accident');
  }
  const { contractId, users, mode } = books.contract;
  const logins: Tried[] =
    userId === undefined
      ? [{ contractId }, ...users.map((user) => ({ contractId, userId: user.userId }))]
      : [{ contractId, userId }];
  let hadLogin = false;
  for (const who of logins) hadLogin ||= await isSuspendedNow(parts, command.db, who);
  const isOfUser = userId !== undefined && mode === 'different';
  const decision = unlock(books, isOfUser ? { kind: 'user', userId } : 'all', hadLogin);
  if (decision.reply.outcome === 'done') {
    for (const who of logins) await forgetTries(command, who);
  }
  return decision;
}

/** Locked, and so in nobody else's hands: the one that is asked for, or the first. */
async function fromStock(
  parts: BankParts,
  { db }: Command,
  serial: string | undefined,
): Promise<Parameters<typeof assign>[1]> {
  const key = serial === undefined ? undefined : takeSerial(serial)?.text;
  if (serial !== undefined && key === undefined) return undefined;
  const row = await db
    .selectFrom('token')
    .selectAll()
    .where('state', '=', 'stock')
    .where('kind', '=', 'hardware')
    .$if(key !== undefined, (query) => query.where('serial_key', '=', key ?? ''))
    .orderBy('serial')
    .limit(1)
    .$if(parts.database.dialect === 'postgres', (query) => query.forUpdate().skipLocked())
    .executeTakeFirst();
  return row === undefined ? undefined : tokenOfRow(row);
}

function isForm({ kind, formNumber, contractId, userId, serial }: PaperForm): boolean {
  return (
    ['token-application', 'termination', 'release'].includes(kind) &&
    isFormNumber(formNumber) &&
    isContractId(contractId) &&
    (userId === undefined || isUserId(userId)) &&
    (serial === undefined || takeSerial(serial) !== undefined)
  );
}

function digestOf({ kind, contractId, userId, serial }: PaperForm): string {
  const content = { kind, contractId, userId: userId ?? null, serial: serial ?? null };
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}
