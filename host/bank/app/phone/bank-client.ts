import { toBase64url } from '../shared/base64url.ts';
import {
  APP_VERSION,
  readActivateReply,
  readBankTime,
  readRefusal,
  type ActivateReply,
  type AppRefusal,
} from '../shared/wire.ts';
import { phoneClock } from './phone-clock.ts';
import type { PendingActivation } from './stored.ts';

/** The bank did not answer as it should: it refused, or could not be reached. */
export interface NoAnswer {
  readonly failed: AppRefusal | 'offline';
  readonly aheadMs?: number;
}

export type ActivateAnswer = { readonly reply: ActivateReply } | NoAnswer;
export type ConfirmAnswer = { readonly confirmed: true; readonly aheadMs?: number } | NoAnswer;

/** How long an answer may take. */
const PATIENCE_MS = 20_000;

export async function askActivation({ code, pair }: PendingActivation): Promise<ActivateAnswer> {
  const answer = await ask('activate', { code, publicKey: toBase64url(pair.point) });
  if ('failed' in answer) return answer;
  const reply = readActivateReply(answer.value);
  return reply === undefined ? { failed: 'unavailable' } : { reply };
}

export async function sendFirstCode(
  { code, pair }: PendingActivation,
  otp: string,
): Promise<ConfirmAnswer> {
  const answer = await ask('confirm', { code, publicKey: toBase64url(pair.point), otp });
  return 'failed' in answer ? answer : { confirmed: true, ...ahead(answer.aheadMs) };
}

/** How far the phone's clock is ahead of the bank's, in milliseconds, if the bank can be asked. */
export async function clockAhead(): Promise<number | undefined> {
  const answer = await ask('time');
  return answer.aheadMs;
}

type Answer = { readonly value: unknown; readonly aheadMs?: number } | NoAnswer;

async function ask(what: string, body?: object): Promise<Answer> {
  const before = phoneClock.unixMs();
  const giveUp = new AbortController();
  const cancel = phoneClock.after(PATIENCE_MS, () => giveUp.abort());
  try {
    const response = await fetch(`api/${what}`, {
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: giveUp.signal,
      ...(body === undefined ? {} : posted(body)),
    });
    const value: unknown = await response.json().catch(() => undefined);
    const time = readBankTime(value);
    // The bank read its clock half-way between question and answer, as far as anybody knows.
    const middle = (before + phoneClock.unixMs()) / 2;
    const told = ahead(time === undefined ? undefined : middle - time);
    return response.ok ? { value, ...told } : { failed: readRefusal(value), ...told };
  } catch {
    return { failed: 'offline' };
  } finally {
    cancel();
  }
}

function posted(body: object): RequestInit {
  return {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ version: APP_VERSION, ...body }),
  };
}

function ahead(aheadMs: number | undefined): { readonly aheadMs?: number } {
  return aheadMs === undefined ? {} : { aheadMs };
}
