import type { Context } from 'hono';
import { SENTENCES } from '../domain/sentences.ts';
import { PROBLEM_TYPE, problemOf } from '../web/problem.ts';
import type { WebEnv } from '../web/web-env.ts';
import { API_REFUSALS } from './api-refusals.ts';
import type { Answer } from './route.ts';
import { statusOf } from './sentence-status.ts';

/** What goes back: JSON, or a problem with the sentence in both languages. */
export function answerOf(
  context: Context<WebEnv>,
  answer: Answer,
  status: 200 | 201 = 200,
): Response {
  if (answer instanceof Response) return answer;
  if ('json' in answer) return context.json(answer.json, status);
  const { language, requestId } = context.var;
  const { retryAfter } = answer;
  if (retryAfter !== undefined) context.header('Retry-After', String(Math.ceil(retryAfter)));
  const [code, told] =
    'refusal' in answer
      ? ([answer.refusal, API_REFUSALS[answer.refusal]] as const)
      : ([
          answer.sentence,
          { status: statusOf(answer.sentence), ...SENTENCES[answer.sentence] },
        ] as const);
  if (told.status === 401) context.header('WWW-Authenticate', 'Bearer realm="bank"');
  const problem = {
    ...problemOf(code, told, { language, requestId }),
    ...(retryAfter === undefined ? {} : { retryAfter: Math.ceil(retryAfter) }),
    ...('faults' in answer ? { faults: answer.faults } : {}),
  };
  return context.json(problem, told.status, { 'Content-Type': PROBLEM_TYPE });
}
