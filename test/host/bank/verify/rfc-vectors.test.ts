import { describe, expect, it } from 'vitest';
import { fromHex, type Algorithm, Secret } from '@fobkit/protocol';
import { verifyCode } from '../../../../host/bank/verify/verify-code.ts';
import { freshMemory, type TokenKey } from '../../../../host/bank/verify/token-key.ts';
import { plainPolicy } from './verify-support.ts';
import { vectors } from '../../../protocol/oath/oath-support.ts';

const rfc4226 = vectors('rfc4226.json') as { seed_hex: string; codes_by_counter: string[] };
const rfc6238 = vectors('rfc6238.json') as {
  vectors: { unix_s: number; algorithm: Algorithm; seed_hex: string; code: string }[];
};

describe('RFC 4226 appendix D', () => {
  const key: TokenKey = {
    serial: 'HOTP1',
    kind: 'hardware',
    parameters: { mode: 'hotp', algorithm: 'SHA1', digits: 6 },
    seed: new Secret(fromHex(rfc4226.seed_hex)),
  };

  it('the ten codes are accepted one after the other, each with no offset', () => {
    let memory = freshMemory;
    for (const [counter, code] of rfc4226.codes_by_counter.entries()) {
      const verdict = verifyCode({ key, memory, code, unixSeconds: 1_000, policy: plainPolicy });
      expect(verdict).toMatchObject({ outcome: 'accepted', offset: 0 });
      expect(verdict.memory.lastFactor).toBe(counter);
      memory = verdict.memory;
    }
  });
});

describe('RFC 6238 appendix B', () => {
  it.each(rfc6238.vectors)('$algorithm at $unix_s: $code is accepted', (vector) => {
    const key: TokenKey = {
      serial: 'TOTP1',
      kind: 'hardware',
      parameters: { mode: 'totp', algorithm: vector.algorithm, digits: 8, stepSeconds: 30 },
      seed: new Secret(fromHex(vector.seed_hex)),
    };
    const verdict = verifyCode({
      key,
      memory: freshMemory,
      code: vector.code,
      unixSeconds: vector.unix_s,
      policy: plainPolicy,
    });
    expect(verdict).toMatchObject({ outcome: 'accepted', offset: 0 });
  });
});
