import {
  ApiTokens,
  cellOf,
  findPolicy,
  type NewContract,
  openBank,
  type OpenedBank,
} from '@fobkit/bank';
import { nodeClock, nodeEnv } from '@fobkit/client/node';
import { Secret } from '@fobkit/protocol';
import { codeOf, CONTRACT, PASSWORD, seedOf, userOf } from './traffic.ts';

const OPERATOR = { kind: 'operator', name: 'branch' } as const;
const LOGIN_CODE = 'anshou01';
const CONFIRMATION = 'kakunin22';

/** A bank as it is installed, with a contract of so many users, each with a fob that is registered with its code of that step. */
export async function busyBank(
  file: string,
  users: number,
  step: number,
): Promise<{ readonly bank: OpenedBank; readonly bearer: string }> {
  const policy = findPolicy('asahi-1303');
  if (policy === undefined) throw new Error('there is no such policy');
  const bank = await openBank({
    address: file,
    key: { kind: 'key-file', key: new Secret(nodeEnv.randomBytes(32)) },
    clock: nodeClock,
    randomBytes: (length) => nodeEnv.randomBytes(length),
    settings: { bankCode: '1303', policy },
    create: true,
  });
  await register(bank, users, step);
  const bearer = await new ApiTokens(bank).add(
    { kind: 'system', name: 'bench' },
    { name: 'bench', role: 'verifier' },
  );
  if (bearer === undefined) throw new Error('no token for the API');
  return { bank, bearer };
}

async function register(bank: OpenedBank, users: number, step: number): Promise<void> {
  const { administrator, login, operator } = bank;
  const all = Array.from({ length: users }, (_, n) => n);
  const contract: NewContract = {
    contractId: CONTRACT,
    name: '株式会社朝日商店',
    loginMethod: 'id-password',
    loginCode: LOGIN_CODE,
    confirmation: CONFIRMATION,
    users: all.map((n) => ({ userId: userOf(n), name: `利用者${n}`, password: PASSWORD })),
  };
  const { card } = done(await operator.openContract(OPERATOR, contract));
  const stock = all.map((n) => ({
    serial: serialOf(n),
    parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 } as const,
    seed: new Secret(seedOf(n)),
  }));
  done(await operator.importTokens(OPERATOR, stock));
  const asked = done(await login.administrator({ by: 'id', contractId: CONTRACT }, LOGIN_CODE));
  const { question, session } = asked;
  const [one, other] = question;
  done(await login.answerCard(session, [cellOf(card, one), cellOf(card, other)]));
  done(await login.readNotice(session));
  const actor = { kind: 'administrator', session } as const;
  done(await administrator.startUse(actor, 'different'));
  for (const n of all) {
    const serial = serialOf(n);
    const form = { kind: 'token-application', contractId: CONTRACT, serial } as const;
    done(await operator.takeForm(OPERATOR, { ...form, formNumber: `F-${n}` }));
    done(await operator.dispatch(OPERATOR, serial));
    done(await operator.arrive(OPERATOR, serial));
    done(
      await administrator.register(actor, {
        serial,
        code: codeOf(n, step),
        confirmation: CONFIRMATION,
        userIds: [userOf(n)],
      }),
    );
  }
}

function serialOf(user: number): string {
  return `SKTH${String(user).padStart(8, '0')}`;
}

function done<T extends { readonly outcome: string }>(
  reply: T,
): Exclude<T, { readonly outcome: 'refused' }> {
  if (!isDone(reply)) throw new Error(`the bank refused: ${JSON.stringify(reply)}`);
  return reply;
}

function isDone<T extends { readonly outcome: string }>(
  reply: T,
): reply is Exclude<T, { readonly outcome: 'refused' }> {
  return reply.outcome === 'done';
}
