import {
  encodeSerialFrame,
  type SerialDroppedEvent,
  type SerialDropReason,
  SerialFrameParser,
} from '@fobkit/protocol';
import type { CloseReason, Connection, Unsubscribe } from '../link.ts';
import { Listeners } from '../listeners.ts';

/** Bytes of the link that were no frame. */
export interface DroppedBytes {
  readonly reason: SerialDropReason;
  readonly bytes: number;
}

export interface SendOptions {
  /** Something may have been lost: the receiver is first brought to the start of a frame. */
  readonly resync?: boolean;
}

/** Whole messages over a connection, whatever frames them. */
export interface MessagePort {
  send(message: Uint8Array, options?: SendOptions): Promise<void>;
  onMessage(listener: (message: Uint8Array) => void): Unsubscribe;
  onDropped(listener: (dropped: DroppedBytes) => void): Unsubscribe;
  readonly closed: Promise<CloseReason>;
  isGone(): Promise<boolean>;
  close(): Promise<void>;
}

/** Messages as the frames of a byte stream (docs/protocol/02-serial-framing.md). */
export function serialMessagePort(connection: Connection): MessagePort {
  const parser = new SerialFrameParser();
  const messages = new Listeners<Uint8Array>();
  const drops = new Listeners<DroppedBytes>();
  let sent = false;

  function report(event: SerialDroppedEvent | undefined): void {
    if (event !== undefined) drops.emit({ reason: event.reason, bytes: event.bytes });
  }

  connection.onBytes((chunk) => {
    for (const event of parser.push(chunk)) {
      if (event.type === 'frame') messages.emit(event.payload);
      else report(event);
    }
  });

  return {
    send(message, options) {
      // Before the first frame the fob may hold the rest of one that another host did not end.
      const flush = options?.resync === true || !sent;
      sent = true;
      return connection.write(encodeSerialFrame(message, { flush }));
    },
    onMessage: (listener) => messages.add(listener),
    onDropped: (listener) => drops.add(listener),
    closed: connection.closed.then((reason) => {
      report(parser.reset());
      return reason;
    }),
    isGone: () => connection.isGone?.() ?? Promise.resolve(false),
    close: () => connection.close(),
  };
}
