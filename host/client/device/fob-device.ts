import {
  type CodeReading,
  type DisplayReading,
  equalBytes,
  type FobInfo,
  type FobStatus,
  getInfo,
  getStatus,
  readCode,
  readDisplay,
  selfTest,
  type SelfTestReport,
  toHex,
  wink,
} from '@fobkit/protocol';
import { delay } from '../clock.ts';
import { DeviceError } from '../device-error.ts';
import { LinkLostError, NotAFobError, RequestTimeoutError } from '../errors.ts';
import type { HostEnv } from '../host-env.ts';
import type { Link, Unsubscribe } from '../link.ts';
import type { Secret } from '../secret.ts';
import { msOfTicks } from '../ticks.ts';
import { call, type CallOptions, readReply } from '../wire/call.ts';
import type { DroppedBytes } from '../wire/message-port.ts';
import type { TranscriptMessage } from '../wire/transcript.ts';
import { WireClient, type WireOptions } from '../wire/wire-client.ts';
import type { WireCounters } from '../wire/wire-counters.ts';
import { capabilitiesOf } from './capability.ts';
import type {
  Administrable,
  Capability,
  CodeRequest,
  Device,
  DeviceInfo,
  OpenChannelOptions,
  ReadsCode,
  ReadsDisplay,
  ReadsStatus,
  TestsItself,
  Winks,
} from './device.ts';
import { shakeHands } from './open-channel.ts';
import { SealedSession } from './sealed-session.ts';

const PRESS_POLL_MS = 250;
/** All segments lit, the flash read through: longer than any other command. */
const SELF_TEST_TIMEOUT_MS = 5_000;

export interface ConnectOptions extends WireOptions {
  readonly signal?: AbortSignal;
}

type FobMethods = ReadsCode & ReadsStatus & ReadsDisplay & TestsItself & Winks & Administrable;

/** A fob that speaks fobkit's protocol (docs/protocol/06-commands.md). */
export class FobDevice implements Device, FobMethods {
  readonly #client: WireClient;
  readonly #env: HostEnv;
  readonly capabilities: ReadonlySet<Capability>;
  /** The immutable number of its chip: 8 bytes. */
  readonly deviceId: Uint8Array;

  private constructor(client: WireClient, env: HostEnv, info: FobInfo) {
    this.#client = client;
    this.#env = env;
    this.deviceId = info.deviceId;
    this.capabilities = capabilitiesOf(info.features.commands);
    client.verifyWith(async (send) => {
      const reply = await send({ command: getInfo, payload: getInfo.request.encode({}) });
      const { deviceId } = readReply(client.url, getInfo, reply);
      if (equalBytes(deviceId, this.deviceId)) return;
      throw new LinkLostError(client.url, undefined, { what: 'another fob is there now' });
    });
  }

  /**
   * Opens the link and asks who is there.
   *
   * Rejects with a `TransportError` (`NotAFobError` when nothing there speaks the protocol),
   * `ProtocolVersionError`, `BadReplyError` or the signal's reason; the link is then closed.
   */
  static async connect(link: Link, env: HostEnv, options: ConnectOptions = {}): Promise<FobDevice> {
    const { signal, ...wire } = options;
    const client = new WireClient(link, env, wire);
    const callOptions = signal === undefined ? {} : { signal };
    try {
      await client.open(signal);
      const info = await call(client, getInfo, {}, { repeatable: true, ...callOptions });
      return new FobDevice(client, env, info);
    } catch (error) {
      await client.close();
      if (!(error instanceof RequestTimeoutError)) throw error;
      throw new NotAFobError(link.url, silence(client.counters), { cause: error });
    }
  }

  get url(): string {
    return this.#client.url;
  }

  /** What was seen on the link besides answers in good order. */
  get counters(): Readonly<WireCounters> {
    return this.#client.counters;
  }

  onMessage(listener: (message: TranscriptMessage) => void): Unsubscribe {
    return this.#client.transcript.onMessage(listener);
  }

  onDropped(listener: (dropped: DroppedBytes) => void): Unsubscribe {
    return this.#client.onDropped(listener);
  }

  async info(options?: CallOptions): Promise<DeviceInfo> {
    const { model, loaded } = await this.getInfo(options);
    const { serialLabel, purpose } = loaded ?? {};
    return {
      deviceId: toHex(this.deviceId),
      model,
      ...(serialLabel === undefined ? {} : { serialLabel }),
      ...(purpose === undefined ? {} : { purpose }),
    };
  }

  getInfo(options?: CallOptions): Promise<FobInfo> {
    return call(this.#client, getInfo, {}, { repeatable: true, ...options });
  }

  getStatus(options: CallOptions & { readonly events?: number } = {}): Promise<FobStatus> {
    const { events, ...rest } = options;
    const request = events === undefined ? {} : { events };
    return call(this.#client, getStatus, request, { repeatable: true, ...rest });
  }

  /** Not repeated over a link opened again: in HOTP mode each reading uses a counter up. */
  async readCode(request: CodeRequest = {}): Promise<CodeReading> {
    const { challenge, waitForPressMs = 0, onPressWanted, ...options } = request;
    const ask = challenge === undefined ? {} : { challenge };
    const { clock } = this.#env;
    const deadline = clock.now() + waitForPressMs;
    let told = false;
    for (;;) {
      try {
        return await call(this.#client, readCode, ask, options);
      } catch (error) {
        const left = deadline - clock.now();
        if (!isRefusal(error, 'press-required') || left <= 0) throw error;
        if (!told) onPressWanted?.();
        told = true;
        await delay(clock, Math.min(PRESS_POLL_MS, left), options.signal);
      }
    }
  }

  readDisplay(options?: CallOptions): Promise<DisplayReading> {
    return call(this.#client, readDisplay, {}, { repeatable: true, ...options });
  }

  selfTest(options?: CallOptions): Promise<SelfTestReport> {
    const timeoutMs = SELF_TEST_TIMEOUT_MS;
    return call(this.#client, selfTest, {}, { repeatable: true, timeoutMs, ...options });
  }

  async wink(options?: CallOptions): Promise<void> {
    await call(this.#client, wink, {}, { repeatable: true, ...options });
  }

  async openChannel(
    transportKey: Secret | Uint8Array,
    options: OpenChannelOptions = {},
  ): Promise<SealedSession> {
    const { waitForDelayMs = 0, ...rest } = options;
    const { clock } = this.#env;
    const deadline = clock.now() + waitForDelayMs;
    for (;;) {
      try {
        const fob = { deviceId: this.deviceId, transportKey };
        const channel = await shakeHands(this.#client, this.#env, fob, rest);
        return new SealedSession(this.#client, this.#env, { channel, deviceId: this.deviceId });
      } catch (error) {
        if (!isRefusal(error, 'delayed')) throw error;
        const retryAfterMs = msOfTicks((await this.getStatus(rest)).channelDelay) + 1;
        if (clock.now() + retryAfterMs > deadline) {
          throw new DeviceError(this.url, error.command, 'delayed', retryAfterMs);
        }
        await delay(clock, retryAfterMs, rest.signal);
      }
    }
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

function isRefusal(error: unknown, status: DeviceError['status']): error is DeviceError {
  return error instanceof DeviceError && error.status === status;
}

function silence(counters: Readonly<WireCounters>): string {
  if (counters.droppedBytes > 0) {
    return `what is there sent ${String(counters.droppedBytes)} bytes that are no frames.`;
  }
  if (counters.malformed > 0) return 'what is there answers in frames of another kind.';
  return 'nothing there answers.';
}
