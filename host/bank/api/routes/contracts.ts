import * as v from 'valibot';
import { contractAnswer, contractOpened, contractsAnswer, doneAnswer } from '../answers.ts';
import { contractId, wholeText } from '../fields.ts';
import { contractRequest, userRequest } from '../requests.ts';
import { type Route, route } from '../route.ts';
import { said } from '../said.ts';

export const contractRoutes: readonly Route[] = [
  route(
    {
      method: 'get',
      path: '/v1/contracts',
      id: 'listContracts',
      summary: 'Contracts in the order of their ids, after an id, at most 500 at once.',
      roles: ['operator', 'auditor'],
      query: v.strictObject({
        after: v.exactOptional(contractId),
        most: v.exactOptional(wholeText(1, 500)),
      }),
      answer: contractsAnswer,
    },
    async ({ bank, actor, query: { after, most = 500 } }) => {
      const page = { most, ...(after === undefined ? {} : { after }) };
      return { json: await bank.operator.contracts(actor, page) };
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/contracts/{contractId}',
      id: 'getContract',
      summary: 'One contract: users, registered tokens, suspensions.',
      roles: ['operator', 'auditor'],
      answer: contractAnswer,
    },
    async ({ bank, actor, param }) => {
      const contract = await bank.operator.contract(actor, param('contractId'));
      return contract === undefined
        ? { outcome: 'refused', sentence: 'contract-unknown' }
        : { json: contract };
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/contracts',
      id: 'openContract',
      summary: 'Open a contract. Its customer card is printed at the desk.',
      roles: ['operator'],
      body: contractRequest,
      answer: contractOpened,
      status: 201,
    },
    async ({ bank, actor, body }) =>
      said(await bank.operator.openContract(actor, body), () => ({ contractId: body.contractId })),
  ),
  route(
    {
      method: 'post',
      path: '/v1/contracts/{contractId}/users',
      id: 'addUser',
      summary: 'Add a user to a contract.',
      roles: ['operator'],
      body: userRequest,
      answer: doneAnswer,
      status: 201,
    },
    async ({ bank, actor, body, param }) =>
      said(await bank.operator.addUser(actor, param('contractId'), body)),
  ),
];
