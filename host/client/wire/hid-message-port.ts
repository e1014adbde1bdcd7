import {
  HID_NONCE_SIZE,
  HidCommand,
  HidErrorCode,
  HidHost,
  type HidHostEvent,
} from '@fobkit/protocol';
import type { HostEnv } from '../host-env.ts';
import type { CloseReason, Connection, Unsubscribe } from '../link.ts';
import { Listeners } from '../listeners.ts';
import {
  type DroppedBytes,
  type MessagePort,
  MessageRefused,
  type SendOptions,
} from './message-port.ts';

/** A fob that another program keeps busy is asked again after so many milliseconds. */
const BUSY_WAIT_MS = 50;

/** So often a message is sent again at once when its packets went astray; then time-outs do it. */
const MAX_REPAIRS = 3;

/** Errors that tell of lost or doubled packets: the message was not done ([HID-28]). */
const ASTRAY: ReadonlySet<number> = new Set([
  HidErrorCode.InvalidSequence,
  HidErrorCode.Timeout,
  HidErrorCode.InvalidChannel,
]);

type Outcome = Extract<HidHostEvent, { type: 'opened' | 'reply' | 'error' | 'failed' }>;

/** Messages in HID reports, on a channel of its own (docs/protocol/01-hid-framing.md §1.8). */
export function hidMessagePort(
  connection: Connection,
  env: Pick<HostEnv, 'clock' | 'randomBytes'>,
): MessagePort {
  return new HidMessagePort(connection, env);
}

class HidMessagePort implements MessagePort {
  readonly closed: Promise<CloseReason>;
  readonly #connection: Connection;
  readonly #env: Pick<HostEnv, 'clock' | 'randomBytes'>;
  readonly #host = new HidHost();
  readonly #messages = new Listeners<Uint8Array>();
  readonly #drops = new Listeners<DroppedBytes>();
  readonly #keepalives = new Listeners<number>();
  /** Counts the messages; what works for an earlier one stops. */
  #turn = 0;
  /** Goes on with what came of the reports under way; undefined: with nothing. */
  #goOn: ((outcome: Outcome | undefined) => void) | undefined;
  #busy = false;
  /** A reply to what was given up may still come ([HID-30]). */
  #unsettled = false;

  constructor(connection: Connection, env: Pick<HostEnv, 'clock' | 'randomBytes'>) {
    this.#connection = connection;
    this.#env = env;
    connection.onBytes((report) => {
      this.#receive(report);
    });
    this.closed = connection.closed.then((reason) => {
      this.#nextTurn();
      return reason;
    });
  }

  get isBusy(): boolean {
    return this.#busy;
  }

  async send(message: Uint8Array, { resync = false }: SendOptions = {}): Promise<void> {
    const turn = this.#nextTurn();
    this.#unsettled ||= resync;
    let repairs = 0;
    while (repairs <= MAX_REPAIRS) {
      const reports =
        this.#host.ready && !this.#unsettled
          ? this.#host.request(HidCommand.Message, message)
          : this.#host.open(this.#env.randomBytes(HID_NONCE_SIZE));
      this.#unsettled = false;
      const outcome = await this.#exchange(turn, reports);
      if (turn !== this.#turn || outcome === undefined || outcome.type === 'reply') return;
      this.#busy = outcome.type === 'error' && outcome.code === HidErrorCode.Busy;
      if (outcome.type === 'opened') continue;
      if (this.#busy) {
        await this.#pause();
        if (turn !== this.#turn) return;
        continue;
      }
      if (outcome.type === 'error' && !ASTRAY.has(outcome.code)) throw refusal(outcome.code);
      repairs++;
    }
  }

  abandon(): void {
    this.#nextTurn();
    this.#unsettled = true;
    const cancel = this.#host.cancel();
    // A connection that takes no more bytes tells so by its `closed`.
    if (cancel !== undefined) this.#connection.write(cancel).catch(() => undefined);
  }

  onMessage(listener: (message: Uint8Array) => void): Unsubscribe {
    return this.#messages.add(listener);
  }

  onDropped(listener: (dropped: DroppedBytes) => void): Unsubscribe {
    return this.#drops.add(listener);
  }

  onKeepalive(listener: (status: number) => void): Unsubscribe {
    return this.#keepalives.add(listener);
  }

  isGone(): Promise<boolean> {
    return this.#connection.isGone?.() ?? Promise.resolve(false);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  #nextTurn(): number {
    this.#turn++;
    this.#busy = false;
    this.#settle(undefined);
    return this.#turn;
  }

  #settle(outcome: Outcome | undefined): void {
    const goOn = this.#goOn;
    this.#goOn = undefined;
    goOn?.(outcome);
  }

  /** What the fob makes of the reports; undefined when another message took their place. */
  async #exchange(turn: number, reports: readonly Uint8Array[]): Promise<Outcome | undefined> {
    const { promise, resolve } = Promise.withResolvers<Outcome | undefined>();
    this.#goOn = resolve;
    for (const report of reports) {
      if (turn !== this.#turn) return undefined;
      await this.#connection.write(report);
    }
    return promise;
  }

  #pause(): Promise<unknown> {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const cancel = this.#env.clock.after(BUSY_WAIT_MS, () => {
      this.#settle(undefined);
    });
    this.#goOn = () => {
      cancel();
      resolve(undefined);
    };
    return promise;
  }

  #receive(report: Uint8Array): void {
    const event = this.#host.receive(report);
    switch (event.type) {
      case 'partial':
        return;
      case 'keepalive':
        this.#keepalives.emit(event.status);
        return;
      case 'ignored':
        this.#drops.emit({ reason: event.reason, bytes: report.length });
        return;
      case 'failed':
        this.#drops.emit({ reason: event.reason, bytes: report.length });
        this.#settle(event);
        return;
      case 'reply':
        this.#settle(event);
        this.#messages.emit(event.payload);
        return;
      default:
        this.#settle(event);
    }
  }
}

function refusal(code: number): MessageRefused {
  if (code === HidErrorCode.InvalidCommand) {
    return new MessageRefused('it speaks HID in channels, but knows no messages of ours.', true);
  }
  const number = `0x${code.toString(16).padStart(2, '0')}`;
  return new MessageRefused(`it refuses the HID message with error ${number}`, false);
}
