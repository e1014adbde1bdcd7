import { timingSafeEqual } from 'node:crypto';
import type { RelyingPartyRules } from '../scenario/model.ts';
import { factorsOf, refuseOcra, type Search, timeStep } from './judge-code.ts';
import type { RelyingParty, TokenKey, Verification } from './relying-party.ts';

interface Token {
  readonly key: TokenKey;
  /** The moving factor accepted last; −1 before the first. */
  last: number;
  /** Every code that was accepted, for telling a replay. */
  readonly accepted: string[];
  /** TOTP: steps that the token was off when a code of it was accepted last. */
  drift: number;
  wrongInARow: number;
  locked: boolean;
}

/**
 * A bank as banks are: a window, no code twice, a lock after too many wrong ones, and an eye on
 * the drift. Codes are made by otplib, which shares no code with the fob, and compared in constant
 * time. It keeps everything in memory.
 */
export class OtplibRelyingParty implements RelyingParty {
  readonly #rules: RelyingPartyRules;
  readonly #tokens = new Map<string, Token>();

  constructor(rules: RelyingPartyRules) {
    this.#rules = rules;
  }

  /** Rejects with `UsageError` for an OCRA token. */
  async register(key: TokenKey): Promise<'ok' | 'duplicate'> {
    await Promise.resolve();
    refuseOcra(key);
    if (this.#tokens.has(key.serialLabel)) return 'duplicate';
    this.#tokens.set(key.serialLabel, {
      key,
      last: -1,
      accepted: [],
      drift: 0,
      wrongInARow: 0,
      locked: false,
    });
    return 'ok';
  }

  async cancel(serialLabel: string): Promise<void> {
    await Promise.resolve();
    this.#tokens.delete(serialLabel);
  }

  /** A replay does not count as a wrong code: people press twice. */
  async verify(serialLabel: string, code: string, unixSeconds: number): Promise<Verification> {
    await Promise.resolve();
    const token = this.#tokens.get(serialLabel);
    if (token === undefined) return { outcome: 'unknown' };
    if (token.locked) return { outcome: 'locked' };
    const found = this.#look(token, code, { unixSeconds, window: this.#rules.window });
    if (found.factor === undefined) {
      if (found.outcome === 'wrong') this.#countWrong(token);
      return { outcome: found.outcome };
    }
    this.#accept(token, code, found.factor);
    if (this.#rules.followsDrift) token.drift = driftOf(token, found.factor, unixSeconds);
    return { outcome: 'accepted', offset: found.offset };
  }

  /** Of a locked token too. */
  async judge(
    serialLabel: string,
    code: string,
    at: { readonly unixSeconds: number; readonly window?: number },
  ): Promise<Verification> {
    await Promise.resolve();
    const token = this.#tokens.get(serialLabel);
    if (token === undefined) return { outcome: 'unknown' };
    const { unixSeconds, window = this.#rules.window } = at;
    const found = this.#look(token, code, { unixSeconds, window });
    return found.factor === undefined ? found : { outcome: 'accepted', offset: found.offset };
  }

  async resynchronise(
    serialLabel: string,
    codes: readonly [string, string],
    unixSeconds: number,
  ): Promise<'ok' | 'refused'> {
    await Promise.resolve();
    const token = this.#tokens.get(serialLabel);
    if (token === undefined || token.locked) return 'refused';
    const search = searchOf(token, { unixSeconds, window: this.#rules.resyncWindow });
    const [first, second] = codes;
    const seconds = new Set(factorsOf(token.key, second, { ...search, ahead: search.ahead + 1 }));
    const factor = factorsOf(token.key, first, search).find(
      (found) => found > token.last && seconds.has(found + 1),
    );
    if (factor === undefined) {
      this.#countWrong(token);
      return 'refused';
    }
    this.#accept(token, first, factor);
    this.#accept(token, second, factor + 1);
    token.drift = driftOf(token, factor + 1, unixSeconds);
    return 'ok';
  }

  async isLocked(serialLabel: string): Promise<boolean> {
    await Promise.resolve();
    return this.#tokens.get(serialLabel)?.locked ?? false;
  }

  async unlock(serialLabel: string): Promise<void> {
    await Promise.resolve();
    const token = this.#tokens.get(serialLabel);
    if (token === undefined) return;
    token.locked = false;
    token.wrongInARow = 0;
  }

  #look(
    token: Token,
    code: string,
    at: { readonly unixSeconds: number; readonly window: number },
  ): Found {
    const search = searchOf(token, at);
    const factors = factorsOf(token.key, code, search);
    const factor = factors.find((found) => found > token.last);
    const { mode } = token.key.parameters;
    const expected = mode === 'hotp' ? search.middle : timeStep(token.key, at.unixSeconds);
    if (factor !== undefined) return { factor, offset: factor - expected };
    const outcome = wasAccepted(token, code) ? 'replayed' : 'wrong';
    const [passed] = factors;
    return { outcome, ...(passed === undefined ? {} : { offset: passed - expected }) };
  }

  #accept(token: Token, code: string, factor: number): void {
    token.last = factor;
    token.accepted.push(code);
    token.wrongInARow = 0;
  }

  #countWrong(token: Token): void {
    token.wrongInARow++;
    token.locked = token.wrongInARow >= this.#rules.lockAfter;
  }
}

type Found =
  | { readonly factor: number; readonly offset: number }
  | {
      readonly factor?: undefined;
      readonly outcome: 'wrong' | 'replayed';
      readonly offset?: number;
    };

function searchOf(
  { key, last, drift }: Token,
  { unixSeconds, window }: { readonly unixSeconds: number; readonly window: number },
): Search {
  if (key.parameters.mode !== 'hotp') {
    return { middle: timeStep(key, unixSeconds) + drift, behind: window, ahead: window };
  }
  const middle = Math.max(last + 1, key.parameters.counter ?? 0);
  return { middle, behind: 0, ahead: window };
}

function driftOf({ key }: Token, factor: number, unixSeconds: number): number {
  return key.parameters.mode === 'hotp' ? 0 : factor - timeStep(key, unixSeconds);
}

function wasAccepted({ accepted }: Token, code: string): boolean {
  const encoder = new TextEncoder();
  const wanted = encoder.encode(code);
  let found = false;
  for (const before of accepted) {
    const bytes = encoder.encode(before);
    if (bytes.length === wanted.length && timingSafeEqual(bytes, wanted)) found = true;
  }
  return found;
}
