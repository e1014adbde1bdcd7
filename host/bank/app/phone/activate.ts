import type { AppRefusal } from '../shared/wire.ts';
import { stepOf } from '../shared/totp.ts';
import { codeOfStep, hashOfCode, newPhonePair, openSeed } from './app-key.ts';
import { askActivation, sendFirstCode } from './bank-client.ts';
import { phoneClock } from './phone-clock.ts';
import type { PhoneStore } from './phone-store.ts';
import type { PendingActivation, StoredToken } from './stored.ts';

/** Why there is no token yet. `seal`: what came does not open with this phone's key. */
export type ActivationFault = AppRefusal | 'offline' | 'seal';

export type Activated =
  | { readonly token: StoredToken; readonly aheadMs?: number }
  | { readonly fault: ActivationFault; readonly aheadMs?: number };

/** After these the same request may come again; after the others the code is of no more use. */
const PASSING: ReadonlySet<ActivationFault> = new Set<ActivationFault>([
  'offline',
  'unavailable',
  'busy',
  'wrong-code',
]);

export function mayTryAgain(fault: ActivationFault): boolean {
  return PASSING.has(fault);
}

/**
 * Activates with a code that was read. The key pair is kept before the bank is asked, so that an
 * activation that breaks off goes on with the same pair and no other (docs/bank/app.md §3).
 */
export async function activate(store: PhoneStore, code: string): Promise<Activated> {
  const begun = await store.pending();
  if (begun?.code !== code) await store.keepPending({ code, pair: await newPhonePair() });
  return continueActivation(store);
}

/** Goes on with the activation that the phone keeps. */
export async function continueActivation(store: PhoneStore): Promise<Activated> {
  const pending = await store.pending();
  if (pending === undefined) return { fault: 'unknown' };
  const done = await finish(store, pending);
  if ('fault' in done && !mayTryAgain(done.fault)) await store.dropPending();
  return done;
}

async function finish(store: PhoneStore, pending: PendingActivation): Promise<Activated> {
  const opened = pending.token ?? (await openToken(pending));
  if ('fault' in opened) return opened;
  if (pending.token === undefined) await store.keepPending({ ...pending, token: opened });
  const { step } = stepOf(phoneClock.unixMs() / 1000, opened.parameters);
  const otp = await codeOfStep(opened.key, step, opened.parameters);
  const answer = await sendFirstCode(pending, otp);
  const clock = answer.aheadMs === undefined ? {} : { aheadMs: answer.aheadMs };
  if ('failed' in answer) return { fault: answer.failed, ...clock };
  await store.keepToken(opened);
  return { token: opened, ...clock };
}

type Opened = StoredToken | { readonly fault: ActivationFault; readonly aheadMs?: number };

async function openToken(pending: PendingActivation): Promise<Opened> {
  const answer = await askActivation(pending);
  if ('failed' in answer) {
    const { failed, ...clock } = answer;
    return { fault: failed, ...clock };
  }
  const { serial, parameters } = answer.reply;
  const codeHash = await hashOfCode(pending.code);
  try {
    const key = await openSeed(pending.pair, answer.reply, { codeHash, serial, parameters });
    return { serial, parameters, key };
  } catch {
    return { fault: 'seal' };
  }
}
