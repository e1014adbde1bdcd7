import { Fob, findFobType, type FobType } from '@fobkit/firmware-sim';
import { FobHid, type FobHidDevice } from '@fobkit/firmware-sim/plug';
import {
  decodeLayout,
  decodeNitrokeyResponse,
  encodeLayout,
  encodeNitrokeyRequest,
  type NitrokeyCommand,
  type ReadNitrokeyResponse,
} from '@fobkit/protocol';
import type { HostClock } from '../../host/client/clock.ts';
import type { HostEnv } from '../../host/client/host-env.ts';
import {
  type NitrokeyConnectOptions,
  NitrokeyDevice,
} from '../../host/client/nitrokey/nitrokey-device.ts';
import { findNitrokey, nitrokeyPort } from '../../host/client/node/nitrokey-ports.ts';
import { nodePrimitives } from '../../host/client/node/primitives.ts';
import { TICKS } from './raw-host.ts';

/** 2027-01-15T08:00:00Z, in unix seconds. */
export const NOW = 1_800_000_000;
export const CARD = 0x5f11;
const DEVICE_ID = Uint8Array.of(0xf0, 0xb1, 0, 0, 0, 0, 0x5f, 0x11);
const NODE = '/dev/hidraw5';

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function padded(text: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set(ascii(text));
  return bytes;
}

/** An emulated Nitrokey on a USB cable, and a host that reaches it through a HID device node. */
export class NitrokeyRig {
  readonly fob: Fob;
  readonly hid = new FobHid();
  readonly #node: ReturnType<FobHid['attach']>;
  #handle: FobHidDevice | undefined;

  constructor(type: string | FobType = 'nitrokey-pro', fob?: Fob) {
    const profile = typeof type === 'string' ? findFobType(type) : type;
    if (profile === undefined) throw new Error('there is no such fob type');
    this.fob =
      fob ??
      new Fob({
        profile,
        deviceId: DEVICE_ID,
        batchKey: new Uint8Array(32),
        worldTicks: NOW * TICKS,
        seed: 1,
        crypto: nodePrimitives,
      });
    this.#node = this.hid.attach(NODE, this.fob);
  }

  /** Takes it out and puts it back: all that it kept in RAM is gone. */
  async replug(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
    this.fob.unplug();
    this.fob.advance(TICKS);
    this.#node.replug();
  }

  /** Sends a report and gives what stands in the token's then. */
  async exchange(report: Uint8Array): Promise<ReadNitrokeyResponse> {
    await this.send(report);
    return await this.look();
  }

  async send(report: Uint8Array): Promise<void> {
    await (await this.#opened()).sendFeatureReport([0, ...report]);
  }

  async look(): Promise<ReadNitrokeyResponse> {
    const report = await (await this.#opened()).getFeatureReport(0, 65);
    return decodeNitrokeyResponse(Uint8Array.from(report.subarray(1)));
  }

  /** Does a command, and lets time pass while the token is busy. */
  async ask<R>(command: NitrokeyCommand<R, unknown>, request: R): Promise<ReadNitrokeyResponse> {
    const payload = encodeLayout(command.request, request);
    await this.send(encodeNitrokeyRequest({ command: command.code, payload }));
    for (;;) {
      const response = await this.look();
      if (response.deviceStatus === 0) return response;
      this.fob.advance(TICKS / 16);
    }
  }

  /** The status alone. */
  async statusOf<R>(command: NitrokeyCommand<R, unknown>, request: R): Promise<string> {
    return (await this.ask(command, request)).status;
  }

  /** The result of a command that must succeed. */
  async resultOf<R, T>(command: NitrokeyCommand<R, T>, request: R): Promise<T> {
    const { status, result } = await this.ask(command, request);
    if (status !== 'ok') throw new Error(`${command.name}: ${status}`);
    return decodeLayout(command.result, result);
  }

  /** The driver on it. Its host's time is the token's world's, and passes while it waits. */
  async driver(options: Partial<NitrokeyConnectOptions> = {}): Promise<NitrokeyDevice> {
    const port = await findNitrokey({}, this.hid);
    const how = { model: port.model, ...options };
    return NitrokeyDevice.connect(nitrokeyPort(port, this.hid), this.env, how);
  }

  get env(): HostEnv {
    let drawn = 0;
    return {
      clock: this.#clock,
      primitives: nodePrimitives,
      randomBytes: (length) => Uint8Array.from({ length }, () => (drawn = (drawn * 7 + 11) % 251)),
    };
  }

  get #clock(): HostClock {
    const now = (): number => (this.fob.worldTicks * 1000) / TICKS;
    return {
      now,
      unixMs: now,
      after: (ms, run) => {
        const timer = setImmediate(() => {
          this.fob.advance(Math.round((ms * TICKS) / 1000));
          run();
        });
        return () => {
          clearImmediate(timer);
        };
      },
    };
  }

  async #opened(): Promise<FobHidDevice> {
    this.#handle ??= await this.hid.HIDAsync.open(NODE);
    return this.#handle;
  }
}
