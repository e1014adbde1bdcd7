import { provision, RigError, ticksOfUnixMs } from '@fobkit/client';
import type { RigAction } from '@fobkit/protocol';
import type { LoadWish, Scenario } from '../scenario/model.ts';
import { blameOf, StepEnd } from './blame.ts';
import type { RunContext } from './context.ts';
import { draw } from './draw.ts';
import { type FobUnderRun, fobDevice } from './fob-under-run.ts';
import { DEFAULT_SEED_LENGTH, parametersOf } from './load-of.ts';
import { sealed, transportKeyOf } from './sealed.ts';

/**
 * Brings a fob into the state that a scenario begins with. Whatever does not come off is a
 * precondition that does not hold: rejects with `StepEnd`, `INVALID` or `SKIPPED`, never `FAIL`.
 */
export async function startState(fob: FobUnderRun, run: RunContext): Promise<void> {
  try {
    await new Start(fob, run).bring();
  } catch (error) {
    run.watch.check();
    const end = blameOf(error);
    const verdict = end.verdict === 'FAIL' ? 'INVALID' : end.verdict;
    const message = `${fob.called} is not in its start state: ${end.message}`;
    throw new StepEnd(verdict, message, { cause: error, place: placeOf(fob, run.scenario) });
  }
}

function placeOf({ name }: FobUnderRun, { given }: Scenario): Scenario['place'] {
  const other = name === undefined ? undefined : given.others.get(name);
  return other?.place ?? given.place;
}

class Start {
  readonly #fob: FobUnderRun;
  readonly #run: RunContext;

  constructor(fob: FobUnderRun, run: RunContext) {
    this.#fob = fob;
    this.#run = run;
  }

  async bring(): Promise<void> {
    const { rig, name } = this.#fob;
    const { given } = this.#run.scenario;
    const wish = name === undefined ? given.load : given.others.get(name)?.load;
    const hasWire = rig.lacks('wire') === undefined;
    if (hasWire) await this.#blank();
    if (wish !== undefined) await this.#load(wish);
    else if (hasWire && this.#drift !== 0) await this.#setClock();
    if (name === undefined) await this.#surroundings();
    if (hasWire && name === undefined && given.drift !== undefined)
      await this.#checkDrift(given.drift);
  }

  /** What was set is read back: a fob that keeps another time is not in its start state. */
  async #checkDrift(wanted: number): Promise<void> {
    const { value } = await this.#run.read(this.#fob, 'drift');
    if (Math.abs(value - wanted) <= CLOCK_TOLERANCE) return;
    const told = `${value.toFixed(3)} s off world time, not ${String(wanted)} s`;
    throw new StepEnd('INVALID', `its clock is ${told}`);
  }

  get #drift(): number {
    return this.#fob.name === undefined ? (this.#run.scenario.given.drift ?? 0) : 0;
  }

  /** A fob that an earlier run left loaded is wiped; one in use never is. */
  async #blank(): Promise<void> {
    const { signal } = this.#run;
    const { lifecycle, loaded, model, firmwareVersion } = await this.#fob.info(signal);
    this.#fob.tells({ model, firmwareVersion });
    if (lifecycle === 'blank') return;
    const label = loaded === undefined ? '' : ` as ${loaded.serialLabel}`;
    if (loaded?.purpose !== 'test') {
      throw new StepEnd('INVALID', `it is loaded${label} and not for test: no run wipes it`);
    }
    await sealed(this.#fob, (session) => session.wipe({ signal }), { signal });
  }

  async #load(wish: LoadWish): Promise<void> {
    const { scenario, signal } = this.#run;
    const { rig, name } = this.#fob;
    const lack = rig.lacks('factory-key');
    if (lack !== undefined) throw new RigError('lacking', `factory-key: ${lack}`);
    const parameters = parametersOf(wish, this.#run.presetOf(this.#fob));
    const seed = draw(scenario.seed, `seed ${name ?? ''}`, wish.seedLength ?? DEFAULT_SEED_LENGTH);
    if (wish.clock === 'unset') {
      const load = { seed, parameters };
      await sealed(this.#fob, (session) => session.loadSeed(load, { signal }), { signal });
    } else {
      const transportKey = await transportKeyOf(this.#fob, signal);
      const clock = { unixMs: (): number => rig.clock.unixMs() + this.#drift * 1000 };
      await this.#fob.use(
        (device) =>
          provision(fobDevice(device), { seed, parameters, transportKey }, { clock, signal }),
        signal,
      );
    }
    const { serialLabel } = parameters;
    this.#fob.know({ token: { serialLabel, seed, parameters } });
    this.#fob.tells({ serialLabel });
  }

  async #setClock(): Promise<void> {
    const { signal } = this.#run;
    const ms = this.#fob.rig.clock.unixMs() + this.#drift * 1000;
    await sealed(this.#fob, (session) => session.setClock(ticksOfUnixMs(ms), { signal }), {
      signal,
    });
  }

  async #surroundings(): Promise<void> {
    const { crystal, temperature, battery } = this.#run.scenario.given;
    if (crystal !== undefined && crystal !== 0) {
      await this.#act({ action: 'crystal', driftPpm: crystal });
    }
    if (temperature !== undefined) await this.#temperature(temperature);
    if (battery !== undefined) await this.#act({ action: 'battery', percent: battery });
  }

  /** Where there is no chamber the room will do, when it is as warm as that. */
  async #temperature(celsius: number): Promise<void> {
    if (this.#fob.rig.lacks('temperature') === undefined) {
      await this.#act({ action: 'temperature', celsius });
      return;
    }
    const { deciCelsius } = await this.#fob.status({ signal: this.#run.signal });
    const room = deciCelsius / 10;
    if (Math.abs(room - celsius) <= ROOM_TOLERANCE) return;
    const reason = this.#fob.rig.lacks('temperature') ?? '';
    throw new RigError('lacking', `temperature: ${reason}; the fob is at ${String(room)} °C`);
  }

  async #act(action: RigAction): Promise<void> {
    const lack = this.#fob.rig.lacks(action.action);
    if (lack !== undefined) throw new RigError('lacking', `${action.action}: ${lack}`);
    const { readings } = await this.#fob.rig.act(action, this.#run.signal);
    this.#run.journal.readings.push(...readings);
  }
}

/** How far from the wish the clock may be when it is read back, in seconds. */
const CLOCK_TOLERANCE = 2;
/** How far from the wish the room may be, in degrees. */
const ROOM_TOLERANCE = 5;
