import { percentLeft } from '../hardware/cell.ts';
import { FobBlock, FobState } from './fob-block.ts';
import { DEAD, FobEnds } from './fob-ends.ts';
import { FobPresses } from './fob-presses.ts';
import { type FleetModel, fleetModel } from './fleet-model.ts';
import { GuessDays } from './guess-days.ts';
import { HelpDesk } from './help-desk.ts';
import type { FleetPart } from './fleet-part.ts';
import { countInto } from './spread-plan.ts';
import { countOne, TallySheet } from './tally-sheet.ts';
import { Visits } from './visits.ts';

const BILLION = 1_000_000_000;

/** All that the fobs of a block and their owners are run with. */
export class FleetWork {
  readonly part: FleetPart;
  readonly model: FleetModel;
  readonly block: FobBlock;
  readonly sheet: TallySheet;
  readonly ends: FobEnds;
  readonly presses: FobPresses;
  readonly visits: Visits;
  readonly desk: HelpDesk;
  readonly guessDays: GuessDays;
  /** What the bank remembers of each fob of the block. */
  readonly memory: Float64Array;
  /** The number of the block's first fob. */
  #first = 0;

  constructor(part: FleetPart, blockFobs: number) {
    const { judge, spec } = part;
    this.part = part;
    this.model = fleetModel(spec);
    this.block = new FobBlock(blockFobs, spec.days);
    this.sheet = new TallySheet(spec, part.first, part.count);
    this.ends = new FobEnds(this.model, this.block, this.sheet);
    const { presses } = this.sheet.columns;
    this.presses = new FobPresses(this.model, this.block, this.ends, presses);
    this.visits = new Visits(this.model, blockFobs);
    this.desk = new HelpDesk(spec, judge, this.sheet, this.ends);
    this.guessDays = new GuessDays(spec);
    this.memory = new Float64Array(blockFobs * judge.width);
  }

  /** Fills the block with the fobs from number `first` on. */
  begin(first: number, count: number): void {
    this.#first = first;
    for (let at = 0; at < count; at++) {
      const fob = first + at;
      this.block.bear(at, { model: this.model, fob, day: 0, generation: 0 });
      this.part.judge.fresh(this.memory, at * this.part.judge.width);
      this.visits.begin(at, fob);
      this.block.guessedOn[at] = this.guessDays.next(fob, this.block.inUseFrom[at] ?? 0);
    }
    this.ends.begin(first - this.part.first, count);
  }

  fobAt(at: number): number {
    return this.#first + at;
  }

  /** An owner presses a dead fob and sees nothing. */
  foundDead(at: number, day: number): void {
    if (this.block.state[at] === FobState.dead) this.desk.foundDead(at, day);
  }

  /** On that day the owner gets another fob. */
  replace(at: number, day: number): void {
    const generation = (this.block.generation[at] ?? 0) + 1;
    this.block.bear(at, { model: this.model, fob: this.fobAt(at), day, generation });
    this.part.judge.fresh(this.memory, at * this.part.judge.width);
    countOne(this.sheet.columns.replaced, day);
  }

  /** Looks at clock and cell at the end of a day, as the `index`-th look. */
  look(at: number, index: number): void {
    const day = this.sheet.clockSeconds[index]?.day ?? 0;
    if ((this.block.inUseFrom[at] ?? 0) > day) return;
    const used = this.ends.usedAfter(at, day);
    if (used === DEAD) return;
    const clock = this.sheet.clockSeconds[index];
    const charge = this.sheet.chargePercent[index];
    if (clock === undefined || charge === undefined) return;
    countInto(clock, Math.floor(this.ends.errorBefore(at, day + 1) / BILLION));
    countInto(charge, percentLeft(Math.floor(used / 3600), this.model.cell.capacityNah));
  }
}
