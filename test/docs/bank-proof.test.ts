import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { bankSoakText } from '../support/bank-soak-text.ts';

const page = new URL('../../docs/bank/proof.md', import.meta.url);

it('the page about the proof tells what the last soak of the bank on record came to', () => {
  expect(readFileSync(page, 'utf8')).toContain(bankSoakText());
});
