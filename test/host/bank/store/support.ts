import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGuardrails, generateSync } from 'otplib';
import { Secret } from '@fobkit/protocol';
import type {
  AdministratorActor,
  OperatorActor,
  UserActor,
} from '../../../../host/bank/domain/actor.ts';
import type { ImportedToken, NewContract } from '../../../../host/bank/domain/bank.ts';
import { cellOf, type CustomerCard } from '../../../../host/bank/domain/customer-card.ts';
import type { SentenceId } from '../../../../host/bank/domain/sentences.ts';
import { asahi1303 } from '../../../../host/bank/policy/presets/shinkin.ts';
import {
  type BankOptions,
  openBank,
  type OpenedBank,
} from '../../../../host/bank/store/open-bank.ts';

export const OPERATOR: OperatorActor = { kind: 'operator', name: 'branch' };
export const LOGIN_CODE = 'anshou01';
export const CONFIRMATION = 'kakunin22';
export const USER_PASSWORD = 'riyousha3';
export const CONTRACT = '123456';
export const BY_ID = { by: 'id', contractId: CONTRACT } as const;
/** Four wrong tries suspend; nobody has to wait. */
export const LOGIN_RULES = {
  settings: { login: { lockAfter: 4, freeTries: 100, throttleSeconds: 0 } },
} as const;
/** 2026-04-01 09:00 in Japan. */
export const START = Date.UTC(2026, 3, 1);

const guardrails = createGuardrails({
  MIN_SECRET_BYTES: 1,
  MAX_SECRET_BYTES: 128,
  MIN_PERIOD: 1,
  MAX_PERIOD: 0xffff_ffff,
  MAX_COUNTER: Number.MAX_SAFE_INTEGER,
});

/** Time that a test moves. */
export class TestClock {
  ms = START;

  unixMs(): number {
    return this.ms;
  }

  now(): number {
    return this.ms;
  }

  after(): () => void {
    throw new Error('a bank waits for nothing');
  }

  pass(seconds: number): void {
    this.ms += seconds * 1000;
  }
}

/** The code that a token shows, made by otplib, which shares no code with the bank. */
export function codeAt(seed: Uint8Array, unixMs: number, offsetSteps = 0): string {
  return generateSync({
    secret: seed,
    algorithm: 'sha1',
    digits: 6,
    period: 30,
    strategy: 'totp',
    epoch: Math.floor(unixMs / 1000) + offsetSteps * 30,
    guardrails,
  });
}

/** A code that is wrong in any window near that time. */
export function wrongCode(seed: Uint8Array, unixMs: number): string {
  const near = new Set(Array.from({ length: 401 }, (_, at) => codeAt(seed, unixMs, at - 200)));
  for (let code = 0; ; code++) {
    const text = String(code).padStart(6, '0');
    if (!near.has(text)) return text;
  }
}

export function seedOf(serial: string): Uint8Array {
  return new TextEncoder().encode(`${serial}--------------------`.slice(0, 20));
}

export function fob(serial: string): ImportedToken {
  return {
    serial,
    parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
    seed: new Secret(seedOf(serial)),
  };
}

export const NEW_CONTRACT: NewContract = {
  contractId: CONTRACT,
  name: '株式会社朝日商店',
  loginMethod: 'id-password',
  loginCode: LOGIN_CODE,
  confirmation: CONFIRMATION,
  users: [
    { userId: 'tanaka', name: '田中', password: USER_PASSWORD },
    { userId: 'suzuki', name: '鈴木', password: USER_PASSWORD },
  ],
};

/** A bank and what a test needs of it. */
export interface TestBank {
  readonly bank: OpenedBank;
  readonly clock: TestClock;
  readonly address: string;
  readonly options: BankOptions;
  close(): Promise<void>;
}

const key = { kind: 'key-file', key: new Secret(new Uint8Array(32).fill(7)) } as const;

export async function testBank(
  options: Partial<Omit<BankOptions, 'settings'>> & {
    readonly settings?: Partial<BankOptions['settings']>;
  } = {},
): Promise<TestBank> {
  const folder = mkdtempSync(join(tmpdir(), 'fobkit-bank-'));
  const clock = new TestClock();
  const all: BankOptions = {
    address: join(folder, 'bank.db'),
    key,
    clock,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    create: true,
    passwordLogN: 10,
    sync: 'off',
    ...options,
    settings: { bankCode: '1303', policy: asahi1303, ...options.settings },
  };
  const bank = await openBank(all);
  return {
    bank,
    clock,
    address: all.address,
    options: all,
    close: async () => {
      await bank.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function refusal(sentence: SentenceId): object {
  return { outcome: 'refused', sentence };
}

/** Opens a contract; gives its card. */
export async function opened(bank: OpenedBank, contract = NEW_CONTRACT): Promise<CustomerCard> {
  const reply = await bank.operator.openContract(OPERATOR, contract);
  if (reply.outcome !== 'done') throw new Error(`not opened: ${reply.sentence}`);
  return reply.card;
}

/** Logs an administrator in, to the main page. */
export async function administrator(
  bank: OpenedBank,
  card: CustomerCard,
  contractId = CONTRACT,
): Promise<AdministratorActor> {
  const first = await bank.login.administrator({ by: 'id', contractId }, LOGIN_CODE);
  if (first.outcome !== 'done') throw new Error(`no login: ${first.sentence}`);
  const [one, other] = first.question;
  const second = await bank.login.answerCard(first.session, [
    cellOf(card, one),
    cellOf(card, other),
  ]);
  if (second.outcome !== 'done') throw new Error(`card: ${second.sentence}`);
  await bank.login.readNotice(first.session);
  return { kind: 'administrator', session: first.session };
}

export async function user(
  bank: OpenedBank,
  userId: string,
  contractId = CONTRACT,
): Promise<UserActor> {
  const reply = await bank.login.user(
    { by: 'id', contractId },
    { userId, password: USER_PASSWORD },
  );
  if (reply.outcome !== 'done') throw new Error(`no login: ${reply.sentence}`);
  return { kind: 'user', session: reply.session };
}

let forms = 0;

/** From the cupboard into the customer's hands. */
export async function delivered(
  bank: OpenedBank,
  serial: string,
  contractId = CONTRACT,
): Promise<void> {
  forms++;
  const formNumber = `F-${forms}`;
  const form = { kind: 'token-application', formNumber, contractId, serial } as const;
  for (const reply of [
    await bank.operator.importTokens(OPERATOR, [fob(serial)]),
    await bank.operator.takeForm(OPERATOR, form),
    await bank.operator.dispatch(OPERATOR, serial),
    await bank.operator.arrive(OPERATOR, serial),
  ]) {
    if (reply.outcome !== 'done') throw new Error(`not delivered: ${JSON.stringify(reply)}`);
  }
}

export const TRANSFER = { kind: 'transfer', to: '株式会社山田', amount: 50_000 } as const;
