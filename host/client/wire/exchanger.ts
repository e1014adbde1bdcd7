import {
  equalBytes,
  outlineEnvelope,
  PROTOCOL_VERSION,
  replyEnvelope,
  type ReplyEnvelope,
  WireError,
} from '@fobkit/protocol';
import { abortReason, onAbort } from '../abort.ts';
import type { HostClock } from '../clock.ts';
import {
  BadReplyError,
  LinkLostError,
  type LossOptions,
  NotAFobError,
  PortBusyError,
  ProtocolVersionError,
  RequestTimeoutError,
} from '../errors.ts';
import { type MessagePort, MessageRefused } from './message-port.ts';
import type { WireCounters } from './wire-counters.ts';

const HOST_CLOSED = 'the host closed the link';

/** A fob that has told for so long that it is at work, and not what came of it, hangs. */
const LONGEST_WORK_MS = 60_000;

/** A request as it goes over the wire, again and again if it must. */
export interface OutgoingRequest {
  readonly name: string;
  readonly tag: Uint8Array;
  /** The whole envelope. */
  readonly bytes: Uint8Array;
  readonly timeoutMs: number;
  readonly resends: number;
  readonly signal?: AbortSignal | undefined;
  /** Told of each time the bytes go out. */
  readonly onSent?: ((attempt: number) => void) | undefined;
}

type Outcome = { readonly reply: ReplyEnvelope } | { readonly error: Error };

interface Pending {
  readonly request: OutgoingRequest;
  attempt: number;
  /** When the latest sending went out, by the host's clock. */
  sentAt: number;
  readonly timer: { cancel: () => void };
  settle(outcome: Outcome): void;
}

/**
 * One request and its reply over one port (docs/protocol/03-messages.md §3.4). A reply is matched
 * by its tag; a request that stays without one is sent again byte by byte, which a fob answers
 * without doing it twice. One request at a time: the caller queues.
 */
export class Exchanger {
  readonly #url: string;
  readonly #port: MessagePort;
  readonly #clock: HostClock;
  readonly #counters: WireCounters;
  #pending: Pending | undefined;
  #lost: LossOptions | undefined;

  constructor(url: string, port: MessagePort, clock: HostClock, counters: WireCounters) {
    this.#url = url;
    this.#port = port;
    this.#clock = clock;
    this.#counters = counters;
    port.onMessage((message) => {
      this.#receive(message);
    });
    port.onKeepalive?.(() => {
      this.#waitOn();
    });
    void port.closed.then((reason) => {
      this.#lose(reason.kind === 'lost' ? { cause: reason.cause } : { what: HOST_CLOSED });
    });
  }

  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  /**
   * The reply, whatever its status.
   *
   * Rejects with `RequestTimeoutError`, `PortBusyError`, `NotAFobError`, `LinkLostError`,
   * `ProtocolVersionError`, `BadReplyError` or the reason of the signal.
   */
  exchange(request: OutgoingRequest): Promise<ReplyEnvelope> {
    if (request.signal?.aborted === true) return Promise.reject(abortReason(request.signal));
    if (this.#lost !== undefined) return Promise.reject(this.#lostDuring(request.name));
    const { promise, resolve, reject } = Promise.withResolvers<ReplyEnvelope>();
    const timer = { cancel: (): void => undefined };
    const pending: Pending = {
      request,
      attempt: 0,
      sentAt: 0,
      timer,
      settle: (outcome) => {
        if (this.#pending !== pending) return;
        this.#pending = undefined;
        timer.cancel();
        release();
        if ('reply' in outcome) resolve(outcome.reply);
        else reject(outcome.error);
      },
    };
    this.#pending = pending;
    const release = onAbort(request.signal, () => {
      if (request.signal === undefined) return;
      pending.settle({ error: abortReason(request.signal) });
      this.#port.abandon?.();
    });
    this.#send(pending);
    return promise;
  }

  #send(pending: Pending): void {
    const { request } = pending;
    pending.attempt++;
    const resync = pending.attempt > 1;
    if (resync) this.#counters.resent++;
    pending.sentAt = this.#clock.now();
    this.#arm(pending);
    request.onSent?.(pending.attempt);
    this.#port.send(request.bytes, { resync }).catch((cause: unknown) => {
      if (cause instanceof MessageRefused) pending.settle({ error: this.#refused(cause, request) });
      else this.#lose({ cause });
    });
  }

  #arm(pending: Pending): void {
    pending.timer.cancel();
    pending.timer.cancel = this.#clock.after(pending.request.timeoutMs, () => {
      void this.#expire(pending);
    });
  }

  #waitOn(): void {
    const pending = this.#pending;
    if (pending === undefined || this.#clock.now() - pending.sentAt > LONGEST_WORK_MS) return;
    this.#arm(pending);
  }

  #refused(cause: MessageRefused, { name }: OutgoingRequest): Error {
    return cause.notAFob
      ? new NotAFobError(this.#url, cause.message, { cause })
      : new BadReplyError(this.#url, name, cause.message, { cause });
  }

  async #expire(pending: Pending): Promise<void> {
    if (await this.#port.isGone()) {
      this.#lose({});
      await this.#port.close();
      return;
    }
    if (this.#pending !== pending) return;
    const { name, timeoutMs, resends } = pending.request;
    if (pending.attempt <= resends) {
      this.#send(pending);
      return;
    }
    const tried = { timeoutMs, attempts: pending.attempt };
    const error =
      this.#port.isBusy === true
        ? new PortBusyError(this.#url)
        : new RequestTimeoutError(this.#url, name, tried);
    pending.settle({ error });
    this.#port.abandon?.();
  }

  #lostDuring(command: string): LinkLostError {
    return new LinkLostError(this.#url, command, this.#lost);
  }

  #lose(loss: LossOptions): void {
    this.#lost ??= loss;
    const pending = this.#pending;
    pending?.settle({ error: this.#lostDuring(pending.request.name) });
  }

  #receive(message: Uint8Array): void {
    const pending = this.#pending;
    let version: number;
    try {
      const outline = outlineEnvelope(message);
      if (pending === undefined || !equalBytes(outline.tag, pending.request.tag)) {
        this.#counters.stale++;
        return;
      }
      version = outline.version;
    } catch {
      this.#counters.malformed++;
      return;
    }
    if (version !== PROTOCOL_VERSION) {
      pending.settle({ error: new ProtocolVersionError(this.#url, version, PROTOCOL_VERSION) });
      return;
    }
    pending.settle(this.#decode(message, pending.request.name));
  }

  #decode(message: Uint8Array, name: string): Outcome {
    try {
      const reply = replyEnvelope.decode(message);
      if (reply.status !== 'unsupported-version') return { reply };
      return { error: new ProtocolVersionError(this.#url, reply.version, PROTOCOL_VERSION) };
    } catch (cause) {
      if (!(cause instanceof WireError)) throw cause;
      return { error: new BadReplyError(this.#url, name, cause.message, { cause }) };
    }
  }
}
