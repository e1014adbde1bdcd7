import type { Connection } from '@fobkit/client';

/** A connection that always tells whether it is gone. */
export type Tapped = Connection & Required<Pick<Connection, 'isGone'>>;

/** The same connection, and what passes over it is told first. */
export function tapped(
  connection: Connection,
  heard: { written(bytes: Uint8Array): void; received(bytes: Uint8Array): void },
): Tapped {
  connection.onBytes((bytes) => {
    heard.received(bytes);
  });
  const { framing } = connection;
  return {
    ...(framing === undefined ? {} : { framing }),
    write: (bytes) => {
      heard.written(bytes);
      return connection.write(bytes);
    },
    onBytes: (listener) => connection.onBytes(listener),
    closed: connection.closed,
    isGone: () => connection.isGone?.() ?? Promise.resolve(false),
    close: () => connection.close(),
  };
}
