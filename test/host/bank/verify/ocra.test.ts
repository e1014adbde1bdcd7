import { parseOcraSuite, sha1, Secret, UsageError, fromHex } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { type Challenge, oathCodeSource } from '../../../../host/bank/verify/code-source.ts';
import { resynchronise } from '../../../../host/bank/verify/resynchronise.ts';
import type { TokenKey } from '../../../../host/bank/verify/token-key.ts';
import { verifyCode } from '../../../../host/bank/verify/verify-code.ts';
import { countedSeed, vectors } from '../../../protocol/oath/oath-support.ts';
import { appendixC } from '../../../protocol/oath/ocra-appendix-c.ts';
import { plainPolicy, responseOf, Story } from './verify-support.ts';

const qn08 = vectors('rfc6287-qn08.json') as {
  seed_hex: string;
  codes_by_question: Record<string, string>;
};

function ocraKey(suite: string, seed: Uint8Array = countedSeed(20)): TokenKey {
  const { algorithm, digits } = parseOcraSuite(suite);
  const parameters = { mode: 'ocra', algorithm, digits, suite } as const;
  return { serial: 'OCRA1', kind: 'hardware', parameters, seed: new Secret(seed) };
}

/** A question of the RFC's mutual lines is two challenges of eight characters. */
function asChallenge(question: string, pin?: Uint8Array): Challenge {
  const mutual = /^(CLI|SRV)/.test(question);
  return {
    question: mutual ? question.slice(0, 8) : question,
    ...(mutual && { secondQuestion: question.slice(8) }),
    ...(pin && { pinDigest: sha1(pin) }),
  };
}

// The values stand in the test suites of implementations in C, Rust, Go, Java, Ruby and PHP too.
describe('RFC 6287 appendix C: every suite is verified', () => {
  it('OCRA-1:HOTP-SHA1-6:QN08', () => {
    const story = new Story(
      plainPolicy,
      ocraKey('OCRA-1:HOTP-SHA1-6:QN08', fromHex(qn08.seed_hex)),
    );
    for (const [question, code] of Object.entries(qn08.codes_by_question)) {
      expect(story.give(code, { question }).outcome, question).toBe('accepted');
    }
  });

  it.each(appendixC)('$suite ($lines.0.0)', ({ suite, seedLength, lines, pin, unixSeconds }) => {
    const story = new Story(plainPolicy, ocraKey(suite, countedSeed(seedLength)));
    if (unixSeconds !== undefined) story.now = unixSeconds;
    for (const [question, code] of lines) {
      const verdict = story.give(code, asChallenge(question, pin));
      expect(verdict, question).toMatchObject({ outcome: 'accepted', offset: 0 });
    }
  });

  it.each(appendixC)('$suite: the response to another challenge is wrong', (vector) => {
    const { suite, seedLength, lines, pin, unixSeconds } = vector;
    const story = new Story(plainPolicy, ocraKey(suite, countedSeed(seedLength)));
    if (unixSeconds !== undefined) story.now = unixSeconds;
    const [first = ['', '']] = lines;
    const other = lines.find(([question]) => question !== first[0])?.[0] ?? '87654321';
    expect(story.give(first[1], asChallenge(other, pin)).outcome).toBe('wrong');
  });
});

describe('a challenge', () => {
  it('is answered once: its response is replayed afterwards', () => {
    const key = ocraKey('OCRA-1:HOTP-SHA1-6:QN08');
    const story = new Story(plainPolicy, key);
    const challenge = { question: '00000000' };
    const code = responseOf(key, challenge, 0);
    expect(story.give(code, challenge).outcome).toBe('accepted');
    expect(story.give(code, challenge).outcome).toBe('replayed');
  });

  it('of a mutual exchange is another one when either side’s half is', () => {
    const key = ocraKey('OCRA-1:HOTP-SHA256-8:QA08', countedSeed(32));
    const story = new Story(plainPolicy, key);
    for (const secondQuestion of ['SRV11110', 'SRV11111']) {
      const challenge = { question: 'CLI22220', secondQuestion };
      const code = responseOf(key, challenge, 0);
      expect(story.give(code, challenge).outcome).toBe('accepted');
      expect(story.give(code, challenge).outcome).toBe('replayed');
    }
  });

  it('with time: two challenges in one minute are both answered, each once', () => {
    const key = ocraKey('OCRA-1:HOTP-SHA512-8:QN08-T1M', countedSeed(64));
    const story = new Story(plainPolicy, key);
    const minute = Math.floor(story.now / 60);
    for (const question of ['11111111', '22222222']) {
      const code = responseOf(key, { question }, minute);
      expect(story.give(code, { question }).outcome).toBe('accepted');
      expect(story.give(code, { question }).outcome).toBe('replayed');
    }
  });

  it('with time: no more challenges in a step are answered than are remembered', () => {
    const key = ocraKey('OCRA-1:HOTP-SHA512-8:QN08-T1M', countedSeed(64));
    const story = new Story({ ...plainPolicy, lockAfter: 0 }, key);
    const minute = Math.floor(story.now / 60);
    const outcomes = Array.from({ length: 20 }, (_, i) => {
      const question = String(10_000_000 + i);
      return story.give(responseOf(key, { question }, minute), { question }).outcome;
    });
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(16);
    const first = { question: '10000000' };
    expect(story.give(responseOf(key, first, minute), first).outcome).not.toBe('accepted');
  });

  it('with a counter: a counter serves one challenge alone', () => {
    const key = ocraKey('OCRA-1:HOTP-SHA512-8:C-QN08', countedSeed(64));
    const story = new Story(plainPolicy, key);
    const [one, two] = [{ question: '11111111' }, { question: '22222222' }];
    expect(story.give(responseOf(key, one, 3), one)).toMatchObject({ offset: 3 });
    expect(story.give(responseOf(key, two, 3), two).outcome).toBe('wrong');
    expect(story.give(responseOf(key, two, 4), two).outcome).toBe('accepted');
  });

  it('with a counter and time: the step before, of, and after the bank’s is taken', () => {
    const suite = 'OCRA-1:HOTP-SHA1-6:C-QN08-T1M';
    const key = ocraKey(suite);
    const story = new Story(plainPolicy, key);
    const challenge = { question: '12345678' };
    for (const [counter, minutes, outcome] of [
      [0, 0, 'accepted'],
      [1, -1, 'accepted'],
      [5, 1, 'accepted'],
      [6, 2, 'wrong'],
    ] as const) {
      const timeStep = Math.floor(story.now / 60) + minutes;
      const code = timedResponse(key, challenge, { counter, timeStep });
      expect(story.give(code, challenge).outcome).toBe(outcome);
    }
  });

  it('that is missing is the caller’s fault', () => {
    const story = new Story(plainPolicy, ocraKey('OCRA-1:HOTP-SHA1-6:QN08'));
    expect(() => story.give('123456')).toThrow(UsageError);
  });

  it('has a mark in the memory, and neither its text nor the PIN’s digest', () => {
    const key = ocraKey('OCRA-1:HOTP-SHA256-8:QN08-PSHA1', countedSeed(32));
    const story = new Story(plainPolicy, key);
    const challenge = { question: '87654321', pinDigest: sha1(new Uint8Array([1, 2, 3, 4])) };
    story.give(responseOf(key, challenge, 0), challenge);
    expect(JSON.stringify(story.memory)).not.toContain('87654321');
    const other = { ...challenge, pinDigest: sha1(new Uint8Array([4, 3, 2, 1])) };
    const again = new Story(plainPolicy, key);
    again.give(responseOf(key, other, 0), other);
    expect(again.memory.answered).toEqual(story.memory.answered);
  });
});

describe('resynchronisation', () => {
  it('with a counter: two consecutive responses to one challenge', () => {
    const key = ocraKey('OCRA-1:HOTP-SHA512-8:C-QN08', countedSeed(64));
    const story = new Story(plainPolicy, key);
    const challenge = { question: '11111111' };
    const codes = [responseOf(key, challenge, 60), responseOf(key, challenge, 61)] as const;
    const { memory, policy, now: unixSeconds } = story;
    const verdict = resynchronise({ key, memory, policy, unixSeconds, challenge, codes });
    expect(verdict).toMatchObject({ outcome: 'ok', offset: 61 });
    const next = { question: '22222222' };
    const after = new Story(plainPolicy, key, verdict.memory);
    expect(after.give(responseOf(key, next, 62), next).outcome).toBe('accepted');
  });

  it('without counter and time there is nothing to resynchronise', () => {
    const key = ocraKey('OCRA-1:HOTP-SHA1-6:QN08');
    const { memory, policy, now: unixSeconds } = new Story(plainPolicy, key);
    const challenge = { question: '11111111' };
    const codes = ['123456', '123456'] as const;
    const asked = { key, memory, policy, unixSeconds, challenge, codes };
    expect(resynchronise(asked)).toEqual({ outcome: 'not-offered', memory });
    expect(verifyCode({ ...asked, code: '123456' }).outcome).toBe('wrong');
  });
});

function timedResponse(
  key: TokenKey,
  challenge: Challenge,
  { counter, timeStep }: { readonly counter: number; readonly timeStep: number },
): string {
  const [value = 0] = Array.from(
    oathCodeSource.values(key, [{ first: counter, count: 1, timeStep }], challenge),
  );
  return String(value).padStart(6, '0');
}
