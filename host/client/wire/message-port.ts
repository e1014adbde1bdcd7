import {
  encodeSerialFrame,
  type HidFailedReason,
  type HidIgnoredReason,
  type SerialDroppedEvent,
  type SerialDropReason,
  SerialFrameParser,
} from '@fobkit/protocol';
import type { CloseReason, Connection, Unsubscribe } from '../link.ts';
import { Listeners } from '../listeners.ts';

/** Bytes of the link that were no frame, or a HID report that belongs to no reply. */
export interface DroppedBytes {
  /** `channel`: a report for another program that has the fob open, which is no fault. */
  readonly reason: SerialDropReason | HidIgnoredReason | HidFailedReason;
  readonly bytes: number;
}

export interface SendOptions {
  /** Something may have been lost: the receiver is first brought to the start of a message. */
  readonly resync?: boolean;
}

/** The far end takes no such message, however often it is sent. */
export class MessageRefused extends Error {
  override readonly name = 'MessageRefused';
  /** It does not know messages of ours at all. */
  readonly notAFob: boolean;

  constructor(why: string, notAFob: boolean) {
    super(why);
    this.notAFob = notAFob;
  }
}

/** Whole messages over a connection, whatever frames them. One is under way at a time. */
export interface MessagePort {
  /**
   * Takes the place of the message before, if that is still under way. Resolves when nothing is
   * left to do but to wait; rejects with `MessageRefused`, or when the connection takes no bytes.
   */
  send(message: Uint8Array, options?: SendOptions): Promise<void>;
  /** Nobody waits for the answer to the latest message any more. */
  abandon?(): void;
  /** The fob is at work on the latest message, so that the host should wait longer for it. */
  onKeepalive?(listener: (status: number) => void): Unsubscribe;
  /** The latest message is not taken, since another program keeps the fob busy. */
  readonly isBusy?: boolean;
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
