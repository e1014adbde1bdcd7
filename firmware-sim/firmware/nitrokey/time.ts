import type { RtcPort } from '../env.ts';
import { secondsToTicks, ticksToSeconds } from '../ticks.ts';
import { type NitrokeyMemory, TIME_UNSET } from './memory.ts';

/** 2014-01-01, in unix seconds: where the minutes in flash begin. */
const EPOCH = 1_388_534_400n;
/** Beside its check, a minute number has 24 bits: until the end of 2045. */
const STORED_BITS = 0xff_ffff;
/** What the timer of the model can hold, in seconds: no real one gets there. */
const LAST_SECOND = 137_438_953_471;

/**
 * The time as this token has it: a timer that counts from 0 when power comes, the time that a host
 * set last, and the minute of it in flash, so that no host sets it back unnoticed.
 */
export class NitrokeyTime {
  readonly #rtc: RtcPort;
  readonly #memory: NitrokeyMemory;
  /** Unix time minus uptime, in ticks. */
  #offset = 0;

  constructor(rtc: RtcPort, memory: NitrokeyMemory) {
    this.#rtc = rtc;
    this.#memory = memory;
  }

  /** Whether a host has set the time since power came. */
  get isSet(): boolean {
    return this.#offset !== 0;
  }

  /** Unix seconds, or seconds since power came. */
  get seconds(): number {
    return ticksToSeconds(this.#offset + this.#rtc.uptime());
  }

  /** False when it is refused: softly, when the time before is lost or later than this. */
  set(unixSeconds: number, hard: boolean): boolean {
    const before = this.#memory.minutes;
    const minutes = minutesOf(unixSeconds);
    if (!hard && before === 0) return false;
    if (before > minutes && before !== TIME_UNSET && !hard) return false;
    if (unixSeconds > LAST_SECOND) return false;
    const ticks = secondsToTicks(unixSeconds);
    this.#offset = ticks - this.#rtc.uptime();
    // For those who look from outside how far it is off: codes do not depend on it.
    this.#rtc.set(ticks);
    return this.#memory.putMinutes(minutes & STORED_BITS) === 'ok';
  }
}

/** As 64-bit arithmetic without a sign has it: a time before 2014 is one far in the future. */
function minutesOf(unixSeconds: number): number {
  const since = BigInt.asUintN(64, BigInt(unixSeconds) - EPOCH);
  return Number(BigInt.asUintN(32, since / 60n));
}
