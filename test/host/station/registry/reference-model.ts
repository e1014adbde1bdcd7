import type { IntentStep, LotState, UnitState } from '@fobkit/station';

/** A unit of the model. */
interface ModelUnit {
  readonly number: number;
  state: UnitState;
  device?: string | undefined;
  step?: IntentStep | undefined;
  halted?: IntentStep | undefined;
  /** Whose claim it is: a run of a station, or nobody. */
  run?: ModelRun | undefined;
}

interface ModelRun {
  /** `expired`: nobody has noticed yet that its time has passed. */
  state: 'live' | 'expired' | 'ended';
}

/** What a call gives: `lost` for a lease that has ended, `refused` for what may not be, a trouble. */
export type ModelAnswer = string;

/** A registry with one lot as plain data, to which the real one is compared. */
export class ReferenceModel {
  readonly units: ModelUnit[];
  lot: LotState = 'open';
  readonly #runs = new Map<string, ModelRun>();
  /** Units by station and chip: what a station believes to hold. */
  readonly #held = new Map<string, ModelUnit>();

  constructor(planned: number) {
    this.units = Array.from({ length: planned }, (_, index) => ({
      number: index + 1,
      state: 'unused',
    }));
  }

  /** The process of the station was killed and started again. */
  restart(station: string): ModelAnswer {
    const old = this.#runs.get(station);
    if (old !== undefined) this.#end(old);
    this.#runs.set(station, { state: 'live' });
    for (const key of this.#held.keys()) if (key.startsWith(`${station} `)) this.#held.delete(key);
    return 'ok';
  }

  expire(station: string): void {
    const run = this.#runs.get(station);
    if (run?.state === 'live') run.state = 'expired';
  }

  end(station: string): ModelAnswer {
    const run = this.#runs.get(station);
    if (run !== undefined) this.#end(run);
    return 'ok';
  }

  renew(station: string): ModelAnswer {
    if (this.#live(station) === undefined) return 'lost';
    this.#endExpired();
    return 'ok';
  }

  claim(station: string, device: string): ModelAnswer {
    const run = this.#live(station);
    if (run === undefined) return 'lost';
    if (this.lot !== 'open') return this.lot === 'paused' ? 'lot-paused' : 'lot-closed';
    const bound = this.#bound(device);
    if (bound !== undefined) return this.#boundTrouble(bound, run);
    this.#endExpired();
    const unit = this.units.find(({ state }) => state === 'unused');
    if (unit === undefined) return 'lot-full';
    Object.assign(unit, { state: 'working', device, step: 'claimed', run });
    this.#held.set(`${station} ${device}`, unit);
    return `unit ${unit.number} claimed`;
  }

  resume(station: string, device: string): ModelAnswer {
    const run = this.#live(station);
    if (run === undefined) return 'lost';
    const unit = this.#bound(device);
    if (unit === undefined) return 'left';
    const trouble = this.#boundTrouble(unit, run);
    if (trouble !== 'half-loaded') return trouble;
    unit.run = run;
    this.#held.set(`${station} ${device}`, unit);
    return `unit ${unit.number} ${unit.step ?? ''}`;
  }

  enter(station: string, device: string, step: IntentStep): ModelAnswer {
    return this.#work(station, device, (unit) => {
      const order = ['claimed', 'loading', 'labelling'];
      if (order.indexOf(step) < order.indexOf(unit.step ?? 'claimed')) return 'refused';
      unit.step = step;
      return 'ok';
    });
  }

  complete(station: string, device: string): ModelAnswer {
    return this.#work(station, device, (unit) => {
      if (unit.step !== 'labelling') return 'refused';
      Object.assign(unit, { state: 'done', step: undefined, run: undefined });
      this.#held.delete(`${station} ${device}`);
      return 'ok';
    });
  }

  rollBack(station: string, device: string): ModelAnswer {
    return this.#work(station, device, (unit) => {
      free(unit);
      this.#held.delete(`${station} ${device}`);
      return 'ok';
    });
  }

  quarantine(station: string, device: string): ModelAnswer {
    return this.#work(station, device, (unit) => {
      const { step } = unit;
      Object.assign(unit, { state: 'quarantined', halted: step, step: undefined, run: undefined });
      this.#held.delete(`${station} ${device}`);
      return 'ok';
    });
  }

  leave(station: string, device: string): ModelAnswer {
    return this.#work(station, device, (unit) => {
      if (unit.step === 'claimed') free(unit);
      unit.run = undefined;
      this.#held.delete(`${station} ${device}`);
      return 'ok';
    });
  }

  scrap(number: number): ModelAnswer {
    const unit = this.units[number - 1];
    if (unit === undefined || unit.state === 'scrapped') return 'refused';
    if (unit.run?.state === 'live') return 'refused';
    const { device } = unit;
    Object.assign(unit, { state: 'scrapped', device, step: undefined, halted: undefined });
    unit.run = undefined;
    return 'ok';
  }

  rework(number: number): ModelAnswer {
    const unit = this.units[number - 1];
    if (unit?.state !== 'quarantined' || this.lot === 'closed') return 'refused';
    if (unit.halted === 'claimed') free(unit);
    else Object.assign(unit, { state: 'working', step: unit.halted, halted: undefined });
    return 'ok';
  }

  change(from: LotState | undefined, to: LotState): ModelAnswer {
    if (this.lot === 'closed' || (from !== undefined && this.lot !== from)) return 'refused';
    if (to === 'closed' && this.units.some(({ state }) => state === 'working')) return 'refused';
    this.lot = to;
    return 'ok';
  }

  /** Whether the station believes to hold a claim for the chip. */
  holds(station: string, device: string): boolean {
    return this.#held.has(`${station} ${device}`);
  }

  #work(station: string, device: string, work: (unit: ModelUnit) => ModelAnswer): ModelAnswer {
    const unit = this.#held.get(`${station} ${device}`);
    const run = this.#live(station);
    if (unit === undefined || run === undefined) return 'lost';
    return work(unit);
  }

  #live(station: string): ModelRun | undefined {
    const run = this.#runs.get(station);
    return run?.state === 'live' ? run : undefined;
  }

  #bound(device: string): ModelUnit | undefined {
    return this.units.find((unit) => unit.device === device && unit.state !== 'scrapped');
  }

  #boundTrouble(unit: ModelUnit, run: ModelRun): ModelAnswer {
    if (unit.state === 'done') return 'already-done';
    if (unit.state === 'quarantined') return 'already-loaded';
    return unit.run !== undefined && unit.run !== run && unit.run.state === 'live'
      ? 'elsewhere'
      : 'half-loaded';
  }

  #endExpired(): void {
    for (const run of this.#runs.values()) if (run.state === 'expired') this.#end(run);
  }

  #end(run: ModelRun): void {
    run.state = 'ended';
    for (const unit of this.units) if (unit.run === run && unit.step === 'claimed') free(unit);
  }
}

function free(unit: ModelUnit): void {
  Object.assign(unit, {
    state: 'unused',
    device: undefined,
    step: undefined,
    halted: undefined,
    run: undefined,
  });
}
