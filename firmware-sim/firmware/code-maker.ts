import {
  type CodeReading,
  type HmacKey,
  hotp,
  hotpValue,
  ocra,
  type OcraSuite,
  parseOcraSuite,
  prepareKey,
  type SeedLoad,
  UsageError,
} from '@fobkit/protocol';
import type { ClockKeeper } from './clock-keeper.ts';
import type { BatteryPort } from './env.ts';
import type { Memory } from './memory.ts';

/** Current and time of one code's computation: an 8-bit core at a few MHz, two SHA-1 blocks. */
const COMPUTE_MICROAMPS = 3000;
const COMPUTE_MILLISECONDS = 5;

interface Prepared {
  readonly token: SeedLoad;
  readonly key: HmacKey;
  readonly suite: OcraSuite | undefined;
}

/** Where a code stands in time: its T and the unix second at which it ends. */
export interface TimeStep {
  readonly movingFactor: number;
  readonly stepSeconds: number;
  readonly endsAt: number;
}

/** Makes codes of the loaded seed, whose HMAC midstates it keeps prepared in RAM. */
export class CodeMaker {
  readonly #memory: Memory;
  readonly #clock: ClockKeeper;
  readonly #battery: BatteryPort;
  #prepared: Prepared | undefined;

  constructor(memory: Memory, clock: ClockKeeper, battery: BatteryPort) {
    this.#memory = memory;
    this.#clock = clock;
    this.#battery = battery;
  }

  /**
   * The time step of the loaded TOTP token now; undefined in other modes, without a clock and
   * before T0 (docs/protocol/07-codes.md [CODE-10]).
   */
  timeStep(): TimeStep | undefined {
    const token = this.#memory.token;
    const seconds = this.#clock.seconds;
    if (token?.mode !== 'totp' || seconds === undefined) return undefined;
    const stepSeconds = token.stepSeconds ?? 30;
    const t0 = token.t0 ?? 0;
    if (seconds < t0) return undefined;
    const movingFactor = Math.floor((seconds - t0) / stepSeconds);
    return { movingFactor, stepSeconds, endsAt: t0 + (movingFactor + 1) * stepSeconds };
  }

  /** Unix second at which the loaded TOTP token's next code begins, or its expiry ends them. */
  nextChange(): number | undefined {
    const token = this.#memory.token;
    const seconds = this.#clock.seconds;
    if (token?.mode !== 'totp' || seconds === undefined) return undefined;
    const next = this.timeStep()?.endsAt ?? token.t0;
    const { expiry } = token;
    return next !== undefined && expiry !== undefined && expiry > seconds
      ? Math.min(next, expiry)
      : next;
  }

  /** The code of a moving factor of the loaded TOTP or HOTP token. */
  code(movingFactor: number): string {
    const { key, token } = this.#prepare();
    this.#battery.draw(COMPUTE_MICROAMPS, COMPUTE_MILLISECONDS);
    return hotp(key, movingFactor, token.digits);
  }

  reading(movingFactor: number): CodeReading {
    const { token } = this.#prepare();
    const step = this.timeStep();
    const seconds = this.#clock.seconds;
    const reading = { code: this.code(movingFactor), mode: token.mode, movingFactor };
    if (step === undefined || seconds === undefined) return { ...reading, unixTime: seconds };
    return {
      ...reading,
      unixTime: seconds,
      stepSeconds: step.stepSeconds,
      secondsLeft: Math.max(0, Math.min(3600, step.endsAt - seconds)),
    };
  }

  /** Whether the loaded OCRA suite counts. */
  get ocraCounts(): boolean {
    return this.#prepare().suite?.counter ?? false;
  }

  /** The OCRA code of a question; undefined when the suite does not take that question. */
  respond(question: string): CodeReading | undefined {
    const { key, suite, token } = this.#prepare();
    if (suite === undefined) return undefined;
    this.#battery.draw(COMPUTE_MICROAMPS, COMPUTE_MILLISECONDS);
    const unixSeconds = this.#clock.seconds;
    const counter = this.#memory.counter;
    const input = { question, counter, ...(unixSeconds === undefined ? {} : { unixSeconds }) };
    const code = asked(() => ocra(key, suite, input));
    if (code === undefined) return undefined;
    const movingFactor = suite.counter ? counter : undefined;
    return { code, mode: token.mode, movingFactor, unixTime: unixSeconds };
  }

  /** Drops what was prepared of a seed that is gone. */
  forget(): void {
    this.#prepared = undefined;
  }

  /** RFC 4226 appendix D on the engine as it runs here, for the self-test. */
  static knownAnswer(): boolean {
    const secret = Uint8Array.from('12345678901234567890', (digit) => 0x30 + Number(digit));
    return hotpValue(prepareKey('SHA1', secret), 9, 6) === 520_489;
  }

  #prepare(): Prepared {
    const token = this.#memory.token;
    if (token === undefined) throw new Error('no seed is loaded');
    if (this.#prepared?.token !== token) {
      const suite = token.mode === 'ocra' ? parseOcraSuite(token.suite ?? '') : undefined;
      this.#prepared = { token, key: prepareKey(token.algorithm, token.seed), suite };
    }
    return this.#prepared;
  }
}

/** The engine refuses a question by an exception, which may not pass a handler. */
function asked(compute: () => string): string | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
