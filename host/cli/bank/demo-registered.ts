import { cellOf, type ImportedToken, oathCodeSource, type OpenedBank } from '@fobkit/bank';
import { nodeClock } from '@fobkit/client/node';
import type { DemoCast } from './demo-cast.ts';
import { must } from './must.ts';

const STEP_SECONDS = 30;

/**
 * The administrator has started the use and registered the fob for all users, by a code of the step
 * before: what the fob shows now is good for its first use.
 */
export async function registerFor(
  bank: OpenedBank,
  cast: DemoCast,
  token: ImportedToken,
): Promise<void> {
  const { contractId, loginCode, card, confirmation } = cast;
  const { login, administrator } = bank;
  const { session, question } = must(
    await login.administrator({ by: 'id', contractId }, loginCode),
  );
  const [one, other] = question;
  must(await login.answerCard(session, [cellOf(card, one), cellOf(card, other)]));
  must(await login.readNotice(session));
  const actor = { kind: 'administrator', session } as const;
  must(await administrator.startUse(actor, 'same'));
  const form = { serial: token.serial, code: codeBefore(token), confirmation };
  must(await administrator.register(actor, form));
  await login.logout(session);
}

function codeBefore({ serial, parameters, seed }: ImportedToken): string {
  const first = Math.floor(nodeClock.unixMs() / 1000 / STEP_SECONDS) - 1;
  const key = { serial, kind: 'hardware', parameters, seed } as const;
  const [value = 0] = Array.from(oathCodeSource.values(key, [{ first, count: 1 }], undefined));
  return String(value).padStart(parameters.digits, '0');
}
