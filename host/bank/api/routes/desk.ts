import { doneAnswer, formAnswer } from '../answers.ts';
import { callRequest, formRequest } from '../requests.ts';
import { type Route, route } from '../route.ts';
import { said } from '../said.ts';

export const deskRoutes: readonly Route[] = [
  route(
    {
      method: 'post',
      path: '/v1/forms',
      id: 'takeForm',
      summary: 'A paper form has come. The same number again is the same form: nothing happens.',
      roles: ['operator'],
      body: formRequest,
      answer: formAnswer,
    },
    async ({ bank, actor, body }) =>
      said(await bank.operator.takeForm(actor, body), ({ serial }) =>
        serial === undefined ? {} : { serial },
      ),
  ),
  route(
    {
      method: 'post',
      path: '/v1/calls',
      id: 'reportCall',
      summary: 'A customer calls: the token is lost or stolen. It is stopped at once.',
      roles: ['operator'],
      body: callRequest,
      answer: doneAnswer,
    },
    async ({ bank, actor, body }) => said(await bank.operator.reportCall(actor, body)),
  ),
];
