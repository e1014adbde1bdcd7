import type { HostEnv } from '@fobkit/client';
import {
  equalBytes,
  loadedParameters,
  type LoadedParameters,
  type Secret,
  toHex,
} from '@fobkit/protocol';
import type { StationFob, StationPort } from '../run/port.ts';
import { lookAtClock } from '../unit/clock-reading.ts';
import { type CodeVerifier, verifyCode } from '../unit/code-verifier.ts';
import { ailmentOf } from '../unit/fob-health.ts';
import { readFob } from '../unit/fob-reading.ts';
import { drawChallenge } from '../unit/ocra-challenge.ts';
import type { ClockReading } from '../unit/unit.ts';
import { troubleIn } from '../unit/visit-trouble.ts';
import type { Qualification } from './qualification.ts';

/** What the registry knows of a golden fob: a done unit of purpose test. */
export interface Golden {
  readonly serialLabel: string;
  readonly parameters: LoadedParameters;
  readonly seed: Secret;
  readonly transportKey: Secret;
}

/** What a golden fob must hold to. */
export interface GoldenLimits {
  /** How far its clock may be from the host's, in milliseconds. */
  readonly clockOffsetMs: number;
  /** How exactly the station must be able to read a clock, in milliseconds. */
  readonly clockJitterMs: number;
  readonly lowBatteryPercent: number;
}

const DEFAULT_GOLDEN_LIMITS: GoldenLimits = {
  clockOffsetMs: 2_000,
  clockJitterMs: 100,
  lowBatteryPercent: 20,
};

export interface QualifyOptions {
  readonly port: StationPort;
  /** The unit of a chip; undefined when it is no golden fob. The secrets are wiped here. */
  readonly golden: (deviceId: string) => Promise<Golden | undefined>;
  readonly env: HostEnv;
  readonly signal: AbortSignal;
  /** otplib if absent. */
  readonly verify?: CodeVerifier;
  readonly limits?: Partial<GoldenLimits>;
}

/**
 * Has a golden fob tell whether the station can be trusted: its link, its clock, its registry and
 * its engine of codes. What is wrong stands in the qualification, which the caller puts on record;
 * rejects only when nobody at the port tells who he is, or the registry fails.
 */
export async function qualifyStation(options: QualifyOptions): Promise<Qualification> {
  const { port, env, signal } = options;
  const fob = await port.connect(signal);
  try {
    const deviceId = toHex(fob.deviceId);
    const golden = await options.golden(deviceId);
    const unixMs = env.clock.unixMs();
    if (golden === undefined) {
      const faults = [`${deviceId} is no golden fob: fob station golden add makes one`];
      return { unixMs, deviceId, passed: false, faults };
    }
    try {
      return { unixMs, deviceId, ...(await new Examination(options, fob, golden).run()) };
    } finally {
      golden.seed.wipe();
      golden.transportKey.wipe();
    }
  } finally {
    await fob.close();
  }
}

type Findings = Omit<Qualification, 'unixMs' | 'deviceId'>;

class Examination {
  readonly #options: QualifyOptions;
  readonly #fob: StationFob;
  readonly #golden: Golden;
  readonly #limits: GoldenLimits;
  readonly #faults: string[] = [];
  #clock: ClockReading | undefined;

  constructor(options: QualifyOptions, fob: StationFob, golden: Golden) {
    this.#options = options;
    this.#fob = fob;
    this.#golden = golden;
    this.#limits = { ...DEFAULT_GOLDEN_LIMITS, ...options.limits };
  }

  /** Every part is examined, whatever the others found. */
  async run(): Promise<Findings> {
    await this.#part('health', () => this.#checkHealth());
    await this.#part('clock', () => this.#checkClock());
    await this.#part('key check', () => this.#checkSeed());
    await this.#part('code', () => this.#checkCode());
    const faults = this.#faults;
    const { offsetMs, jitterMs } = this.#clock ?? {};
    return {
      passed: faults.length === 0,
      faults,
      ...(offsetMs === undefined ? {} : { clockOffsetMs: offsetMs }),
      ...(jitterMs === undefined ? {} : { clockJitterMs: jitterMs }),
    };
  }

  async #part(name: string, check: () => Promise<string | undefined>): Promise<void> {
    const { signal } = this.#options;
    try {
      const fault = await check();
      if (fault !== undefined) this.#faults.push(`${name}: ${fault}`);
    } catch (error) {
      signal.throwIfAborted();
      this.#faults.push(`${name}: ${troubleIn(signal, error).message}`);
    }
  }

  async #checkHealth(): Promise<string | undefined> {
    const { signal } = this.#options;
    const reading = await readFob(this.#fob, { signal });
    const selfTest = await this.#fob.selfTest({ signal });
    const { lowBatteryPercent } = this.#limits;
    const limits = { lowBatteryPercent, clockToleranceMs: 0 };
    const ailment = ailmentOf({ ...reading, selfTest }, limits);
    if (ailment !== undefined) return ailment.why;
    const { loaded, lifecycle } = reading.info;
    if (lifecycle !== 'ready') return `it is ${lifecycle}`;
    const wanted = loadedParameters.encode(this.#golden.parameters);
    const same = loaded !== undefined && equalBytes(loadedParameters.encode(loaded), wanted);
    return same ? undefined : `it is not loaded as ${this.#golden.serialLabel} is on record`;
  }

  async #checkClock(): Promise<string | undefined> {
    const { env, signal } = this.#options;
    const { reading } = await lookAtClock(this.#fob, env.clock, { signal });
    this.#clock = reading;
    if (reading === undefined) return 'it is lost';
    const { clockOffsetMs, clockJitterMs } = this.#limits;
    const off = Math.round(reading.offsetMs);
    if (Math.abs(off) > clockOffsetMs) {
      return `it is off by ${String(off)} ms, more than ${String(clockOffsetMs)}`;
    }
    if (reading.jitterMs <= clockJitterMs) return undefined;
    const jitter = String(Math.round(reading.jitterMs));
    return `it is read to ${jitter} ms only, and not to ${String(clockJitterMs)}`;
  }

  async #checkSeed(): Promise<string | undefined> {
    const { signal } = this.#options;
    const session = await this.#fob.openChannel(this.#golden.transportKey, { signal });
    const proved = await session.keyCheck(this.#golden, { signal });
    return proved ? undefined : 'it holds another seed than is on record';
  }

  async #checkCode(): Promise<string | undefined> {
    const { env, signal, verify = verifyCode } = this.#options;
    const { parameters, seed } = this.#golden;
    const { suite } = parameters;
    const challenge = suite === undefined ? {} : { challenge: drawChallenge(suite, env) };
    const reading = await this.#fob.readCode({ ...challenge, signal });
    const unixMs = env.clock.unixMs();
    const verdict = await verify({ reading, parameters, seed, unixMs, ...challenge });
    return verdict.ok ? undefined : `${verdict.why ?? 'it is wrong'} (by ${verdict.engine})`;
  }
}
