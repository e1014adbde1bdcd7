import { fromHex, Secret } from '@fobkit/protocol';
import * as v from 'valibot';
import { doneAnswer, endingAnswer, importAnswer, tokenAnswer, tokensAnswer } from '../answers.ts';
import { contractId, wholeText } from '../fields.ts';
import { importRequest, scrapRequest } from '../requests.ts';
import { type Answer, type Call, type Route, route } from '../route.ts';
import { said } from '../said.ts';

const QUARTER = 92;

export const tokenRoutes: readonly Route[] = [
  route(
    {
      method: 'get',
      path: '/v1/tokens',
      id: 'listTokens',
      summary: 'All tokens, or those of a contract.',
      roles: ['operator', 'auditor'],
      query: v.strictObject({ contractId: v.exactOptional(contractId) }),
      answer: tokensAnswer,
    },
    async ({ bank, actor, query }) => ({
      json: { tokens: await bank.operator.tokens(actor, query.contractId) },
    }),
  ),
  route(
    {
      method: 'get',
      path: '/v1/tokens/ending',
      id: 'listEnding',
      summary: 'Fobs that are to be replaced soon, the surest end first.',
      roles: ['operator', 'auditor'],
      query: v.strictObject({ withinDays: v.exactOptional(wholeText(1, 3650)) }),
      answer: endingAnswer,
    },
    async ({ bank, actor, query }) => ({
      json: { tokens: await bank.operator.ending(actor, query.withinDays ?? QUARTER) },
    }),
  ),
  route(
    {
      method: 'get',
      path: '/v1/tokens/{serial}',
      id: 'getToken',
      summary: 'One token.',
      roles: ['operator', 'auditor'],
      answer: tokenAnswer,
    },
    async ({ bank, actor, param }) => {
      const token = await bank.operator.token(actor, param('serial'));
      return token === undefined
        ? { outcome: 'refused', sentence: 'token-unknown' }
        : { json: token };
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/tokens',
      id: 'importTokens',
      summary: 'Hardware fobs into stock: all, or none where one of them cannot be had.',
      roles: ['operator'],
      body: importRequest,
      answer: importAnswer,
    },
    importTokens,
  ),
  route(
    {
      method: 'post',
      path: '/v1/tokens/{serial}/dispatch',
      id: 'dispatchToken',
      summary: 'The token is mailed.',
      roles: ['operator'],
      answer: doneAnswer,
    },
    async ({ bank, actor, param }) => said(await bank.operator.dispatch(actor, param('serial'))),
  ),
  route(
    {
      method: 'post',
      path: '/v1/tokens/{serial}/arrive',
      id: 'arriveToken',
      summary: 'It has arrived: from now on it can be registered.',
      roles: ['operator'],
      answer: doneAnswer,
    },
    async ({ bank, actor, param }) => said(await bank.operator.arrive(actor, param('serial'))),
  ),
  route(
    {
      method: 'post',
      path: '/v1/tokens/{serial}/scrap',
      id: 'scrapToken',
      summary: 'It is out of use for good.',
      roles: ['operator'],
      body: scrapRequest,
      answer: doneAnswer,
    },
    async ({ bank, actor, body, param }) =>
      said(await bank.operator.scrap(actor, param('serial'), body.why)),
  ),
];

async function importTokens({
  bank,
  actor,
  body,
}: Call<v.InferOutput<typeof importRequest>, unknown>): Promise<Answer> {
  const tokens = body.tokens.map(({ seed, ...token }) => {
    const bytes = fromHex(seed);
    const secret = new Secret(bytes);
    bytes.fill(0);
    return { ...token, seed: secret };
  });
  try {
    const reply = await bank.operator.importTokens(actor, tokens);
    if (reply.outcome === 'done') return { json: { imported: reply.imported } };
    return { refusal: 'import-refused', faults: reply.faults };
  } finally {
    for (const { seed } of tokens) seed.wipe();
  }
}
