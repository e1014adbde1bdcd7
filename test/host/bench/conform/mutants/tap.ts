import type { Connection, Link } from '@fobkit/client';
import { SerialFrameParser, encodeSerialFrame } from '@fobkit/protocol';
import type { Subject } from '../../../../../host/bench/conform/subject.ts';

/** What somebody in the middle of an open link does with what passes. */
export interface Middle {
  /** What reaches the fob in place of this. */
  readonly toFob?: (bytes: Uint8Array) => readonly Uint8Array[];
  /** What reaches the host in place of this. */
  readonly toHost?: (bytes: Uint8Array) => readonly Uint8Array[];
}

export interface Ends {
  readonly sendToHost: (bytes: Uint8Array) => void;
  readonly sendToFob: (bytes: Uint8Array) => void;
  readonly after: (ms: number, run: () => void) => void;
}

export function tapped(
  subject: Subject,
  kind: 'serial' | 'hid' | 'webusb',
  make: (ends: Ends) => Middle,
): Subject {
  const link = subject[kind];
  if (link === undefined) return subject;
  const { clock } = subject.env;
  const wrapped: Link = {
    url: link.url,
    open: async (options) => {
      const connection = await link.open(options);
      return inTheMiddle(connection, make, (ms, run) => {
        clock.after(ms, run);
      });
    },
  };
  return { ...subject, [kind]: wrapped };
}

function inTheMiddle(
  connection: Connection,
  make: (ends: Ends) => Middle,
  after: Ends['after'],
): Connection {
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const sendToHost = (bytes: Uint8Array): void => {
    for (const listener of listeners) listener(bytes);
  };
  const sendToFob = (bytes: Uint8Array): void => {
    void connection.write(bytes);
  };
  const middle = make({ sendToHost, sendToFob, after });
  connection.onBytes((bytes) => {
    for (const one of middle.toHost?.(bytes) ?? [bytes]) sendToHost(one);
  });
  return {
    ...(connection.framing === undefined ? {} : { framing: connection.framing }),
    closed: connection.closed,
    close: () => connection.close(),
    onBytes: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    write: async (bytes) => {
      for (const one of middle.toFob?.(bytes) ?? [bytes]) await connection.write(one);
    },
  };
}

/** One frame of a stream, without its 0x00, and what a receiver makes of it. */
export interface SeenFrame {
  readonly raw: Uint8Array;
  readonly payload?: Uint8Array;
  readonly dropped?: string;
}

/** Cuts what goes to the fob into frames; gives what reaches it in place of each. */
export function framesToFob(
  each: (frame: SeenFrame) => readonly Uint8Array[],
): (bytes: Uint8Array) => readonly Uint8Array[] {
  const held: number[] = [];
  return (bytes) => {
    const out: Uint8Array[] = [];
    for (const byte of bytes) {
      if (byte !== 0) {
        held.push(byte);
        continue;
      }
      const raw = Uint8Array.from(held.splice(0));
      out.push(...(raw.length === 0 ? [Uint8Array.of(0)] : each(look(raw))));
    }
    return out;
  };
}

export function look(raw: Uint8Array): SeenFrame {
  const [event] = new SerialFrameParser().push(Uint8Array.of(...raw, 0));
  if (event === undefined) return { raw };
  return event.type === 'frame' ? { raw, payload: event.payload } : { raw, dropped: event.reason };
}

export function asIs({ raw }: SeenFrame): readonly Uint8Array[] {
  return [Uint8Array.of(...raw, 0)];
}

/** A reply that no fob would send there: malformed, without a tag. */
export const STRAY = encodeSerialFrame(
  Uint8Array.from([0xa4, 0, 1, 1, 0, 2, 0x48, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1]),
);
