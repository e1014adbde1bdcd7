import type { HostClock } from '../clock.ts';
import { delay } from '../clock.ts';
import { LinkLostError } from '../errors.ts';
import type { MessagePort } from '../wire/message-port.ts';
import { compareMessages } from './compare.ts';
import { type Exchange, exchangesOf, type NumberedMessage } from './exchanges.ts';
import {
  differingStatuses,
  messageName,
  type Mismatch,
  type ReplayReport,
  ReplayTally,
} from './replay-report.ts';
import type { CompareRules } from './rules.ts';
import type { Talk } from './talk.ts';

export interface ReplayOptions {
  readonly rules: CompareRules;
  readonly clock: HostClock;
  /** How long an answer is waited for, in milliseconds; 1,000 if absent. */
  readonly timeoutMs?: number;
  /** Keeps the captured time between requests; as fast as the device answers if absent. */
  readonly pace?: boolean;
  readonly signal?: AbortSignal;
}

/** The device, as a replay names it in errors. */
export interface ReplayPort {
  readonly url: string;
  readonly port: MessagePort;
}

const TIMEOUT_MS = 1_000;

/**
 * Sends what the host said in a talk to a device, byte by byte, and compares what it answers with
 * what was answered then, up to the first difference.
 *
 * Rejects with `LinkLostError`, or with the reason of the signal.
 */
export async function replayToDevice(
  talk: Talk,
  device: ReplayPort,
  options: ReplayOptions,
): Promise<ReplayReport> {
  const replay = new HostReplay(talk, device, options);
  return await replay.run();
}

class HostReplay {
  readonly #talk: Talk;
  readonly #device: ReplayPort;
  readonly #options: ReplayOptions;
  readonly #tally: ReplayTally;
  readonly #inbox: Uint8Array[] = [];
  #wake: (() => void) | undefined;
  #lost: { readonly cause: unknown } | undefined;

  constructor(talk: Talk, device: ReplayPort, options: ReplayOptions) {
    this.#talk = talk;
    this.#device = device;
    this.#options = options;
    this.#tally = new ReplayTally(talk.steps);
    device.port.onMessage((message) => {
      this.#inbox.push(message);
      this.#wake?.();
    });
    void device.port.closed.then((reason) => {
      this.#lost = { cause: reason.kind === 'lost' ? reason.cause : undefined };
      this.#wake?.();
    });
  }

  async run(): Promise<ReplayReport> {
    const { list } = exchangesOf(this.#talk);
    let before: NumberedMessage | undefined;
    for (const exchange of list) {
      await this.#keepPace(before, exchange.request);
      before = exchange.request;
      await this.#send(exchange.request);
      this.#tally.mismatch = await this.#answers(exchange, exchange === list.at(-1));
      if (this.#tally.mismatch !== undefined) break;
    }
    return this.#tally.report;
  }

  async #keepPace(before: NumberedMessage | undefined, next: NumberedMessage): Promise<void> {
    const { pace = false, clock, signal } = this.#options;
    if (!pace || before === undefined) return;
    const ms = (next.unixMicros - before.unixMicros) / 1000;
    if (ms > 0) await delay(clock, ms, signal);
  }

  async #send({ bytes, number }: NumberedMessage): Promise<void> {
    this.#options.signal?.throwIfAborted();
    try {
      await this.#device.port.send(bytes);
    } catch (cause) {
      throw this.#lostAt(number, cause);
    }
    this.#tally.sent++;
  }

  async #answers(exchange: Exchange, isLast: boolean): Promise<Mismatch | undefined> {
    const { request, replies, cutOff, spoilt } = exchange;
    for (const captured of replies) {
      const actual = await this.#next(request);
      if (actual === undefined) return mismatch(captured, 'missing');
      const found = this.#compare(captured, actual);
      if (found !== undefined) return found;
    }
    const isUntold = replies.length === 0 && (cutOff || spoilt);
    if (isUntold && isLast) return undefined;
    // Were it not waited for now, a late answer would count for the next request.
    const extra = replies.length > 0 ? this.#inbox.shift() : await this.#next(request);
    if (extra === undefined || isUntold) return undefined;
    return { ...mismatch(request, 'unexpected'), name: messageName(extra, 'to-host') };
  }

  #compare(captured: NumberedMessage, actual: Uint8Array): Mismatch | undefined {
    const pair = { captured: captured.bytes, actual, kind: 'reply' } as const;
    const { difference, exempt } = compareMessages(pair, this.#options.rules);
    this.#tally.count(exempt);
    if (difference === undefined) return undefined;
    const statuses = differingStatuses(captured.bytes, actual);
    const told = { ...mismatch(captured, 'differs'), difference };
    return statuses === undefined ? told : { ...told, statuses };
  }

  /** The next message of the device; undefined when none came in time. */
  async #next({ number }: NumberedMessage): Promise<Uint8Array | undefined> {
    const { clock, signal, timeoutMs = TIMEOUT_MS } = this.#options;
    if (this.#inbox.length === 0 && this.#lost === undefined) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const done = (): void => {
        resolve(undefined);
      };
      this.#wake = done;
      const cancel = clock.after(timeoutMs, done);
      signal?.addEventListener('abort', done, { once: true });
      await promise;
      cancel();
      signal?.removeEventListener('abort', done);
      this.#wake = undefined;
    }
    signal?.throwIfAborted();
    const message = this.#inbox.shift();
    if (message === undefined && this.#lost !== undefined)
      throw this.#lostAt(number, this.#lost.cause);
    return message;
  }

  #lostAt(number: number, cause: unknown): LinkLostError {
    const what = `the fob left at message ${String(number)} of the replay`;
    return new LinkLostError(this.#device.url, undefined, { what, cause });
  }
}

function mismatch(captured: NumberedMessage, kind: Mismatch['kind']): Mismatch {
  const { number: message, packet, offset, bytes, direction } = captured;
  return { message, packet, offset, name: messageName(bytes, direction), kind };
}
