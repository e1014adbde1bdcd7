import { randomInt } from 'node:crypto';
import {
  ApiTokens,
  Clerks,
  type CustomerCard,
  type ImportedToken,
  type OpenedBank,
} from '@fobkit/bank';
import { must } from './must.ts';
import { CLI_ACTOR } from './open-bank.ts';

/** Who plays, and with what. */
export interface DemoCast {
  readonly contractId: string;
  readonly loginCode: string;
  readonly confirmation: string;
  readonly card: CustomerCard;
  readonly users: readonly { readonly userId: string; readonly password: string }[];
  readonly clerk: { readonly name: string; readonly password: string };
  readonly api: { readonly name: string; readonly role: 'verifier'; readonly token: string };
  readonly phone: { readonly serial: string; readonly activationCode: string };
}

const CONTRACT = '123456';
const CLERK = { kind: 'operator', name: 'mori' } as const;
/** Without what is mistaken for another when it is typed. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const PASSWORD_LENGTH = 10;

/**
 * A contract with two users, its fobs on the way (the last but one still in the mail, the last in
 * stock), a clerk, a program and a code for a phone.
 */
export async function castOf(
  bank: OpenedBank,
  tokens: readonly ImportedToken[],
): Promise<DemoCast> {
  const [loginCode, confirmation] = [password(), password()];
  const users = ['tanaka', 'suzuki'].map((userId) => ({ userId, password: password() }));
  const { card } = must(
    await bank.operator.openContract(CLI_ACTOR, {
      contractId: CONTRACT,
      name: '株式会社朝日商店',
      loginMethod: 'id-password',
      loginCode,
      confirmation,
      users: users.map((user) => ({ ...user, name: NAMES[user.userId] ?? user.userId })),
    }),
  );
  await mail(bank, tokens);
  const clerk = { name: CLERK.name, password: password() };
  await new Clerks(bank).add(CLI_ACTOR, clerk.name, clerk.password);
  const program = { name: 'vpn', role: 'verifier' } as const;
  const token = (await new ApiTokens(bank).add(CLI_ACTOR, program)) ?? '';
  const phone = must(await bank.app.issueActivation(CLI_ACTOR, { contractId: CONTRACT }));
  const { serial, activationCode } = phone;
  return {
    contractId: CONTRACT,
    loginCode,
    confirmation,
    card,
    users,
    clerk,
    api: { ...program, token },
    phone: { serial, activationCode },
  };
}

const NAMES: Readonly<Record<string, string>> = { tanaka: '田中', suzuki: '鈴木' };

async function mail(bank: OpenedBank, tokens: readonly ImportedToken[]): Promise<void> {
  const { operator } = bank;
  const imported = await operator.importTokens(CLI_ACTOR, tokens);
  if (imported.outcome === 'refused') throw new Error('the fobs of the demo cannot be had');
  const applied = tokens.slice(0, -1);
  for (const [index, { serial }] of applied.entries()) {
    const formNumber = `A-${String(index + 1)}`;
    const form = { kind: 'token-application', formNumber, contractId: CONTRACT, serial } as const;
    must(await operator.takeForm(CLERK, form));
    must(await operator.dispatch(CLERK, serial));
    if (index < applied.length - 1) must(await operator.arrive(CLERK, serial));
  }
}

function password(): string {
  return Array.from({ length: PASSWORD_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
