import type { CodeWindow, Policy } from './policy.ts';
import { DAY_SECONDS } from './day-seconds.ts';

/** A place in a policy, and what is wrong there. */
export interface PolicyFault {
  readonly path: string;
  readonly message: string;
  /** The word itself is at fault, not what it says. */
  readonly atKey?: boolean;
}

/** Six digits: the odds are those of the codes that most fobs show. */
const CODES = 1_000_000;
/** One guesser in so many may come through before the lock, or in a day of delays. */
const LEAST_ODDS = 100;
/** Where nothing stops a guesser, so many guesses must be needed on average. */
const LEAST_GUESSES = 10_000;

/** What in a policy cannot be meant, each with its place; none for one that holds together. */
export function policyFaults(policy: Policy): readonly PolicyFault[] {
  return [...guessing(policy), ...windows(policy), ...resync(policy), ...counting(policy)];
}

/** RFC 4226 §7.3 and its security analysis: codes accepted × guesses allowed ÷ 10⁶. */
function guessing(policy: Policy): readonly PolicyFault[] {
  const codes = Math.max(...widths(policy));
  const { lockAfter } = policy;
  if (lockAfter > 0) {
    if (codes * lockAfter * LEAST_ODDS <= CODES) return [];
    return fault(
      'lockAfter',
      `${told(lockAfter)} guesses at a window of ${told(codes)} codes: more than one guesser in ` +
        `${told(LEAST_ODDS)} gets in before the lock; lock earlier or narrow the windows`,
    );
  }
  const guesses = guessesADay(policy);
  if (guesses === undefined) {
    if (codes * LEAST_GUESSES <= CODES) return [];
    return fault(
      'lockAfter',
      `never, without a delay, and a window of ${told(codes)} codes: nothing stops a guesser; ` +
        'set lockAfter, throttleSeconds or delay',
    );
  }
  if (codes * guesses * LEAST_ODDS <= CODES) return [];
  return fault(
    'throttleSeconds',
    `${told(guesses)} guesses a day at a window of ${told(codes)} codes: set lockAfter, delay ` +
      'longer, or narrow the windows',
  );
}

/** How many codes each window accepts. */
function widths({ firstUse, normal, idle, counters }: Policy): readonly number[] {
  const width = ({ behind, ahead }: CodeWindow): number => behind + ahead + 1;
  const grows = idle.behindSecondsPerDay > 0 || idle.aheadSecondsPerDay > 0;
  return [
    width(firstUse),
    width(normal),
    ...(grows ? [width(idle.limit)] : []),
    ...(counters === undefined ? [] : [counters.lookAhead + 1]),
  ];
}

/** How many codes a guesser can try in a day against delays alone; undefined without any. */
function guessesADay({ throttleSeconds, delay }: Policy): number | undefined {
  if (throttleSeconds === 0 && delay === undefined) return undefined;
  // After the n-th the wait is n × T: n × (n + 1) ÷ 2 × T seconds for n of them.
  const throttled =
    throttleSeconds === 0
      ? Number.POSITIVE_INFINITY
      : Math.ceil(Math.sqrt((2 * DAY_SECONDS) / throttleSeconds));
  const delayed =
    delay === undefined
      ? Number.POSITIVE_INFINITY
      : delay.afterWrong + Math.ceil(DAY_SECONDS / delay.seconds);
  return Math.min(throttled, delayed);
}

function windows({ normal, idle }: Policy): readonly PolicyFault[] {
  const { limit } = idle;
  if (limit.behind >= normal.behind && limit.ahead >= normal.ahead) return [];
  const behind = Math.max(limit.behind, normal.behind);
  const ahead = Math.max(limit.ahead, normal.ahead);
  const message = 'narrower than the normal window, from which idle time widens it; write';
  return fault(
    'idle.limit',
    `${message} { behind: ${told(behind)}, ahead: ${told(ahead)} } or more`,
  );
}

function resync({ resync: rules, counters, lockAfter }: Policy): readonly PolicyFault[] {
  const { window, automatic, afterWrong, wrongNextLocks, firstCounts, unlocks } = rules;
  const nowhere = window.behind + window.ahead + (counters?.resyncLookAhead ?? 0) === 0;
  const late = afterWrong !== undefined && lockAfter > 0 && afterWrong.wrong >= lockAfter;
  const alone = wrongNextLocks === true || firstCounts === true || afterWrong !== undefined;
  return [
    ...(automatic && nowhere ? fault('resync.automatic', 'there is no resync.window') : []),
    ...(automatic && rules.withinSeconds === 0
      ? fault('resync.withinSeconds', '0: no second code comes in time')
      : []),
    ...(!automatic && alone
      ? fault('resync.automatic', 'false, and the rules for codes that come one by one are set')
      : []),
    ...(unlocks === true && nowhere ? fault('resync.unlocks', 'there is no resync.window') : []),
    ...(late ? fault('resync.afterWrong.wrong', 'the lock comes before it') : []),
  ];
}

function counting(policy: Policy): readonly PolicyFault[] {
  const { lockAfter, delay, forgetWrongAfterSeconds: forget, throttleSeconds } = policy;
  const late = delay !== undefined && lockAfter > 0 && delay.afterWrong >= lockAfter;
  const longest = Math.max(throttleSeconds, delay?.seconds ?? 0);
  return [
    ...(late ? fault('delay.afterWrong', 'the lock comes before it') : []),
    ...(forget > 0 && forget <= longest
      ? fault('forgetWrongAfterSeconds', 'wrong codes are forgotten before their delay is over')
      : []),
  ];
}

function fault(path: string, message: string): readonly PolicyFault[] {
  return [{ path, message }];
}

function told(count: number): string {
  return String(count);
}
