import type { LinkRecorder } from '@fobkit/protocol';
import type { Connection } from '../link.ts';

/** The same connection; what passes over it is told to the recorder first. */
export function capturedConnection(
  connection: Connection,
  recorder: LinkRecorder,
  unixMicros: () => number,
): Connection {
  const { framing } = connection;
  recorder.opened(unixMicros());
  connection.onBytes((bytes) => {
    recorder.bytes('to-host', bytes, unixMicros());
  });
  void connection.closed.then(({ kind }) => {
    recorder.closed(kind, unixMicros());
  });
  return {
    ...(framing === undefined ? {} : { framing }),
    write(bytes) {
      recorder.bytes('to-fob', bytes, unixMicros());
      return connection.write(bytes);
    },
    onBytes: (listener) => connection.onBytes(listener),
    closed: connection.closed,
    isGone: () => connection.isGone?.() ?? Promise.resolve(false),
    close: () => connection.close(),
  };
}
