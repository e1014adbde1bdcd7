import { PROTOCOL_VERSION, type ReplyEnvelope, requestEnvelope } from '@fobkit/protocol';
import type { HostEnv } from '../host-env.ts';
import { LinkLostError } from '../errors.ts';
import type { Connection, Link, Unsubscribe } from '../link.ts';
import { Listeners } from '../listeners.ts';
import { Exchanger } from './exchanger.ts';
import type { DroppedBytes, MessagePort } from './message-port.ts';
import { messagePortOf } from './message-port-of.ts';
import { type ReconnectPolicy, reopen } from './reconnect.ts';
import { RequestQueue } from './request-queue.ts';
import { type Tags, TagSource } from './tag-source.ts';
import { type NamedCommand, Transcript, type TranscriptMessage } from './transcript.ts';
import { type WireCounters, zeroCounters } from './wire-counters.ts';

export const DEFAULT_TIMEOUT_MS = 1_000;
export const DEFAULT_RESENDS = 2;

export interface WireOptions {
  /** How long one sending of a request waits for its reply, in milliseconds; 1,000 if absent. */
  readonly timeoutMs?: number;
  /** How often a request without a reply is sent again; 2 if absent. */
  readonly resends?: number;
  /** Absent: a lost link stays lost. */
  readonly reconnect?: ReconnectPolicy;
  readonly onMessage?: (message: TranscriptMessage) => void;
  readonly onDropped?: (dropped: DroppedBytes) => void;
  /** Tags of the requests; of a random run if absent. `RunTags` has those of a run with a name. */
  readonly tags?: Tags;
  /** Instead of the framing that the connection tells. */
  readonly framing?: (connection: Connection) => MessagePort;
}

export interface WireRequest {
  readonly command: NamedCommand;
  /** A function when the payload depends on the tag of the envelope, as a sealed one does. */
  readonly payload: Uint8Array | ((tag: Uint8Array) => Uint8Array);
  /** Doing it twice does no harm, so it may be sent again over a link that was opened again. */
  readonly repeatable?: boolean;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Sends a request on a link that was just opened again, before any other. */
export type Verification = (
  send: (request: WireRequest) => Promise<ReplyEnvelope>,
) => Promise<void>;

/** Requests and replies over a link: one at a time, tagged, repeated, and over a link reopened. */
export class WireClient {
  readonly #link: Link;
  readonly #env: Pick<HostEnv, 'clock' | 'randomBytes'>;
  readonly #options: WireOptions;
  readonly #queue = new RequestQueue();
  readonly #tags: Tags;
  readonly #drops = new Listeners<DroppedBytes>();
  readonly #counters = zeroCounters();
  #open: { readonly exchanger: Exchanger; readonly port: MessagePort } | undefined;
  #generation = 0;
  #closed = false;
  #verification: Verification | undefined;

  readonly transcript: Transcript;

  constructor(link: Link, env: Pick<HostEnv, 'clock' | 'randomBytes'>, options: WireOptions = {}) {
    this.#link = link;
    this.#env = env;
    this.#options = options;
    this.#tags = options.tags ?? new TagSource((length) => env.randomBytes(length));
    this.transcript = new Transcript(() => env.clock.now());
    if (options.onMessage !== undefined) this.transcript.onMessage(options.onMessage);
    if (options.onDropped !== undefined) this.#drops.add(options.onDropped);
  }

  get url(): string {
    return this.#link.url;
  }

  /** Counts the openings of the link. What was agreed on one of them is void on the next. */
  get generation(): number {
    return this.#generation;
  }

  get counters(): Readonly<WireCounters> {
    return { ...this.#counters };
  }

  onDropped(listener: (dropped: DroppedBytes) => void): Unsubscribe {
    return this.#drops.add(listener);
  }

  /** Runs on each link opened again; what it throws goes to the request that wanted the link. */
  verifyWith(verification: Verification): void {
    this.#verification = verification;
  }

  /** Opens the link, which the first request would do otherwise. */
  async open(signal?: AbortSignal): Promise<void> {
    await this.#queue.run(() => this.#connected(signal), signal);
  }

  /** The reply, whatever its status. Errors: those of `Exchanger.exchange` and of `Link.open`. */
  request(request: WireRequest): Promise<ReplyEnvelope> {
    return this.#queue.run(() => this.#perform(request), request.signal);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#open?.port.close();
  }

  async #perform(request: WireRequest): Promise<ReplyEnvelope> {
    const exchanger = await this.#connected(request.signal);
    const send = this.#prepare(request);
    try {
      return await send(exchanger);
    } catch (error) {
      const again = error instanceof LinkLostError && request.repeatable === true && !this.#closed;
      if (!again || this.#options.reconnect === undefined) throw error;
      return await send(await this.#connected(request.signal));
    }
  }

  /** The bytes are made once, so that a request sent again is the same request. */
  #prepare(request: WireRequest): (exchanger: Exchanger) => Promise<ReplyEnvelope> {
    const { name, code } = request.command;
    const tag = this.#tags.next();
    const payload = typeof request.payload === 'function' ? request.payload(tag) : request.payload;
    const envelope = { version: PROTOCOL_VERSION, command: code, tag, payload };
    const bytes = requestEnvelope.encode(envelope);
    return async (exchanger) => {
      const reply = await exchanger.exchange({
        name,
        tag,
        bytes,
        timeoutMs: request.timeoutMs ?? this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
        resends: this.#options.resends ?? DEFAULT_RESENDS,
        signal: request.signal,
        onSent: (attempt) => {
          this.transcript.request(request.command, payload, attempt);
        },
      });
      this.transcript.reply(request.command, reply.status, reply.payload);
      return reply;
    };
  }

  async #connected(signal: AbortSignal | undefined): Promise<Exchanger> {
    this.#refuseWhenClosed();
    if (this.#open !== undefined && !this.#open.exchanger.isLost) return this.#open.exchanger;
    const options = signal === undefined ? {} : { signal };
    if (this.#open === undefined) return await this.#adopt(await this.#link.open(options));
    const { reconnect } = this.#options;
    if (reconnect === undefined) throw new LinkLostError(this.url);
    const connection = await reopen(this.#link, this.#env.clock, reconnect, signal);
    const exchanger = await this.#adopt(connection);
    this.#counters.reconnected++;
    await this.#verify(exchanger);
    return exchanger;
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new LinkLostError(this.url, undefined, { what: 'the host closed it' });
  }

  async #verify(exchanger: Exchanger): Promise<void> {
    try {
      await this.#verification?.((request) => this.#prepare(request)(exchanger));
    } catch (error) {
      await this.#open?.port.close();
      throw error;
    }
  }

  async #adopt(connection: Connection): Promise<Exchanger> {
    if (this.#closed) await connection.close();
    this.#refuseWhenClosed();
    const port = this.#portOf(connection);
    port.onDropped((dropped) => {
      if (dropped.reason === 'channel') this.#counters.foreignReports++;
      else this.#counters.droppedBytes += dropped.bytes;
      this.#drops.emit(dropped);
    });
    const exchanger = new Exchanger(this.url, port, this.#env.clock, this.#counters);
    this.#open = { exchanger, port };
    this.#generation++;
    this.transcript.forget();
    return exchanger;
  }

  #portOf(connection: Connection): MessagePort {
    const { framing } = this.#options;
    return framing === undefined ? messagePortOf(connection, this.#env) : framing(connection);
  }
}
