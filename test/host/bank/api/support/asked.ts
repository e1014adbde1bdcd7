import { toHex } from '@fobkit/protocol';
import {
  administrator,
  codeAt,
  CONFIRMATION,
  CONTRACT,
  delivered,
  opened,
  seedOf,
} from '../../store/support.ts';
import type { ApiHere } from './api-here.ts';

export const FOB = 'SKTH00000017';

/** A contract with one fob that is registered for all of its users. */
export async function registered(here: ApiHere): Promise<void> {
  const { bank, clock } = here.test;
  const admin = await administrator(bank, await opened(bank));
  await delivered(bank, FOB);
  await bank.administrator.startUse(admin, 'same');
  const code = codeAt(seedOf(FOB), clock.ms);
  await bank.administrator.register(admin, { serial: FOB, code, confirmation: CONFIRMATION });
  clock.pass(60);
}

/** A question of `/verify`. */
export const asked = (code: string): object => ({ contractId: CONTRACT, userId: 'tanaka', code });

/** A token as `/tokens` takes it. */
export const tokenOf = (serial: string): object => ({
  serial,
  parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
  seed: toHex(seedOf(serial)),
});
