import { contractAnswer, contractOpened, contractsAnswer, doneAnswer } from '../answers.ts';
import { contractRequest, userRequest } from '../requests.ts';
import { type Route, route } from '../route.ts';
import { said } from '../said.ts';

export const contractRoutes: readonly Route[] = [
  route(
    {
      method: 'get',
      path: '/v1/contracts',
      id: 'listContracts',
      summary: 'All contracts.',
      roles: ['operator', 'auditor'],
      answer: contractsAnswer,
    },
    async ({ bank, actor }) => ({ json: { contracts: await bank.operator.contracts(actor) } }),
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
