import { DAY_SECONDS } from './climate-table.ts';
import type { FleetModel } from './fleet-model.ts';
import { type FobBlock, FobState, NEVER_DAY } from './fob-block.ts';
import { countOne, type TallySheet } from './tally-sheet.ts';

/** No charge: it works no more. */
export const DEAD = -1;

/** How fobs of a block come to their ends, and what is noted of their lives. */
export class FobEnds {
  readonly #model: FleetModel;
  readonly #block: FobBlock;
  readonly #sheet: TallySheet;
  readonly #capacityNas: number;
  /** Where the block begins in the sheet. */
  #firstLife = 0;

  constructor(model: FleetModel, block: FobBlock, sheet: TallySheet) {
    this.#model = model;
    this.#block = block;
    this.#sheet = sheet;
    this.#capacityNas = model.cell.capacityNah * 3600;
  }

  begin(firstLife: number, count: number): void {
    this.#firstLife = firstLife;
    for (let at = 0; at < count; at++) {
      const from = this.#block.inUseFrom[at] ?? 0;
      if (from < this.#sheet.days) this.#sheet.lives.firstUse[firstLife + at] = from;
    }
  }

  /** Charge used in nA·seconds at the end of a day; `DEAD` if it has died since it was pressed last. */
  usedAfter(at: number, day: number): number {
    const block = this.#block;
    if (block.state[at] !== FobState.works) return DEAD;
    const stopsOn = block.stopsOn[at] ?? 0;
    const used = this.usedBefore(at, day + 1);
    if (stopsOn > day && used < this.#capacityNas) return used;
    if (stopsOn <= day) this.die(at, stopsOn);
    else this.dieFlat(at, day);
    return DEAD;
  }

  /** It dies on that day. Nobody need have noticed. */
  die(at: number, day: number): void {
    this.#block.state[at] = FobState.dead;
    countOne(this.#sheet.columns.died, day);
    if (this.#block.generation[at] === 0) this.#sheet.lives.death[this.#firstLife + at] = day;
    this.#close(at, day);
  }

  /** Its cell is found empty on that day, and was on the day on which it became so. */
  dieFlat(at: number, day: number): void {
    let [from, to] = [this.#block.born[at] ?? 0, day];
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      if (this.usedBefore(at, middle + 1) >= this.#capacityNas) to = middle;
      else from = middle + 1;
    }
    this.die(at, from);
  }

  /** Its low-battery text was seen for the first time. */
  tell(at: number, day: number): void {
    this.#block.isTold[at] = 1;
    countOne(this.#sheet.columns.lowBattery, day);
    if (this.#block.generation[at] === 0) this.#sheet.lives.lowBattery[this.#firstLife + at] = day;
  }

  /** The help desk hears of it; a working fob that it gives up is used no more. */
  giveUp(at: number, day: number): void {
    const block = this.#block;
    if (block.state[at] === FobState.works) {
      if (block.generation[at] === 0) this.#sheet.lives.retired[this.#firstLife + at] = day;
      this.#close(at, day);
    }
    block.state[at] = FobState.gone;
    const after = this.#model.spec.owners.replacedAfterDays;
    block.replacedOn[at] = after === undefined ? NEVER_DAY : day + after;
  }

  /** The run is over. */
  end(count: number): void {
    for (let at = 0; at < count; at++) {
      if (this.#block.state[at] === FobState.works) this.#close(at, this.#sheet.days);
    }
  }

  /** Charge used in nA·seconds before a day begins. */
  usedBefore(at: number, day: number): number {
    const { born, charge, current, inUseFrom, life } = this.#block;
    const { climate } = this.#model;
    const age = (day - (born[at] ?? 0)) * DAY_SECONDS;
    const own = (charge[at] ?? 0) + (current[at] ?? 0) * age;
    const from = inUseFrom[at] ?? 0;
    const row = climate.at(life[at] ?? 0, Math.min(Math.max(day, from), climate.days));
    const ahead = Math.max(0, from - day) * DAY_SECONDS;
    return own + (climate.rows[row + 2] ?? 0) - climate.shelfSelf * ahead;
  }

  /** Clock error in ppb·seconds before a day begins, of a fob in use. */
  errorBefore(at: number, day: number): number {
    const { climate } = this.#model;
    const age = (day - (this.#block.born[at] ?? 0)) * DAY_SECONDS;
    const row = climate.at(this.#block.life[at] ?? 0, day);
    return this.#block.errorAt(at, age) - (climate.rows[row] ?? 0);
  }

  #close(at: number, day: number): void {
    const { generation, inUseFrom, presses, untyped } = this.#block;
    this.#sheet.inUse(inUseFrom[at] ?? 0, day);
    if (generation[at] !== 0) return;
    const { lives } = this.#sheet;
    lives.presses[this.#firstLife + at] = presses[at] ?? 0;
    lives.codes[this.#firstLife + at] = (presses[at] ?? 0) - (untyped[at] ?? 0);
  }
}
