import { OtplibRelyingParty, type RelyingPartyRules, type TokenKey } from '@fobkit/bench';
import { UsageError } from '@fobkit/protocol';
import { Secret, TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { RecalledParty } from '../../../../host/bench/relying-party/recalled-party.ts';

/** RFC 4226, appendix D: the codes of the counters 0 to 9 of the seed "12345678901234567890". */
const HOTP_CODES = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(
  ' ',
);
const RFC_SEED = new TextEncoder().encode('12345678901234567890');

const RULES: RelyingPartyRules = { window: 1, resyncWindow: 50, lockAfter: 3, followsDrift: true };
const NOW = 1_800_000_000;

function totpKey(serialLabel = 'T1'): TokenKey {
  return {
    serialLabel,
    seed: RFC_SEED,
    parameters: {
      mode: 'totp',
      algorithm: 'SHA1',
      digits: 6,
      serialLabel,
      purpose: 'test',
      stepSeconds: 30,
      t0: 0,
    },
  };
}

function hotpKey(counter = 0): TokenKey {
  const { stepSeconds: _s, t0: _t, ...common } = totpKey('H1').parameters;
  return { serialLabel: 'H1', seed: RFC_SEED, parameters: { ...common, mode: 'hotp', counter } };
}

/** By another implementation than the one under test. */
function codeAt(unixSeconds: number, key = totpKey()): string {
  const { stepSeconds = 30, t0 = 0, digits, algorithm } = key.parameters;
  const totp = new TOTP({
    secret: new Secret({ buffer: key.seed.slice().buffer }),
    algorithm,
    digits,
    period: stepSeconds,
  });
  return totp.generate({ timestamp: (unixSeconds - t0) * 1000 });
}

async function partyWith(key: TokenKey, rules: Partial<RelyingPartyRules> = {}) {
  const party = new OtplibRelyingParty({ ...RULES, ...rules });
  await party.register(key);
  return party;
}

describe('TOTP', () => {
  test.each([
    [-2, 'wrong'],
    [-1, 'accepted'],
    [0, 'accepted'],
    [1, 'accepted'],
    [2, 'wrong'],
  ])('a code %i steps off is %s with a window of 1', async (steps, outcome) => {
    const party = await partyWith(totpKey());
    const verified = await party.verify('T1', codeAt(NOW + steps * 30), NOW);
    expect(verified.outcome).toBe(outcome);
    expect(verified.offset).toBe(outcome === 'accepted' ? steps : undefined);
  });

  test('the step begins at t0 and has its length', async () => {
    const key = totpKey();
    const parameters = {
      ...key.parameters,
      stepSeconds: 60,
      t0: 15,
      digits: 8,
      algorithm: 'SHA256',
    } as const;
    const party = await partyWith({ ...key, parameters }, { window: 0 });
    const code = codeAt(NOW, { ...key, parameters });
    expect(code).toHaveLength(8);
    expect(await party.verify('T1', code, NOW)).toEqual({ outcome: 'accepted', offset: 0 });
  });

  test('a code is accepted once, and replayed ever after', async () => {
    const party = await partyWith(totpKey());
    const code = codeAt(NOW);
    await party.verify('T1', code, NOW);
    expect(await party.verify('T1', code, NOW)).toEqual({ outcome: 'replayed' });
    expect(await party.verify('T1', code, NOW + 86_400)).toEqual({ outcome: 'replayed' });
  });

  test('a code of a step before the one accepted last is wrong', async () => {
    const party = await partyWith(totpKey());
    await party.verify('T1', codeAt(NOW), NOW);
    expect(await party.verify('T1', codeAt(NOW - 30), NOW)).toEqual({ outcome: 'wrong' });
  });

  test('a drift is followed, step by step', async () => {
    const party = await partyWith(totpKey());
    for (let steps = 1; steps <= 5; steps++) {
      const at = NOW + steps * 600;
      expect(await party.verify('T1', codeAt(at + steps * 30), at)).toMatchObject({
        offset: steps,
      });
    }
  });

  test('a drift is not followed where the rules say so', async () => {
    const party = await partyWith(totpKey(), { followsDrift: false });
    await party.verify('T1', codeAt(NOW + 30), NOW);
    const later = await party.verify('T1', codeAt(NOW + 660), NOW + 600);
    expect(later).toEqual({ outcome: 'wrong' });
  });
});

describe('HOTP', () => {
  test('each counter of RFC 4226 in its order', async () => {
    const party = await partyWith(hotpKey());
    for (const code of HOTP_CODES) {
      expect(await party.verify('H1', code, NOW)).toEqual({ outcome: 'accepted', offset: 0 });
    }
  });

  test('codes ahead are accepted within the window, and those passed over never more', async () => {
    const party = await partyWith(hotpKey(), { window: 3 });
    expect(await party.verify('H1', HOTP_CODES[4] ?? '', NOW)).toEqual({ outcome: 'wrong' });
    expect(await party.verify('H1', HOTP_CODES[3] ?? '', NOW)).toEqual({
      outcome: 'accepted',
      offset: 3,
    });
    expect(await party.verify('H1', HOTP_CODES[2] ?? '', NOW)).toEqual({ outcome: 'wrong' });
  });

  test('counting begins at the counter that was loaded', async () => {
    const party = await partyWith(hotpKey(7), { window: 0 });
    expect(await party.verify('H1', HOTP_CODES[7] ?? '', NOW)).toMatchObject({
      outcome: 'accepted',
    });
  });
});

describe('the lock', () => {
  test('comes with the last of so many wrong codes in a row', async () => {
    const party = await partyWith(totpKey());
    for (const code of ['000000', '000001', '000002']) {
      expect(await party.isLocked('T1')).toBe(false);
      expect(await party.verify('T1', code, NOW)).toEqual({ outcome: 'wrong' });
    }
    expect(await party.isLocked('T1')).toBe(true);
    expect(await party.verify('T1', codeAt(NOW), NOW)).toEqual({ outcome: 'locked' });
  });

  test('is off again after unlock, and the good code still good', async () => {
    const party = await partyWith(totpKey(), { lockAfter: 1 });
    await party.verify('T1', '000000', NOW);
    await party.unlock('T1');
    expect(await party.verify('T1', codeAt(NOW), NOW)).toMatchObject({ outcome: 'accepted' });
  });

  test('counts from anew after a good code, and not for a replay', async () => {
    const party = await partyWith(totpKey());
    const good = codeAt(NOW);
    for (const code of ['000000', '000001', good, good, good, good, '000002', '000003']) {
      await party.verify('T1', code, NOW);
    }
    expect(await party.isLocked('T1')).toBe(false);
  });
});

describe('resynchronisation', () => {
  test('finds a token by two codes, one after the other, and follows it', async () => {
    const party = await partyWith(totpKey(), { followsDrift: false });
    const [at, off] = [NOW, 20 * 30];
    expect(await party.verify('T1', codeAt(at + off), at)).toEqual({ outcome: 'wrong' });
    const codes = [codeAt(at + off), codeAt(at + off + 30)] as const;
    expect(await party.resynchronise('T1', codes, at + 30)).toBe('ok');
    expect(await party.verify('T1', codeAt(at + off + 90), at + 90)).toEqual({
      outcome: 'accepted',
      offset: 20,
    });
  });

  test.each([
    ['the same code twice', 0, 0],
    ['codes two steps apart', 0, 60],
    ['codes in the wrong order', 30, 0],
    ['codes beyond the wide window', 52 * 30, 53 * 30],
  ])('refuses %s', async (_, first, second) => {
    const party = await partyWith(totpKey());
    const codes = [codeAt(NOW + first), codeAt(NOW + second)] as const;
    expect(await party.resynchronise('T1', codes, NOW)).toBe('refused');
  });

  test('takes no code that was accepted before, and no locked token', async () => {
    const party = await partyWith(totpKey(), { lockAfter: 1 });
    const codes = [codeAt(NOW), codeAt(NOW + 30)] as const;
    expect(await party.resynchronise('T1', codes, NOW)).toBe('ok');
    expect(await party.resynchronise('T1', codes, NOW)).toBe('refused');
    const fresh = [codeAt(NOW + 60), codeAt(NOW + 90)] as const;
    expect(await party.isLocked('T1')).toBe(true);
    expect(await party.resynchronise('T1', fresh, NOW)).toBe('refused');
  });

  test('finds a HOTP token far ahead', async () => {
    const party = await partyWith(hotpKey(), { window: 1, resyncWindow: 9 });
    const codes = [HOTP_CODES[7] ?? '', HOTP_CODES[8] ?? ''] as const;
    expect(await party.resynchronise('H1', codes, NOW)).toBe('ok');
    expect(await party.verify('H1', HOTP_CODES[9] ?? '', NOW)).toMatchObject({
      outcome: 'accepted',
    });
  });
});

test('judging changes nothing', async () => {
  const party = await partyWith(totpKey(), { lockAfter: 1 });
  const at = { unixSeconds: NOW };
  expect(await party.judge('T1', '000000', at)).toEqual({ outcome: 'wrong' });
  expect(await party.judge('T1', codeAt(NOW + 30), at)).toEqual({ outcome: 'accepted', offset: 1 });
  expect(await party.judge('T1', codeAt(NOW + 90), { ...at, window: 3 })).toMatchObject({
    offset: 3,
  });
  expect(await party.verify('T1', codeAt(NOW), NOW)).toEqual({ outcome: 'accepted', offset: 0 });
});

test('judging tells of a wrong code where it would fit, had no later one been accepted', async () => {
  const party = await partyWith(totpKey(), { window: 2 });
  await party.verify('T1', codeAt(NOW), NOW);
  const passed = codeAt(NOW - 60);
  expect(await party.judge('T1', passed, { unixSeconds: NOW })).toEqual({
    outcome: 'wrong',
    offset: -2,
  });
  expect(await party.verify('T1', passed, NOW)).toEqual({ outcome: 'wrong' });
});

test('a serial label is registered once, until it is taken off', async () => {
  const party = await partyWith(totpKey());
  expect(await party.register(totpKey())).toBe('duplicate');
  await party.cancel('T1');
  expect(await party.verify('T1', codeAt(NOW), NOW)).toEqual({ outcome: 'unknown' });
  expect(await party.register(totpKey())).toBe('ok');
});

test('an OCRA token is refused in words', async () => {
  const key = totpKey();
  const parameters = { ...key.parameters, mode: 'ocra', suite: 'OCRA-1:HOTP-SHA1-6:QN08' } as const;
  const party = new OtplibRelyingParty(RULES);
  await expect(party.register({ ...key, parameters })).rejects.toThrow(UsageError);
});

test.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '12 456'])(
  'what is no code of six digits is wrong: %j',
  async (code) => {
    const party = await partyWith(totpKey());
    expect(await party.verify('T1', code, NOW)).toEqual({ outcome: 'wrong' });
  },
);

test('a party that is taken back knows what it was told until then, and no more', async () => {
  const party = new RecalledParty(() => new OtplibRelyingParty(RULES));
  await party.register(totpKey(), NOW);
  await party.verify('T1', codeAt(NOW + 30), NOW);
  const { moment } = party;
  const later = codeAt(NOW + 90);
  await party.verify('T1', later, NOW + 60);
  await party.recall(moment);
  expect(await party.verify('T1', later, NOW + 60)).toMatchObject({ outcome: 'accepted' });
  expect(await party.verify('T1', codeAt(NOW + 30), NOW + 60)).toEqual({ outcome: 'replayed' });
});
