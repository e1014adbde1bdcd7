import type { HostClock } from '@fobkit/client';
import { VisitTrouble } from '../unit/visit-trouble.ts';
import type { RegistryTime } from './work-store.ts';

/**
 * Watches the host's own clock, by which fobs are set: it must agree with the registry's and must
 * not jump during a run.
 */
export class HostTime {
  readonly #clock: Pick<HostClock, 'now' | 'unixMs'>;
  readonly #toleranceMs: number;
  /** Unix time minus the time that only runs forward. */
  #lead: number;
  #trouble: VisitTrouble | undefined;

  constructor(clock: Pick<HostClock, 'now' | 'unixMs'>, toleranceMs: number) {
    this.#clock = clock;
    this.#toleranceMs = toleranceMs;
    this.#lead = clock.unixMs() - clock.now();
  }

  /**
   * Each check compares with the one before, so that a clock that is slewed slowly passes.
   *
   * @throws VisitTrouble `host-clock` from the first jump on.
   */
  check(): void {
    const lead = this.#clock.unixMs() - this.#clock.now();
    const jump = lead - this.#lead;
    this.#lead = lead;
    if (Math.abs(jump) > this.#toleranceMs) {
      this.#fail(`it jumped by ${told(jump)} during the run`);
    }
    if (this.#trouble !== undefined) throw this.#trouble;
  }

  /**
   * The registry read its clock at some moment since it was asked: how long the answer took is no
   * fault of any clock.
   *
   * @param askedUnixMs By the host's clock; now if absent.
   * @throws VisitTrouble `host-clock` when it is wrong by more than the tolerance.
   */
  compare({ nowUnixMs, lastEntryUnixMs }: RegistryTime, askedUnixMs = this.#clock.unixMs()): void {
    const now = this.#clock.unixMs();
    const ahead = askedUnixMs - nowUnixMs;
    const behind = nowUnixMs - now;
    if (Math.max(ahead, behind) > this.#toleranceMs) {
      this.#fail(
        `it is off by ${told(ahead > behind ? ahead : -behind)} from that of the registry`,
      );
    }
    if (lastEntryUnixMs !== undefined && lastEntryUnixMs - now > this.#toleranceMs) {
      const since = told(lastEntryUnixMs - now);
      this.#fail(`it is ${since} behind the last entry of the audit chain`);
    }
    if (this.#trouble !== undefined) throw this.#trouble;
  }

  #fail(why: string): void {
    this.#trouble ??= new VisitTrouble('host-clock', `the clock of this computer: ${why}`);
  }
}

function told(ms: number): string {
  return `${String(Math.round(ms / 100) / 10)} s`;
}
