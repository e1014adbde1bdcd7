import type { CodeVerdict } from '../verify/token-key.ts';
import type { Contract } from './contract.ts';
import type { Done, Refused, Reply } from './reply.ts';
import type { SentenceId } from './sentences.ts';
import type { Token } from './token.ts';

/** What has happened, for the record and those who watch: no code, password or seed. */
export interface DomainEvent {
  /** `token.registered`, `code.refused` … */
  readonly kind: string;
  /** A contract id or serial. */
  readonly subject: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

/** What a rule has decided. Tokens: those that have changed. */
export interface Decision<More extends object = object> {
  readonly reply: Reply<More>;
  readonly contract: Contract;
  readonly tokens: readonly Token[];
  readonly events: readonly DomainEvent[];
}

/** What a rule sees: a contract and the tokens that are its own. */
export interface Books {
  readonly contract: Contract;
  readonly tokens: readonly Token[];
}

/** What of the bank the rules depend on. */
export interface Circumstances {
  /** Unix milliseconds. */
  readonly now: number;
  /** Wrong codes in a row that lock (`Policy.lockAfter`). */
  readonly lockAfter: number;
  /** Whether 利用登録 says that it is done; the manuals' banks do not. */
  readonly saysRegistered: boolean;
}

/** Judges the code that was typed, changing nothing. */
export interface Judge {
  /** As a code of this token. */
  readonly verify: (token: Token) => CodeVerdict;
  /** Whether it would be right for this token, whatever is counted or locked. */
  readonly isCodeOf: (token: Token) => boolean;
  /** Whether it has as many digits as codes of this token; absent: any other is a wrong code. */
  readonly fits?: (token: Token) => boolean;
  /** Whether a code of it answers no more than was asked; absent: always. */
  readonly isAskedWhole?: (token: Token) => boolean;
}

/** Whether it could be the code of any token of the contract: of which one, nobody is told. */
export function hasForm({ tokens }: Books, { fits }: Judge): boolean {
  return fits === undefined || tokens.length === 0 || tokens.some(fits);
}

export function refused(
  contract: Contract,
  sentence: SentenceId,
  more: Pick<Refused, 'note' | 'retryAfter'> = {},
): Decision<never> {
  return { reply: { outcome: 'refused', sentence, ...more }, contract, tokens: [], events: [] };
}

export function done<More extends object>(
  contract: Contract,
  reply: Omit<Done, 'outcome'> & More,
  changes: Partial<Pick<Decision, 'tokens' | 'events'>> = {},
): Decision<More> {
  const { tokens = [], events = [] } = changes;
  return { reply: { outcome: 'done', ...reply }, contract, tokens, events };
}

export const NO_FACTS: DomainEvent['facts'] = {};
