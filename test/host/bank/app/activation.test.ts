import { createECDH } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  claimActivation,
  finishActivation,
  MOST_WRONG_CODES,
  newActivation,
  refusalOfConfirm,
  type Activation,
} from '../../../../host/bank/app/activation.ts';

const NOW = 1_650_331_774;
const [first, second] = [phone(), phone()];

function phone(): Uint8Array {
  const ecdh = createECDH('prime256v1');
  return Uint8Array.from(ecdh.generateKeys());
}

function issued(): Activation {
  return newActivation({ serial: 'SKTS00509641', now: NOW, seconds: 600 }).activation;
}

function claimed(by = first): Activation {
  const step = claimActivation(issued(), by, NOW);
  if ('refused' in step) throw new Error(step.refused);
  return step.activation;
}

describe('an activation', () => {
  it('keeps no code, only its hash', () => {
    const { code, activation } = newActivation({ serial: 'SKTS00509641', now: NOW });
    expect(JSON.stringify(activation)).not.toContain(code.slice(0, 10));
    expect(activation).toMatchObject({ expiresAt: NOW + 86_400, wrongCodes: 0 });
  });

  it('is unknown where there is none', () => {
    expect(claimActivation(undefined, first, NOW)).toEqual({ refused: 'unknown' });
    expect(refusalOfConfirm(undefined, first, NOW)).toBe('unknown');
  });

  it('belongs to the phone that comes first', () => {
    expect(claimActivation(claimed(), second, NOW)).toEqual({ refused: 'taken' });
    expect(refusalOfConfirm(claimed(), second, NOW)).toBe('taken');
  });

  it('goes on for the same phone, as often as it asks', () => {
    const activation = claimed();
    expect(claimActivation(activation, first, NOW + 599)).toEqual({ activation });
  });

  it('ends with its time, for a phone that has begun too', () => {
    expect(claimActivation(issued(), first, NOW + 600)).toEqual({ refused: 'expired' });
    expect(claimActivation(claimed(), first, NOW + 600)).toEqual({ refused: 'expired' });
    expect(refusalOfConfirm(claimed(), first, NOW + 600)).toBe('expired');
  });

  it('is not confirmed before it was claimed', () => {
    expect(refusalOfConfirm(issued(), first, NOW)).toBe('unknown');
  });

  it('gives no seed again once its first code was right', () => {
    const finished = finishActivation(claimed(), true, NOW + 5);
    expect(finished.finishedAt).toBe(NOW + 5);
    expect(claimActivation(finished, first, NOW + 6)).toEqual({ refused: 'used' });
    expect(claimActivation(finished, second, NOW + 6)).toEqual({ refused: 'used' });
  });

  it('may be confirmed again by a phone that lost the answer, and nothing changes', () => {
    const finished = finishActivation(claimed(), true, NOW + 5);
    expect(refusalOfConfirm(finished, first, NOW + 9999)).toBeUndefined();
    expect(finishActivation(finished, true, NOW + 9)).toBe(finished);
    expect(refusalOfConfirm(finished, second, NOW + 6)).toBe('used');
  });

  it('is over after five wrong first codes', () => {
    let activation = claimed();
    for (let count = 0; count < MOST_WRONG_CODES; count++) {
      expect(refusalOfConfirm(activation, first, NOW)).toBeUndefined();
      activation = finishActivation(activation, false, NOW);
    }
    expect(refusalOfConfirm(activation, first, NOW)).toBe('exhausted');
    expect(claimActivation(activation, first, NOW)).toEqual({ refused: 'exhausted' });
  });

  it('is over when the bank withdraws it', () => {
    const withdrawn = { ...claimed(), withdrawnAt: NOW };
    expect(claimActivation(withdrawn, first, NOW)).toEqual({ refused: 'withdrawn' });
  });
});
