import type { SentenceId } from '../domain/sentences.ts';

const STATUSES: Readonly<Partial<Record<SentenceId, ProblemStatus>>> = {
  'contract-unknown': 404,
  'token-unknown': 404,
  'user-unknown': 404,
  'contract-exists': 409,
  'form-of-other': 409,
  'token-state': 409,
  'no-stock': 409,
  'serial-reported': 409,
  'code-too-soon': 429,
  'login-too-soon': 429,
  'contract-form': 400,
  'form-form': 400,
  'code-form': 400,
  'serial-form': 400,
};

export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 415 | 422 | 429 | 503;

/** The status of a refusal by the bank; 403 for what none says better, as for a wrong code. */
export function statusOf(sentence: SentenceId): ProblemStatus {
  return STATUSES[sentence] ?? 403;
}
