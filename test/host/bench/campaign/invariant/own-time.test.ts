import { OtplibRelyingParty, type RelyingParty, type RelyingPartyRules } from '@fobkit/bench';
import { describe, expect, it } from 'vitest';
import { CodeKey } from '../../../../../host/bench/campaign/invariant/code-key.ts';
import { InvariantFindings } from '../../../../../host/bench/campaign/invariant/invariants.ts';
import { judgeCodes } from '../../../../../host/bench/campaign/invariant/own-time.ts';

const SEED = new TextEncoder().encode('12345678901234567890');
const COMMON = { algorithm: 'SHA1', digits: 6, serialLabel: 'FOB-1', purpose: 'test' } as const;
const totp = new CodeKey(SEED, { ...COMMON, mode: 'totp', stepSeconds: 30, t0: 0 });
const hotp = new CodeKey(SEED, { ...COMMON, mode: 'hotp', counter: 2 });

async function judged(
  codes: Parameters<typeof judgeCodes>[0],
  party: (rules: RelyingPartyRules) => RelyingParty = (rules) => new OtplibRelyingParty(rules),
): Promise<InvariantFindings> {
  const findings = new InvariantFindings();
  await judgeCodes(codes, party, findings);
  return findings;
}

/** A relying party that is wrong about a time. */
function lying(wrong: (unixSeconds: number) => boolean) {
  return (rules: RelyingPartyRules): RelyingParty => {
    const party = new OtplibRelyingParty(rules);
    return {
      register: (key) => party.register(key),
      verify: (...args) => party.verify(...args),
      async judge(label, code, at) {
        const told = await party.judge(label, code, at);
        if (!wrong(at.unixSeconds)) return told;
        return { outcome: told.outcome === 'accepted' ? 'wrong' : 'accepted' };
      },
      resynchronise: (...args) => party.resynchronise(...args),
      isLocked: (label) => party.isLocked(label),
      unlock: (label) => party.unlock(label),
      cancel: (label) => party.cancel(label),
    };
  };
}

describe('a code and its time', () => {
  it('verifies in its step, and in none far from it, by otplib and the readable engine', async () => {
    // RFC 6238, appendix B: 94287082 at 59 s, its last six digits.
    const { breaches, checks } = await judged([{ key: totp, code: '287082', counter: 1 }]);
    expect(breaches).toEqual([]);
    expect(checks.get('code-of-its-time')).toBeGreaterThanOrEqual(4);
  });

  it('of a counter verifies with its counter in the window, and not without', async () => {
    // RFC 4226, appendix D: counter 5.
    const { breaches, checks } = await judged([{ key: hotp, code: '254676', counter: 5 }]);
    expect(breaches).toEqual([]);
    expect(checks.get('code-of-its-time')).toBe(2);
  });

  it('that verifies outside its time, or not in it, is told', async () => {
    const code = { key: totp, code: '287082', counter: 1 };
    const late = await judged(
      [code],
      lying((at) => at > 3000),
    );
    expect(late.breaches[0]?.message).toMatch(/^a code verifies 400 steps off its own/);
    const refused = await judged(
      [code],
      lying((at) => at >= 30 && at < 60),
    );
    expect(refused.breaches[0]?.message).toMatch(/^a code does not verify 0 steps off its own/);
  });
});
