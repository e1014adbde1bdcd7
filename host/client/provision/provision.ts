import {
  equalBytes,
  type FobInfo,
  type FobStatus,
  loadedParameters,
  type LoadedParameters,
} from '@fobkit/protocol';
import type { AdminSession, ClockSetting } from '../device/device.ts';
import { requireCapability } from '../device/capability.ts';
import type { FobDevice } from '../device/fob-device.ts';
import type { HostClock } from '../clock.ts';
import { DeviceError } from '../device-error.ts';
import { BadReplyError, TransportError } from '../errors.ts';
import { type Secret, secretBytes } from '../secret.ts';
import { ticksOfUnixMs } from '../ticks.ts';
import { checkLoad, checkProfile } from './profile-check.ts';
import { type LeftState, ProvisionError, type ProvisionStep } from './provision-error.ts';

export interface ProvisionRequest {
  readonly seed: Secret | Uint8Array;
  readonly parameters: LoadedParameters;
  /** The fob's present transport key, or what finds it by batch key id and key generation. */
  readonly transportKey: Secret | ((info: FobInfo) => Secret | Promise<Secret>);
  /** A transport key of the station's own, to replace the present one. */
  readonly rotateTo?: Secret;
}

export interface ProvisionOptions {
  readonly clock: Pick<HostClock, 'unixMs'>;
  readonly signal?: AbortSignal;
  readonly onStep?: (step: ProvisionStep) => void;
}

export interface ProvisionReport {
  readonly deviceId: Uint8Array;
  readonly model: string;
  readonly parameters: LoadedParameters;
  /** An earlier provisioning with the same parameters had loaded it; this one proved it. */
  readonly resumed: boolean;
  readonly keyGeneration: number;
  /** Absent when the fob was loaded already and its clock ran. */
  readonly clock?: ClockSetting;
  readonly status: FobStatus;
}

/** As much of a fob as provisioning wants. */
export type ProvisionTarget = Pick<
  FobDevice,
  'url' | 'capabilities' | 'info' | 'close' | 'getInfo' | 'getStatus' | 'openChannel'
>;

/**
 * Provisions one fob: refuses what its profile cannot do, sets its clock, loads the seed, proves
 * it by a key check and reads its status. A fob that holds the same parameters already is only
 * proved, so that a run that was cut off is finished by repeating it.
 *
 * Rejects with `UsageError` or `ProfileError` before the fob is touched; after that with
 * `ProvisionError`, which tells the state that the fob is left in.
 */
export async function provision(
  target: ProvisionTarget,
  request: ProvisionRequest,
  options: ProvisionOptions,
): Promise<ProvisionReport> {
  return new Provisioning(target, request, options).run();
}

class Provisioning {
  readonly #target: ProvisionTarget;
  readonly #request: ProvisionRequest;
  readonly #options: ProvisionOptions;
  readonly #callOptions: { readonly signal?: AbortSignal };
  #step: ProvisionStep = 'check';
  #left: LeftState = 'untouched';

  constructor(target: ProvisionTarget, request: ProvisionRequest, options: ProvisionOptions) {
    this.#target = target;
    this.#request = request;
    this.#options = options;
    this.#callOptions = options.signal === undefined ? {} : { signal: options.signal };
  }

  async run(): Promise<ProvisionReport> {
    const info = await this.#check();
    const resumed = info.lifecycle !== 'blank';
    try {
      return await this.#work(info, resumed);
    } catch (cause) {
      if (cause instanceof ProvisionError) throw cause;
      const failure = { step: this.#step, left: await this.#leftNow() };
      throw new ProvisionError(this.#target.url, failure, { cause });
    }
  }

  async #check(): Promise<FobInfo> {
    this.#enter('check');
    const { target, parameters } = { target: this.#target, ...this.#request };
    const now = Math.floor(this.#options.clock.unixMs() / 1000);
    checkLoad(secretBytes(this.#request.seed).length, parameters, now);
    for (const capability of ['provision', 'set-clock', 'key-check', 'status'] as const) {
      requireCapability(target, capability);
    }
    const info = await target.getInfo(this.#callOptions);
    checkProfile(target.url, info, parameters);
    if (info.lifecycle !== 'blank') this.#checkResumable(info);
    return info;
  }

  #checkResumable(info: FobInfo): void {
    const { loaded, lifecycle } = info;
    const wanted = loadedParameters.encode(this.#request.parameters);
    const same = loaded !== undefined && equalBytes(loadedParameters.encode(loaded), wanted);
    if (same && (lifecycle === 'ready' || lifecycle === 'clock-lost')) return;
    const label = loaded === undefined ? '' : ` as ${loaded.serialLabel}`;
    const why = same
      ? `the fob is ${lifecycle}.`
      : `the fob is loaded already${label}, with other parameters. Wipe it first.`;
    throw new ProvisionError(this.#target.url, { step: 'check', left: 'untouched', why });
  }

  async #work(info: FobInfo, resumed: boolean): Promise<ProvisionReport> {
    const key = await this.#transportKey(info);
    this.#enter('open-channel');
    const session = await this.#target.openChannel(key, this.#callOptions);
    const setsClock = !resumed || info.lifecycle === 'clock-lost';
    const clock = setsClock ? await this.#setClock(session) : undefined;
    let keyGeneration = info.keyGeneration;
    if (!resumed) keyGeneration = await this.#loadSeed(session);
    await this.#keyCheck(session);
    const { rotateTo } = this.#request;
    // A run that was cut off may have rotated it already.
    if (rotateTo !== undefined && !equalBytes(rotateTo.reveal(), key.reveal())) {
      this.#enter('rotate-key');
      const rotated = await session.rotateTransportKey(rotateTo, this.#callOptions);
      keyGeneration = rotated.keyGeneration;
    }
    this.#enter('read-status');
    const status = await this.#target.getStatus(this.#callOptions);
    return {
      deviceId: info.deviceId,
      model: info.model,
      parameters: this.#request.parameters,
      resumed,
      keyGeneration,
      ...(clock === undefined ? {} : { clock }),
      status,
    };
  }

  async #transportKey(info: FobInfo): Promise<Secret> {
    const { transportKey } = this.#request;
    return typeof transportKey === 'function' ? await transportKey(info) : transportKey;
  }

  async #setClock(session: AdminSession): Promise<ClockSetting> {
    this.#enter('set-clock');
    const now = ticksOfUnixMs(this.#options.clock.unixMs());
    const set = await session.setClock(now, this.#callOptions);
    if (this.#left === 'untouched') this.#left = 'blank';
    return set;
  }

  async #loadSeed(session: AdminSession): Promise<number> {
    this.#enter('load-seed');
    const { seed, parameters } = this.#request;
    this.#left = 'unknown';
    try {
      const loaded = await session.loadSeed({ seed, parameters }, this.#callOptions);
      this.#left = 'loaded-unchecked';
      return loaded.keyGeneration;
    } catch (error) {
      // What a fob refuses it has not done.
      if (error instanceof DeviceError) this.#left = 'blank';
      throw error;
    }
  }

  async #keyCheck(session: AdminSession): Promise<void> {
    this.#enter('key-check');
    const { seed, parameters } = this.#request;
    const fresh = this.#left === 'loaded-unchecked';
    if (await session.keyCheck({ seed, parameters }, this.#callOptions)) {
      if (fresh) this.#left = 'loaded';
      return;
    }
    const left = fresh ? 'loaded-wrong' : this.#left;
    const why = 'the fob holds another seed or other parameters than were asked for.';
    throw new ProvisionError(this.#target.url, { step: 'key-check', left, why });
  }

  #enter(step: ProvisionStep): void {
    this.#step = step;
    this.#options.onStep?.(step);
  }

  /** Where the fob's state is unknown, asks it once more; it may still be there. */
  async #leftNow(): Promise<LeftState> {
    if (this.#left !== 'unknown') return this.#left;
    try {
      const { lifecycle } = await this.#target.getInfo();
      return lifecycle === 'blank' ? 'blank' : 'loaded-unchecked';
    } catch (error) {
      if (error instanceof TransportError || error instanceof BadReplyError) return 'unknown';
      throw error;
    }
  }
}
