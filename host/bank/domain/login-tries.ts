/** Wrong passwords, confirmation passwords and card answers of one person, in a row. */
export interface LoginTries {
  readonly wrong: number;
  /** Unix milliseconds of the last. */
  readonly at: number;
  /** Refused unseen since the login was suspended. */
  readonly refused: number;
}

export interface LoginRules {
  /** Wrong ones in a row that suspend the login. */
  readonly lockAfter: number;
  /** So many are free; each one beyond has to wait this much longer, in seconds. */
  readonly freeTries: number;
  readonly throttleSeconds: number;
}

/** The lock count is not published by any bank (tokens.md §5). */
export const USUAL_LOGIN_RULES: LoginRules = { lockAfter: 10, freeTries: 3, throttleSeconds: 2 };

export const NO_TRIES: LoginTries = { wrong: 0, at: 0, refused: 0 };

/** Whether one more may be looked at: then it is counted as wrong first, and taken back when right. */
export type Charge =
  | { readonly kind: 'look'; readonly tries: LoginTries }
  | {
      readonly kind: 'suspended';
      /** Counted among the refused: to be kept. */
      readonly tries: LoginTries;
      /** Whether it goes on record: a flood is not one entry a try. */
      readonly isTold: boolean;
    }
  | {
      readonly kind: 'wait';
      /** Seconds. */
      readonly retryAfter: number;
      /** The clock was set back by more than the wait, which begins anew: to be kept. */
      readonly tries?: LoginTries;
    };

/**
 * A try is counted before it is looked at, so that no number of guesses at once gets more looks than
 * one after the other.
 */
export function charge(tries: LoginTries, rules: LoginRules, now: number): Charge {
  if (isSuspended(tries, rules)) {
    const refused = tries.refused + 1;
    return { kind: 'suspended', tries: { ...tries, refused }, isTold: isPowerOfTwo(refused) };
  }
  const beyond = Math.max(0, tries.wrong - rules.freeTries + 1);
  const waitMs = beyond * rules.throttleSeconds * 1000 - Math.max(0, now - tries.at);
  if (beyond > 0 && waitMs > 0) {
    const isSetBack = tries.at - now > waitMs;
    const anew = isSetBack ? { tries: { ...tries, at: now } } : {};
    return { kind: 'wait', retryAfter: Math.ceil(waitMs / 1000), ...anew };
  }
  return { kind: 'look', tries: { ...tries, wrong: tries.wrong + 1, at: now } };
}

/** It was right: its own charge is taken back, those of others stay. */
export function refund(tries: LoginTries): LoginTries {
  return { ...tries, wrong: Math.max(0, tries.wrong - 1) };
}

export function isSuspended(
  { wrong }: Pick<LoginTries, 'wrong'>,
  { lockAfter }: LoginRules,
): boolean {
  return lockAfter > 0 && wrong >= lockAfter;
}

/** In doubles up to 2^53, where bits end at 2^32. */
function isPowerOfTwo(count: number): boolean {
  let power = 1;
  while (power < count) power *= 2;
  return power === count;
}
