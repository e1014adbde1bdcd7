import { readFileSync } from 'node:fs';
import { findPolicy, type Policy } from '@fobkit/bank';
import { usage } from '../program/cli-error.ts';
import { codeOf } from '../program/code-of.ts';
import { policyFile } from './policy-file.ts';

const MOST_BYTES = 65_536;
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
  const { bankCode = NO_BANK, policy: own } = policyFile(textOf(bank), bank);
  return { bankCode, policy: own };
}

function textOf(file: string): string {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.length > MOST_BYTES) throw usage(`${file}: is too long for a policy`);
    return text;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    throw usage(`--bank ${file}: 1303, 1020, a policy by its name, or a policy file is wanted`, {
      cause: error,
    });
  }
}
