import type { OperatorActor } from '../domain/actor.ts';
import type { Reply } from '../domain/reply.ts';
import { takeSerial } from '../domain/typed-text.ts';
import { staffName } from './access.ts';
import { inCommand } from './command.ts';
import type { BankParts } from './parts.ts';

/** A fob that no contract has is broken. Undefined when it is not in stock. */
export async function scrapStock(
  parts: BankParts,
  actor: OperatorActor,
  serial: string,
  why: string,
): Promise<Reply | undefined> {
  const key = takeSerial(serial)?.text;
  if (key === undefined) return undefined;
  return await inCommand(parts, async ({ db, note }): Promise<Reply | undefined> => {
    const changed = await db
      .updateTable('token')
      .set({ state: 'scrapped' })
      .where('serial_key', '=', key)
      .where('state', '=', 'stock')
      .returning('serial')
      .executeTakeFirst();
    if (changed === undefined) return undefined;
    const facts = { contract: null, why: why.slice(0, 200).toWellFormed() };
    note(staffName(actor), { kind: 'token.scrapped', subject: changed.serial, facts });
    return { outcome: 'done' };
  });
}
