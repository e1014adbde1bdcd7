import { fromHex } from '@fobkit/protocol';
import type * as v from 'valibot';
import type { Challenge } from '../../verify/code-source.ts';
import { verifyAnswer } from '../answers.ts';
import { verifyRequest } from '../requests.ts';
import { type Route, route } from '../route.ts';
import { said } from '../said.ts';

export const codeRoutes: readonly Route[] = [
  route(
    {
      method: 'post',
      path: '/v1/verify',
      id: 'verify',
      summary: 'Judge a code of a user. Accepted, it is used up; refused, it counts.',
      roles: ['verifier'],
      body: verifyRequest,
      answer: verifyAnswer,
    },
    async ({ bank, body, caller }) => {
      const { contractId, userId, code, password, challenge } = body;
      const actor = { kind: 'system', name: `api ${caller.name}` } as const;
      const proof = {
        code,
        ...(password === undefined ? {} : { password }),
        ...(challenge === undefined ? {} : { challenge: challengeOf(challenge) }),
      };
      const reply = await bank.codes.verify(actor, { contractId, userId }, proof);
      return said(reply, ({ serial }) => ({ serial }));
    },
  ),
];

type Asked = NonNullable<v.InferOutput<typeof verifyRequest>['challenge']>;

function challengeOf({ question, secondQuestion, pinDigest, session }: Asked): Challenge {
  return {
    question,
    ...(secondQuestion === undefined ? {} : { secondQuestion }),
    ...(pinDigest === undefined ? {} : { pinDigest: fromHex(pinDigest) }),
    ...(session === undefined ? {} : { session: fromHex(session) }),
  };
}
