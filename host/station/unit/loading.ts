import { type AdminSession, ticksOfUnixMs } from '@fobkit/client';
import {
  equalBytes,
  type FobInfo,
  loadedParameters,
  type LoadedParameters,
  parseOcraSuite,
  toHex,
} from '@fobkit/protocol';
import { readAndVerify } from './check-code.ts';
import { lookAtClock } from './clock-reading.ts';
import { clockRunFault, type ClockMoment } from './clock-running.ts';
import type { LoadingJob } from './loading-job.ts';
import { openChannel } from './open-channel.ts';
import { keyInForce } from './transport-keys.ts';
import type { ClockReading, IntentStep } from './unit.ts';
import { isOfTheLink, VisitTrouble } from './visit-trouble.ts';

/** Rounds after which a link that loses replies is given up. */
const ROUNDS = 3;

/**
 * Brings a claimed fob to where it is loaded, proved and has its next transport key, from wherever
 * it is. Each round begins by asking the fob, so that what it did although its reply was lost is
 * recognised, in this visit and in the first one after a crash.
 */
export class Loading {
  readonly #job: LoadingJob;
  #step: IntentStep;
  #codeRead = false;
  #loadedHere = false;
  #seen: ClockMoment | undefined;

  constructor(job: LoadingJob) {
    this.#job = job;
    this.#step = job.claim.step;
  }

  /** How far the intent is on record. */
  get step(): IntentStep {
    return this.#step;
  }

  /** Rejects with `VisitTrouble`, `RegistryFault`, or the `FobError` that ended the last round. */
  async run(): Promise<void> {
    for (let round = 1; ; round++) {
      try {
        await this.#round();
        await this.#watchClock();
        return;
      } catch (error) {
        if (!isOfTheLink(error) || round === ROUNDS) throw error;
      }
    }
  }

  async #round(): Promise<void> {
    const { claim } = this.#job;
    let info = await this.#info();
    const session = await this.#open(info);
    if (info.lifecycle !== 'blank') {
      this.#mustBeOurs(info);
      if (await this.#isStale()) {
        await this.#wipe(session);
        info = await this.#info();
      }
    }
    const { lifecycle, keyGeneration } = info;
    if (lifecycle === 'blank') {
      await this.#setClock(session);
      await this.#loadSeed(session);
    }
    await this.#prove(session);
    // A fob that has its next key has told a code before.
    if (keyGeneration === claim.nextGeneration) return;
    if (this.#job.readsCode && !this.#codeRead) await readAndVerify(this.#job);
    this.#codeRead = true;
    await this.#rotate(session);
  }

  async #info(): Promise<FobInfo> {
    const { fob, claim } = this.#job;
    const info = await fob.getInfo(this.#options);
    if (toHex(info.deviceId) === claim.deviceId) return info;
    throw new VisitTrouble('left', `another fob is there now: ${toHex(info.deviceId)}`);
  }

  async #open(info: FobInfo): Promise<AdminSession> {
    const { fob, claim, tools, book, signal } = this.#job;
    book.enter('open-channel');
    const key = await keyInForce(tools.keys, tools.env, info, claim);
    return await openChannel(fob, key, signal);
  }

  /** On record before anything of the unit goes to the fob. */
  async #enterLoading(): Promise<void> {
    const { claim, tools, signal } = this.#job;
    signal.throwIfAborted();
    tools.hostTime.check();
    if (this.#step !== 'claimed') return;
    await tools.store.enter(claim, 'loading');
    this.#step = 'loading';
  }

  /** The fob gets the time that it will be when the message arrives. */
  async #setClock(session: AdminSession): Promise<void> {
    const { fob, tools, book } = this.#job;
    const { clock } = tools.env;
    await this.#enterLoading();
    book.enter('set-clock');
    const { roundTripMs } = await lookAtClock(fob, clock, this.#options);
    tools.hostTime.check();
    await session.setClock(ticksOfUnixMs(clock.unixMs() + roundTripMs / 2), this.#options);
  }

  async #loadSeed(session: AdminSession): Promise<void> {
    const { claim, book, tools } = this.#job;
    tools.hostTime.check();
    book.enter('load-seed');
    await session.loadSeed(claim, this.#options);
    this.#loadedHere = true;
  }

  #mustBeOurs({ loaded }: FobInfo): void {
    const wanted = loadedParameters.encode(this.#job.claim.parameters);
    if (loaded !== undefined && equalBytes(loadedParameters.encode(loaded), wanted)) return;
    throw new VisitTrouble(
      'key-check',
      'it is loaded with other parameters than those of its unit',
    );
  }

  async #prove(session: AdminSession): Promise<void> {
    const { fob, claim, tools, book } = this.#job;
    book.enter('key-check');
    if (!(await session.keyCheck(claim, this.#options))) {
      throw new VisitTrouble('key-check', 'it holds another seed than was loaded');
    }
    book.noteChecked('keyChecked');
    const { reading, atMs } = await lookAtClock(fob, tools.env.clock, this.#options);
    this.#seen = reading === undefined ? undefined : { reading, atMs };
    if (reading !== undefined) book.noteClock(reading);
    const fault = this.#clockFault(reading);
    if (fault !== undefined) throw new VisitTrouble('clock', fault);
  }

  /** A clock that stands still told the right time just after it was set. */
  async #watchClock(): Promise<void> {
    const { fob, tools, signal } = this.#job;
    if (this.#seen === undefined) return;
    const watched = { fob, clock: tools.env.clock, signal };
    const fault = await clockRunFault(watched, this.#seen);
    if (fault !== undefined) throw new VisitTrouble('clock', fault);
  }

  async #rotate(session: AdminSession): Promise<void> {
    const { claim, tools, book } = this.#job;
    tools.hostTime.check();
    book.enter('rotate-key');
    await session.rotateTransportKey(claim.nextTransportKey, this.#options);
    const { keyGeneration } = await this.#info();
    if (keyGeneration === claim.nextGeneration) return;
    const told = `after the rotation it tells the generation ${String(keyGeneration)}`;
    throw new VisitTrouble('wrong-key', `${told}, not ${String(claim.nextGeneration)}`);
  }

  /** Whether an earlier visit loaded it and its clock was lost or ran away since: a wipe mends it. */
  async #isStale(): Promise<boolean> {
    if (this.#loadedHere) return false;
    const { fob, tools } = this.#job;
    const { reading } = await lookAtClock(fob, tools.env.clock, this.#options);
    return this.#clockFault(reading) !== undefined;
  }

  async #wipe(session: AdminSession): Promise<void> {
    await this.#enterLoading();
    this.#job.book.enter('load-seed');
    await session.wipe(this.#options);
  }

  #clockFault(reading: ClockReading | undefined): string | undefined {
    const { claim, tools } = this.#job;
    if (reading === undefined) {
      const wanted = wantsTime(claim.parameters);
      return wanted ? 'its clock is lost' : undefined;
    }
    const off = Math.abs(reading.offsetMs);
    if (off <= tools.limits.clockToleranceMs + reading.jitterMs) return undefined;
    return `its clock is off by ${String(Math.round(off))} ms`;
  }

  get #options(): { readonly signal: AbortSignal } {
    return { signal: this.#job.signal };
  }
}

/** Whether the fob is worth nothing without its clock (LIFE-2, LIFE-4). */
function wantsTime({ mode, suite, expiry }: LoadedParameters): boolean {
  if (mode === 'totp' || expiry !== undefined) return true;
  return suite !== undefined && parseOcraSuite(suite).stepSeconds !== undefined;
}
