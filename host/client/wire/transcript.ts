import {
  findCommand,
  getInfo,
  loadSeed,
  openChannel,
  type Purpose,
  sealed as sealedBox,
  type Status,
  wipe,
} from '@fobkit/protocol';
import type { Unsubscribe } from '../link.ts';
import { Listeners } from '../listeners.ts';

/** One message as a transcript tells it. No secret is ever in it. */
export interface TranscriptMessage {
  readonly direction: 'request' | 'reply';
  readonly command: string;
  /** Of a reply. */
  readonly status?: Status;
  /** It travelled inside the sealed channel: its content is not told. */
  readonly sealed: boolean;
  /** Host clock, monotonic milliseconds. */
  readonly atMs: number;
  /** 1, and one more each time the same request goes out. */
  readonly attempt?: number;
  /** What the message says; codes are masked unless the fob is known to be of purpose test. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

const MASK = '*';

/** The number in the envelope, and the name that people know: in a sealed box, the inner one's. */
export interface NamedCommand {
  readonly name: string;
  readonly code: number;
}

/** Tells what passes over the wire to whoever listens. */
export class Transcript {
  readonly #listeners = new Listeners<TranscriptMessage>();
  readonly #now: () => number;
  #purpose: Purpose | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  onMessage(listener: (message: TranscriptMessage) => void): Unsubscribe {
    return this.#listeners.add(listener);
  }

  request(command: NamedCommand, payload: Uint8Array, attempt: number): void {
    const sealed = isSealed(command);
    // The purpose may change; until GetInfo tells it again, codes are masked.
    if (sealed && (command.name === loadSeed.name || command.name === wipe.name)) this.forget();
    if (this.#listeners.isEmpty) return;
    const told = sealed ? {} : describe(command.code, 'request', payload);
    this.#emit({ direction: 'request', command: command.name, sealed, attempt, ...told });
  }

  reply(command: NamedCommand, status: Status, payload: Uint8Array | undefined): void {
    if (command.code === getInfo.code && status === 'ok') this.#learn(payload);
    if (this.#listeners.isEmpty) return;
    const sealed = isSealed(command);
    // The box of a sealed reply is opened elsewhere, and `opened` then tells its status.
    if (sealed && status === 'ok') return;
    const { fields } = sealed ? {} : describe(command.code, 'reply', payload);
    const told = fields === undefined ? {} : { fields: this.#masked(fields) };
    this.#emit({ direction: 'reply', command: command.name, status, sealed, ...told });
  }

  /** A sealed reply that was opened. Its payload does not even come here. */
  opened(command: string, status: Status): void {
    this.#emit({ direction: 'reply', command, status, sealed: true });
  }

  /** Another fob may be there now. */
  forget(): void {
    this.#purpose = undefined;
  }

  #emit(message: Omit<TranscriptMessage, 'atMs'>): void {
    this.#listeners.emit({ ...message, atMs: this.#now() });
  }

  #learn(payload: Uint8Array | undefined): void {
    try {
      if (payload !== undefined) this.#purpose = getInfo.reply.decode(payload).loaded?.purpose;
    } catch {
      this.#purpose = undefined;
    }
  }

  #masked(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    if (this.#purpose === 'test') return fields;
    const masked = { ...fields };
    for (const name of ['code', 'text']) {
      const value = masked[name];
      if (typeof value === 'string') masked[name] = value.replaceAll(/[0-9]/g, MASK);
    }
    return masked;
  }
}

function isSealed(command: NamedCommand): boolean {
  return command.code === sealedBox.code;
}

interface Told {
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** The fields of a message in the clear; none for a handshake or for bytes that do not decode. */
function describe(
  code: number,
  direction: 'request' | 'reply',
  payload: Uint8Array | undefined,
): Told {
  const command = findCommand(code);
  if (command === undefined || payload === undefined || code === openChannel.code) return {};
  try {
    const value: unknown = command[direction].decode(payload);
    return typeof value === 'object' && value !== null ? { fields: { ...value } } : {};
  } catch {
    return {};
  }
}
