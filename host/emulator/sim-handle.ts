import type { RigAction, RigFob, RigLcd } from '@fobkit/protocol';
import * as v from 'valibot';
import type { ControlHttp } from './control-http.ts';
import {
  type FaultWords,
  faultReportSchema,
  type SimFault,
  rigFobSchema,
  rigLcdSchema,
} from './control-views.ts';

export interface PictureOptions {
  /** The code is in front, the serial label behind. */
  readonly side?: 'front' | 'back';
  /** Of a PNG, in pixels: 64 to 4096. */
  readonly width?: number;
}

/**
 * The hand on one emulated fob. Its methods reject with `ControlError` when refused and with
 * `SimGoneError` when the fob's process is gone.
 */
export class SimHandle {
  readonly deviceId: string;
  readonly #http: ControlHttp;

  constructor(http: ControlHttp, deviceId: string) {
    this.#http = http;
    this.deviceId = deviceId;
  }

  async status(): Promise<RigFob> {
    return v.parse(rigFobSchema, await this.#json(''));
  }

  /** Does one thing to the fob; resolves to how it is then. */
  async act({ action, ...fields }: RigAction): Promise<RigFob> {
    return v.parse(rigFobSchema, await this.#json(`/${action}`, fields));
  }

  press(milliseconds?: number): Promise<RigFob> {
    return this.act(
      milliseconds === undefined ? { action: 'press' } : { action: 'press', milliseconds },
    );
  }

  hold(seconds?: number): Promise<RigFob> {
    return this.act(seconds === undefined ? { action: 'hold' } : { action: 'hold', seconds });
  }

  release(): Promise<RigFob> {
    return this.act({ action: 'release' });
  }

  advance(seconds: number): Promise<RigFob> {
    return this.act({ action: 'advance', seconds });
  }

  unplug(): Promise<RigFob> {
    return this.act({ action: 'unplug' });
  }

  replug(): Promise<RigFob> {
    return this.act({ action: 'replug' });
  }

  async faults(): Promise<readonly SimFault[]> {
    return v.parse(v.array(faultReportSchema), await this.#json('/faults'));
  }

  /** Arms a fault, in words or as data. */
  async armFault(fault: FaultWords | Readonly<Record<string, unknown>>): Promise<SimFault> {
    return v.parse(faultReportSchema, await this.#json('/faults', fault));
  }

  /** Clears one fault, or all of them. */
  async clearFaults(id?: string): Promise<void> {
    const path = id === undefined ? '/faults' : `/faults/${encodeURIComponent(id)}`;
    await this.#http.request(this.#path(path), { method: 'DELETE' });
  }

  async lcd(): Promise<RigLcd> {
    return v.parse(rigLcdSchema, await this.#json('/lcd'));
  }

  /** The LCD drawn for a terminal. */
  async lcdText(): Promise<string> {
    return (await this.#http.request(this.#path('/lcd?format=text'))).text();
  }

  async svg({ side = 'front' }: PictureOptions = {}): Promise<string> {
    return (await this.#http.request(this.#path(`/lcd?format=svg&side=${side}`))).text();
  }

  async png({ side = 'front', width = 640 }: PictureOptions = {}): Promise<Uint8Array> {
    const path = this.#path(`/lcd?format=png&side=${side}&width=${width}`);
    return (await this.#http.request(path)).bytes();
  }

  /** The whole state of a test fob, seed and keys too. */
  async snapshot(): Promise<string> {
    return (await this.#http.request(this.#path('/snapshot'))).text();
  }

  /** Puts the fob of a snapshot in its place, at the world time of the snapshot. */
  async restore(snapshot: string): Promise<RigFob> {
    return v.parse(rigFobSchema, await this.#json('/restore', snapshot));
  }

  async #json(path: string, body?: unknown): Promise<unknown> {
    const method = body === undefined ? 'GET' : 'POST';
    return (await this.#http.request(this.#path(path), { method, body })).json();
  }

  #path(rest: string): string {
    return `/v1/fobs/${this.deviceId}${rest}`;
  }
}
