import { expect, test } from 'vitest';
import type { Reply } from '../../../../../host/bank/domain/reply.ts';
import { atField } from '../../../../../host/bank/pages/desk/at-field.ts';

const whole: Reply = { outcome: 'refused', sentence: 'form-form' };

test('a form that is refused as a whole is told by the first field at fault', () => {
  const told = atField(whole, 'form-form', [
    ['form-number-form', true],
    ['contract-id-form', false],
    ['serial-form', false],
  ]);
  expect(told).toEqual({ outcome: 'refused', sentence: 'contract-id-form' });
  expect(atField(whole, 'form-form', [['form-number-form', true]])).toBe(whole);
});

test('any other reply stays as it is', () => {
  for (const reply of [
    { outcome: 'done' },
    { outcome: 'refused', sentence: 'no-stock' },
  ] as const) {
    expect(atField<Reply>(reply, 'form-form', [['serial-form', false]])).toBe(reply);
  }
});
