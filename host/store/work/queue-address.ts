import {
  isPostgresAddress,
  parsePostgresAddress,
  type PostgresAddress,
} from '../database/postgres-address.ts';
import { QueueError } from './queue-error.ts';

/** Where a queue is. */
export type QueueAddress = PostgresAddress;

const EXAMPLE = 'as postgres://bench@db.example/fobkit';

/** @throws QueueError `address` that repeats nothing of what stands where a password may. */
export function parseQueueAddress(text: string): QueueAddress {
  if (!isPostgresAddress(text)) {
    throw new QueueError('address', `--queue wants the URL of a PostgreSQL database, ${EXAMPLE}`);
  }
  const address = parsePostgresAddress(text);
  if (address !== undefined) return address;
  throw new QueueError(
    'address',
    `--queue: that is no URL, ${EXAMPLE}. A password with / @ : or # in it is percent-encoded, ` +
      'or stands in PGPASSWORD.',
  );
}
