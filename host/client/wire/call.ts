import { type Command, type ReplyEnvelope, WireError } from '@fobkit/protocol';
import { DeviceError } from '../device-error.ts';
import { BadReplyError } from '../errors.ts';
import type { WireClient } from './wire-client.ts';

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Instead of the client's, for one sending, in milliseconds. */
  readonly timeoutMs?: number;
}

export interface Call extends CallOptions {
  readonly repeatable?: boolean;
}

/**
 * Does one command in the clear.
 *
 * Rejects with `UsageError` when the request breaks the limits of its fields, `DeviceError` when
 * the fob says no, and as `WireClient.request` does.
 */
export async function call<Request, Reply>(
  client: WireClient,
  command: Command<Request, Reply>,
  request: Request,
  options: Call = {},
): Promise<Reply> {
  const payload = command.request.encode(request);
  const reply = await client.request({ command, payload, ...options });
  return readReply(client.url, command, reply);
}

/** The payload of a reply in the clear or of an opened one. */
export function readReply<Request, Reply>(
  url: string,
  command: Command<Request, Reply>,
  reply: Pick<ReplyEnvelope, 'status' | 'command' | 'payload'>,
): Reply {
  if (reply.status !== 'ok') throw new DeviceError(url, command.name, reply.status);
  if (reply.command !== command.code) {
    throw new BadReplyError(url, command.name, 'it names another command');
  }
  if (reply.payload === undefined) {
    throw new BadReplyError(url, command.name, 'it has no payload');
  }
  return decodeReply(url, command.name, () =>
    command.reply.decode(reply.payload ?? new Uint8Array()),
  );
}

/** Makes a fault in the bytes a fault of the fob. */
export function decodeReply<T>(url: string, name: string, decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause;
    throw new BadReplyError(url, name, cause.message, { cause });
  }
}
