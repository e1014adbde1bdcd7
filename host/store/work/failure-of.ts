import type { QueueAddress } from './queue-address.ts';
import { QueueError } from './queue-error.ts';

/** What PostgreSQL says to a wrong name, password, database or right (Appendix A of its manual). */
const REFUSALS: Readonly<Record<string, string>> = {
  '28P01': 'the password is wrong',
  '28000': 'the user may not connect',
  '3D000': 'there is no such database; createdb makes it',
  '42501': 'the user lacks rights there; grant connect, create on the database to it',
};

/** Why there is no queue: the address, or nobody there. */
export function openingFailure({ shown }: QueueAddress, error: unknown): QueueError {
  if (error instanceof QueueError) return error;
  const refusal = REFUSALS[codeOf(error)];
  if (refusal !== undefined) {
    return new QueueError('address', `the queue ${shown}: ${refusal}`, { cause: error });
  }
  const why = reasonOf(error);
  const message =
    `the queue ${shown} cannot be reached: ${why}. ` +
    'Is PostgreSQL running there, and does it listen to this machine?';
  return new QueueError('unreachable', message, { cause: error });
}

/** Why the queue is no more. */
export function lossOf({ shown }: QueueAddress, error: unknown): QueueError {
  if (error instanceof QueueError) return error;
  const message =
    `the queue ${shown} does not answer any more: ${reasonOf(error)}. ` +
    'Start PostgreSQL again, then the run: the same seed gives the same report.';
  return new QueueError('lost', message, { cause: error });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** The driver's own words; an attempt at several addresses has none but those of its parts. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return [...new Set(error.errors.map((part: unknown) => reasonOf(part)))].join(', ');
  }
  const message = error instanceof Error ? error.message : String(error);
  // Some drivers repeat the URL that they were given.
  return message.replaceAll(/(postgres(?:ql)?:\/\/)\S*@/g, '$1…@') || codeOf(error) || 'no reason';
}
