import { QueueError } from './queue-error.ts';

/** Where a queue is. */
export interface QueueAddress {
  /** With its password, where it has one: for the driver alone. */
  readonly connectionString: string;
  /** For people: `postgres://bench@db.example/fobkit`. */
  readonly shown: string;
}

const EXAMPLE = 'as postgres://bench@db.example/fobkit';

/** @throws QueueError `address` that repeats nothing of what stands where a password may. */
export function parseQueueAddress(text: string): QueueAddress {
  if (!/^postgres(ql)?:\/\//.test(text)) {
    throw new QueueError('address', `--queue wants the URL of a PostgreSQL database, ${EXAMPLE}`);
  }
  const url = URL.parse(text);
  if (url === null) {
    throw new QueueError(
      'address',
      `--queue: that is no URL, ${EXAMPLE}. A password with / @ : or # in it is percent-encoded, ` +
        'or stands in PGPASSWORD.',
    );
  }
  const { protocol, username, host, pathname, searchParams } = url;
  const user = username === '' ? '' : `${username}@`;
  const socket = searchParams.get('host');
  const where = host === '' && socket !== null ? socket : host;
  return { connectionString: text, shown: `${protocol}//${user}${where}${pathname}` };
}
