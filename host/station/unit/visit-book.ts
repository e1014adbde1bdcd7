import type { HostClock } from '@fobkit/client';
import type { StationEvent, VisitStep } from '../run/station-event.ts';
import type { VisitFacts } from '../run/work-store.ts';
import type { FobReading } from './fob-reading.ts';
import type { ClockReading } from './unit.ts';

/** What a visit has found so far, and how long its steps took. Tells of each step. */
export class VisitBook {
  readonly port: string;
  deviceId: string | undefined;
  serialLabel: string | undefined;
  readonly #clock: Pick<HostClock, 'now'>;
  readonly #tell: (event: StationEvent) => void;
  readonly #begun: number;
  readonly #stepsMs = new Map<VisitStep, number>();
  #facts: Partial<VisitFacts> = {};
  #step: { readonly name: VisitStep; readonly since: number } | undefined;

  constructor(port: string, clock: Pick<HostClock, 'now'>, tell: (event: StationEvent) => void) {
    this.port = port;
    this.#clock = clock;
    this.#tell = tell;
    this.#begun = clock.now();
  }

  /** Milliseconds since the visit began. */
  get ms(): number {
    return this.#clock.now() - this.#begun;
  }

  get facts(): VisitFacts {
    this.#endStep();
    return { port: this.port, ...this.#facts, stepsMs: Object.fromEntries(this.#stepsMs) };
  }

  enter(step: VisitStep): void {
    this.#endStep();
    this.#step = { name: step, since: this.#clock.now() };
    const { port, deviceId, serialLabel } = this;
    this.#tell({
      kind: 'step',
      port,
      step,
      ...(deviceId === undefined ? {} : { deviceId }),
      ...(serialLabel === undefined ? {} : { serialLabel }),
    });
  }

  noteFob({ info, status }: FobReading): void {
    const { model, firmwareVersion } = info;
    const { batteryMillivolts } = status;
    this.#facts = { ...this.#facts, model, firmwareVersion, batteryMillivolts };
  }

  noteClock({ readUnixMs, offsetMs, jitterMs }: ClockReading): void {
    this.#facts = {
      ...this.#facts,
      clockOffsetMs: offsetMs,
      clockJitterMs: jitterMs,
      clockReadUnixMs: readUnixMs,
    };
  }

  noteChecked(what: 'keyChecked' | 'codeChecked'): void {
    this.#facts = { ...this.#facts, [what]: true };
  }

  #endStep(): void {
    if (this.#step === undefined) return;
    const { name, since } = this.#step;
    const now = this.#clock.now();
    this.#stepsMs.set(name, (this.#stepsMs.get(name) ?? 0) + now - since);
    this.#step = { name, since: now };
  }
}
