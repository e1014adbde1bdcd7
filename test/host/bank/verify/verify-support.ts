import { codeText, fromHex, hotp, parseOcraSuite, prepareKey, Secret } from '@fobkit/protocol';
import type { Policy } from '../../../../host/bank/policy/policy.ts';
import type { CodeCase } from '../../../../host/bank/verify/judge-code.ts';
import { oathCodeSource, type Challenge } from '../../../../host/bank/verify/code-source.ts';
import {
  type CodeVerdict,
  freshMemory,
  type TokenKey,
  type TokenMemory,
  type TokenParameters,
} from '../../../../host/bank/verify/token-key.ts';
import { verifyCode } from '../../../../host/bank/verify/verify-code.ts';

/** One step to each side, ten counters ahead, five wrong ones lock, and nothing else. */
export const plainPolicy: Policy = {
  name: 'plain',
  title: { en: 'Plain', ja: '標準' },
  source: 'tests',
  firstUse: { behind: 1, ahead: 1 },
  normal: { behind: 1, ahead: 1 },
  counters: { lookAhead: 10, resyncLookAhead: 100 },
  idle: {
    afterDays: 0,
    behindSecondsPerDay: 0,
    aheadSecondsPerDay: 0,
    limit: { behind: 1, ahead: 1 },
  },
  followsDrift: false,
  resync: { window: { behind: 100, ahead: 100 }, automatic: false, withinSeconds: 300 },
  lockAfter: 5,
  throttleSeconds: 0,
  forgetWrongAfterSeconds: 0,
};

export const DAY = 86_400;
/** 2026-01-01 00:00:00 UTC, the beginning of a step. */
export const NOW = 1_767_225_600;
export const STEP = 30;

const SEED = fromHex('3132333435363738393031323334353637383930');

export function keyOf(parameters: Partial<TokenParameters> = {}, seed = SEED): TokenKey {
  return {
    serial: 'SKTS00509641',
    kind: 'hardware',
    parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: STEP, ...parameters },
    seed: new Secret(seed),
  };
}

export const totpKey = keyOf();
export const hotpKey = keyOf({ mode: 'hotp' });

/** The code of a step or counter of the tests' seed. */
export function codeAt(factor: number, digits = 6): string {
  return hotp(prepareKey('SHA1', SEED), factor, digits);
}

/** The code that a fob shows which is so many steps off. */
export function codeOff(steps: number, unixSeconds = NOW): string {
  return codeAt(Math.floor(unixSeconds / STEP) + steps);
}

/** The response of an OCRA token. */
export function responseOf(key: TokenKey, challenge: Challenge, factor: number): string {
  const [value = 0] = Array.from(
    oathCodeSource.values(key, [{ first: factor, count: 1 }], challenge),
  );
  return codeText(value, parseOcraSuite(key.parameters.suite ?? '').digits);
}

/** A code that none of the factors around a time or counter has. */
export const WRONG = '000000';

/** A token at a bank, for tests that tell a story. */
export class Story {
  memory: TokenMemory;
  now = NOW;
  readonly policy: Policy;
  readonly key: TokenKey;

  constructor(policy: Policy, key: TokenKey = totpKey, memory: TokenMemory = freshMemory) {
    this.policy = policy;
    this.key = key;
    this.memory = memory;
  }

  case(code: string, challenge?: Challenge): CodeCase {
    const { key, memory, policy, now: unixSeconds } = this;
    return { key, memory, policy, unixSeconds, code, ...(challenge && { challenge }) };
  }

  /** Gives a code, and remembers what came of it. */
  give(code: string, challenge?: Challenge): CodeVerdict {
    const verdict = verifyCode(this.case(code, challenge));
    this.memory = verdict.memory;
    return verdict;
  }

  /** Gives the code of a fob that is so many steps off. */
  giveOff(steps: number): CodeVerdict {
    return this.give(codeOff(steps, this.now));
  }

  wrong(times: number): CodeVerdict['outcome'][] {
    return Array.from({ length: times }, () => this.give(WRONG).outcome);
  }
}
