import type { BankCall, BankOutcome } from '../model.ts';
import { call, type CallWord } from '../read/call.ts';
import { optional } from '../read/fields.ts';
import { load } from './load-words.ts';
import { choice, mapped, type Shape, text } from '../read/shape.ts';

const verifyOutcomes = [
  'accepted',
  'wrong',
  'replayed',
  'locked',
  'unknown',
] as const satisfies readonly BankOutcome[];

/** What is asked of the relying party. */
export const bankWords: Readonly<Record<BankCall['name'], CallWord<BankCall>>> = {
  register: {
    about: 'The token is made known to the bank: ok, or duplicate.',
    bare: { name: 'register', outcome: 'ok' },
    value: mapped(choice(['ok', 'duplicate', 'any']), (outcome): BankCall => ({
      name: 'register',
      outcome,
    })),
  },
  verify: {
    about: 'The code read last is given to the bank.',
    bare: { name: 'verify', outcome: 'accepted' },
    value: mapped(choice([...verifyOutcomes, 'any']), (outcome): BankCall => ({
      name: 'verify',
      outcome,
    })),
  },
  resync: {
    about: 'The last two codes are given to the bank to find the token again: ok, or refused.',
    bare: { name: 'resync', outcome: 'ok' },
    value: mapped(choice(['ok', 'refused', 'any']), (outcome): BankCall => ({
      name: 'resync',
      outcome,
    })),
  },
  cancel: {
    about: 'The token is taken off the list of the bank.',
    bare: { name: 'cancel' },
  },
  unlock: { about: 'The bank unlocks the token.', bare: { name: 'unlock' } },
};

/** What stands beside a request to the bank. */
const bankBeside = {
  code: optional(text('a code', 16), 'Another code than the one read last; beside verify.'),
  as: optional(load, 'What the bank takes the token for, where it is wrong; beside register.'),
};

export const bankCall: Shape<BankCall> = mapped(
  call<BankCall, typeof bankBeside>(bankWords, bankBeside, 'request to the bank'),
  ({ is, beside: { code, as } }, at): BankCall | null => {
    if (code !== undefined && is.name !== 'verify') {
      return at.wrong(`code stands beside verify, not beside ${is.name}`);
    }
    if (as !== undefined && is.name !== 'register') {
      return at.wrong(`as stands beside register, not beside ${is.name}`);
    }
    if (is.name === 'verify' && code !== undefined) return { ...is, code };
    if (is.name === 'register' && as !== undefined) return { ...is, as };
    return is;
  },
);
