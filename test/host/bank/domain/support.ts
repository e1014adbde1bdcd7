import type { Contract, Registration } from '../../../../host/bank/domain/contract.ts';
import type {
  Books,
  Circumstances,
  Decision,
  Judge,
} from '../../../../host/bank/domain/decision.ts';
import type { Token } from '../../../../host/bank/domain/token.ts';
import { type CodeOutcome, freshMemory } from '../../../../host/bank/verify/token-key.ts';

export const NOW = 1_775_000_000_000;
export const RULES: Circumstances = { now: NOW, lockAfter: 3, saysRegistered: false };

export function contract(changes: Partial<Contract> = {}): Contract {
  return {
    contractId: '123456',
    name: '株式会社朝日商店',
    loginMethod: 'certificate',
    state: 'active',
    mode: 'same',
    users: [
      { userId: 'tanaka', name: '田中' },
      { userId: 'suzuki', name: '鈴木' },
    ],
    registrations: [],
    hadToken: false,
    wrongRegistrations: 0,
    ...changes,
  };
}

export function token(serial: string, changes: Partial<Token> = {}): Token {
  return {
    serial,
    kind: 'hardware',
    state: 'delivered',
    contractId: '123456',
    memory: freshMemory,
    ...changes,
  };
}

export const ALL = { kind: 'contract' } as const;
export const TANAKA = { kind: 'user', userId: 'tanaka' } as const;
export const SUZUKI = { kind: 'user', userId: 'suzuki' } as const;

export function registered(
  serial: string,
  holder: Registration['holder'] = ALL,
  changes: Partial<Registration> = {},
): Registration {
  return { holder, serial, since: NOW - 1_000, usedUnregistered: false, ...changes };
}

/** In mode `same`, one token registered for all. */
export function inUse(changes: Partial<Contract> = {}, ...others: readonly Token[]): Books {
  return {
    contract: contract({ registrations: [registered('AAAA0001')], hadToken: true, ...changes }),
    tokens: [token('AAAA0001', { state: 'registered' }), ...others],
  };
}

/** Code `11NNNN` is right for the token whose serial ends with NNNN; each wrong one is counted. */
export function judgeOf(code: string, outcome: CodeOutcome = 'accepted'): Judge {
  const isOf = ({ serial }: Token): boolean => code === `11${serial.slice(-4)}`;
  return {
    isCodeOf: isOf,
    verify: (one) => {
      const { memory } = one;
      if (memory.lockedAt !== undefined) return { outcome: 'locked', memory };
      if (outcome !== 'accepted') return { outcome, memory };
      if (isOf(one)) {
        return { outcome, memory: { ...memory, wrongInARow: 0, lastFactor: 7 }, offset: 0 };
      }
      const wrongInARow = memory.wrongInARow + 1;
      const isLast = wrongInARow >= RULES.lockAfter;
      const locked = isLast ? { lockedAt: NOW / 1000 } : {};
      return { outcome: 'wrong', memory: { ...memory, wrongInARow, ...locked } };
    },
  };
}

/** The books after what was decided. */
export function after(books: Books, { contract: next, tokens }: Decision): Books {
  const changed = new Map(tokens.map((one) => [one.serial, one]));
  return { contract: next, tokens: books.tokens.map((one) => changed.get(one.serial) ?? one) };
}

export function stateOf({ tokens }: Books, serial: string): Token['state'] | undefined {
  return tokens.find((one) => one.serial === serial)?.state;
}

export function serials({ contract: { registrations } }: Pick<Books, 'contract'>): string[] {
  return registrations.map(({ serial }) => serial);
}
