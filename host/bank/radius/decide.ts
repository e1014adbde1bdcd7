import { SENTENCES } from '../domain/sentences.ts';
import type { Challenges } from './challenges.ts';
import type { RadiusClient } from './clients.ts';
import type { Credentials } from './credentials.ts';
import type { RadiusAttempt, RadiusBank } from './radius-bank.ts';
import type { RadiusReply } from './reply.ts';

const SAID = {
  next: SENTENCES['code-next'],
  papOnly: {
    ja: 'この認証方式はご利用いただけません。PAPをご利用ください。',
    en: 'This method is not supported: use PAP.',
  },
  incomplete: {
    ja: '利用者名とワンタイムパスワードを一つずつ送信してください。',
    en: 'Send one user name and one one-time password.',
  },
} as const;

/** EAP-Failure (RFC 3748 §4.2). */
const EAP_FAILURE = 4;

/** What a request asks for, once it is known to be the client's. */
export interface Asked {
  readonly client: RadiusClient;
  readonly credentials: Credentials;
  /** State of a challenge that this answers. */
  readonly state?: Uint8Array;
}

/** The reply to a request. Why a code was refused is the bank's secret: every refusal looks alike. */
export async function decide(
  { client, credentials, state }: Asked,
  bank: RadiusBank,
  challenges: Challenges,
): Promise<RadiusReply> {
  const say = (id: keyof typeof SAID): string => SAID[id][client.language];
  switch (credentials.kind) {
    case 'eap': {
      const eap = Uint8Array.of(EAP_FAILURE, credentials.identifier, 0, 4);
      return { code: 'Access-Reject', message: say('papOnly'), eap };
    }
    case 'chap':
      return { code: 'Access-Reject', message: say('papOnly') };
    case 'incomplete':
      return { code: 'Access-Reject', message: say('incomplete') };
    case 'pap': {
      const { user, password } = credentials;
      const continued = state !== undefined;
      if (continued && !challenges.end(state, user, client.name)) return { code: 'Access-Reject' };
      const verdict = await bank.verifyUser({
        user,
        ...split(password, client, continued),
        continued,
        client: client.name,
      });
      if (verdict === 'accept') return { code: 'Access-Accept' };
      if (verdict === 'reject') return { code: 'Access-Reject' };
      return {
        code: 'Access-Challenge',
        message: say('next'),
        state: challenges.begin(user, client.name),
      };
    }
  }
}

/** The answer to a challenge is a code alone: the password came with the first step. */
function split(
  sent: string,
  client: RadiusClient,
  continued: boolean,
): Pick<RadiusAttempt, 'code' | 'password'> {
  if (client.fields === 'code' || continued) return { code: sent };
  const characters = [...sent];
  return {
    password: characters.slice(0, -client.codeDigits).join(''),
    code: characters.slice(-client.codeDigits).join(''),
  };
}
