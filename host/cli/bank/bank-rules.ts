import { readFileSync } from 'node:fs';
import { findPolicy, type Policy, readPolicy } from '@fobkit/bank';
import { UsageError } from '@fobkit/protocol';
import { usage } from '../program/cli-error.ts';
import { codeOf } from '../program/code-of.ts';

const MOST_BYTES = 65_536;
const BANK_CODE = /^[0-9]{4}$/;
/** Of a policy that names no bank. */
const NO_BANK = '0000';
/** 金融機関コード, and the policy of that bank. */
const BANKS: Readonly<Record<string, string>> = { '1303': 'asahi-1303', '1020': 'ask-1020' };

export interface BankRules {
  readonly bankCode: string;
  readonly policy: Policy;
}

/** One of the banks of the manuals by its code, or a policy by its name. */
export function bankPolicy(bank: string): Policy | undefined {
  return findPolicy(BANKS[bank] ?? bank);
}

/** The same, or a policy file. */
export function bankRules(bank: string): BankRules {
  const policy = bankPolicy(bank);
  if (policy !== undefined) return { bankCode: bank in BANKS ? bank : NO_BANK, policy };
  const data = dataOf(bank);
  const { bankCode = NO_BANK, ...said } = isRecord(data) ? data : {};
  if (typeof bankCode !== 'string' || !BANK_CODE.test(bankCode)) {
    throw usage(`${bank}: bankCode: must be four digits`);
  }
  try {
    return { bankCode, policy: readPolicy(isRecord(data) ? said : data, bank) };
  } catch (error) {
    if (error instanceof UsageError) throw usage(error.message, { cause: error });
    throw error;
  }
}

function dataOf(file: string): unknown {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.length > MOST_BYTES) throw usage(`${file}: is too long for a policy`);
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw usage(`${file}: is not JSON`, { cause: error });
    if (codeOf(error) !== 'ENOENT') throw error;
    throw usage(`--bank ${file}: 1303, 1020, a policy by its name, or a policy file is wanted`, {
      cause: error,
    });
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
