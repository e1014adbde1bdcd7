import { describe, expect, it } from 'vitest';
import type { SentenceId } from '../../../../host/bank/domain/sentences.ts';
import { type AskedBank, radiusBank } from '../../../../host/bank/radius/bank-adapter.ts';

type Asked = readonly [contractId: string, userId: string, what: string];

/** A bank that answers every code by one sentence, none: accepted. */
function bankThatSays(sentence?: SentenceId) {
  const codes: Asked[] = [];
  const passwords: unknown[] = [];
  const bank: AskedBank = {
    bankCode: '1303',
    codes: {
      verify: (_actor, { contractId, userId }, { code, password }) => {
        codes.push([contractId, userId, code]);
        passwords.push(password);
        return Promise.resolve(
          sentence === undefined
            ? { outcome: 'done', serial: 'SKTS00509641' }
            : { outcome: 'refused', sentence },
        );
      },
    },
  };
  return { bank: radiusBank(bank), codes, passwords };
}

const ATTEMPT = { user: 'tanaka@123456', code: '623641', continued: false, client: 'vpn' };

describe('the bank behind RADIUS', () => {
  it.each([
    [undefined, 'accept'],
    ['code-next', 'challenge'],
    ['code-wrong', 'reject'],
    ['suspended', 'reject'],
    ['code-too-soon', 'reject'],
  ] as const)('its sentence %s is a %s', async (sentence, verdict) => {
    expect(await bankThatSays(sentence).bank.verifyUser(ATTEMPT)).toBe(verdict);
  });

  it.each([
    ['tanaka@123456', '123456', 'tanaka'],
    ['1234561303-tanaka', '123456', 'tanaka'],
    ['1234561020-tanaka', '', ''],
    ['1234561303', '', ''],
    ['tanaka', '', ''],
    ['tanaka@123456@123456', '', ''],
  ])('the name %s is of contract %j, user %j', async (user, contractId, userId) => {
    const { bank, codes } = bankThatSays('code-wrong');
    await bank.verifyUser({ ...ATTEMPT, user });
    expect(codes).toEqual([[contractId, userId, '623641']]);
  });

  it('password and code are judged in one call', async () => {
    const { bank, codes, passwords } = bankThatSays();
    expect(await bank.verifyUser({ ...ATTEMPT, password: 'right1' })).toBe('accept');
    expect(codes).toEqual([['123456', 'tanaka', '623641']]);
    expect(passwords).toEqual(['right1']);
  });
});
