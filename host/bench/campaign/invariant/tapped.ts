import { type Connection, type HostEnv, messagePortOf, type WireOptions } from '@fobkit/client';

/** Options of a wire client whose bytes, both ways, are shown to somebody before they are read. */
export function tapped(
  options: WireOptions,
  env: Pick<HostEnv, 'clock' | 'randomBytes'>,
  see: (bytes: Uint8Array) => void,
): WireOptions {
  const framing = options.framing ?? ((connection: Connection) => messagePortOf(connection, env));
  return { ...options, framing: (connection) => framing(tap(connection, see)) };
}

function tap(connection: Connection, see: (bytes: Uint8Array) => void): Connection {
  const { framing } = connection;
  connection.onBytes(see);
  return {
    ...(framing === undefined ? {} : { framing }),
    write(bytes) {
      see(bytes);
      return connection.write(bytes);
    },
    onBytes: (listener) => connection.onBytes(listener),
    closed: connection.closed,
    isGone: () => connection.isGone?.() ?? Promise.resolve(false),
    close: () => connection.close(),
  };
}
