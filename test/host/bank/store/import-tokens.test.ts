import { parseOcraSuite } from '@fobkit/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appendixC } from '../../../protocol/oath/ocra-appendix-c.ts';
import { fob, OPERATOR, type TestBank, testBank } from './support.ts';

let made: TestBank;

beforeEach(async () => {
  made = await testBank();
});
afterEach(() => made.close());

function imported(suite: string): Promise<unknown> {
  const { algorithm, digits } = parseOcraSuite(suite);
  const parameters = { mode: 'ocra', algorithm, digits, suite } as const;
  return made.bank.operator.importTokens(OPERATOR, [{ ...fob('OCRA-1'), parameters }]);
}

test.each([
  ['OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1', 'a PIN (PSHA1), and the bank keeps no PINs of tokens'],
  [
    'OCRA-1:HOTP-SHA512-8:QN08-PSHA256-S064-T1M',
    'a PIN (PSHA256), and the bank keeps no PINs of tokens',
  ],
  ['OCRA-1:HOTP-SHA256-8:QA08-S064', 'session information (S064), which no page of the bank shows'],
])(
  'a suite that asks for what no page of the bank has is refused, with why: %s',
  async (suite, why) => {
    expect(await imported(suite)).toEqual({
      outcome: 'refused',
      faults: [{ serial: 'OCRA-1', message: `suite: asks for ${why}` }],
    });
    expect(await made.bank.operator.tokens(OPERATOR)).toEqual([]);
  },
);

test.each(appendixC.map(({ suite }) => suite).filter((suite) => !suite.includes('-P')))(
  'a suite that asks for a challenge, a counter, a time is taken: %s',
  async (suite) => {
    expect(await imported(suite)).toEqual({ outcome: 'done', imported: 1 });
  },
);
