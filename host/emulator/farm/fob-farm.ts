import { type HostClock, ticksOfUnixMs } from '@fobkit/client';
import { nodeClock, nodePrimitives } from '@fobkit/client/node';
import type { Fob, FobType } from '@fobkit/firmware-sim';
import { LiveClock } from '../live-clock.ts';
import { Dice } from './dice.ts';
import { FarmBench, type FobSupply } from './farm-bench.ts';
import { FarmFob } from './farm-fob.ts';
import type { FobWish } from './fob-wish.ts';
import { makeFob } from './make-fob.ts';
import { inProcessWay, type WayMaker } from './way.ts';
import { WorkMeter, type WorkTimes } from './work-times.ts';

export interface FarmOptions {
  /** In the order in which they come: `drawFobs`. */
  readonly wishes: readonly FobWish[];
  /** 32 bytes: from which the factory keys follow. */
  readonly batchKey: Uint8Array;
  /** Draws chip numbers, crystals and the operator's hand. */
  readonly seed: number;
  /** The fob type of good ones; `generic` if absent. */
  readonly type?: string | FobType;
  /** How ports lead to fobs; a stream in this process if absent. */
  readonly way?: WayMaker;
  /** Counts the work of the chips, for a way that charges it. */
  readonly work?: WorkTimes;
  /** Serial labels that stand on mislabelled and half-loaded ones. */
  readonly labels?: readonly string[];
  /** Fobs that were made before, as after a restart: they come after the others. */
  readonly fobs?: readonly Fob[];
  /** The machine's if absent. */
  readonly clock?: HostClock;
}

/** The first bytes of a chip number, so that one tells where it comes from. */
const MAKER = [0xf0, 0xb2];
const ID_LENGTH = 8;

/**
 * Emulated fobs that come to stations one after the other, and an operator at each station who
 * plugs them in, presses where a press is wanted, and takes away what is done. A fob exists from
 * the moment it is first plugged in; it stays, without time, when it is put away.
 */
export class FobFarm implements FobSupply {
  readonly clock: HostClock;
  readonly time: LiveClock;
  readonly way: WayMaker;
  readonly #options: FarmOptions;
  readonly #made: FarmFob[] = [];
  readonly #back: FarmFob[] = [];
  readonly #benches: FarmBench[] = [];
  #wished = 0;
  #resting = 0;

  constructor(options: FarmOptions) {
    this.#options = options;
    this.clock = options.clock ?? nodeClock;
    this.time = new LiveClock({ clock: this.clock });
    this.way = options.way ?? inProcessWay('serial');
    for (const fob of options.fobs ?? []) {
      const made = new FarmFob({ number: -this.#made.length, wish: { kind: 'good' }, fob });
      this.#made.push(made);
      this.#back.push(made);
    }
  }

  /** Those that were made before, and those that were plugged in, in that order. */
  get fobs(): readonly FarmFob[] {
    return this.#made;
  }

  /** How many are still to come, or to come again. */
  get waiting(): number {
    return this.#options.wishes.length - this.#wished + this.#back.length + this.#resting;
  }

  /** A hub of `ports` ports for a station, with an operator. */
  bench(name: string, ports: number): FarmBench {
    const bench = new FarmBench(this, { name, ports, seed: this.#options.seed });
    this.#benches.push(bench);
    return bench;
  }

  async next(): Promise<FarmFob | undefined> {
    const wish = this.#options.wishes[this.#wished];
    if (wish === undefined) return this.#back.shift();
    const number = ++this.#wished;
    const { batchKey, labels = [], seed, type = 'generic', work } = this.#options;
    const meter = work === undefined ? undefined : new WorkMeter(work, nodePrimitives);
    const fob = await makeFob({
      wish,
      seed: (Math.imul(seed, 0x9e37_79b1) ^ number) >>> 0,
      deviceId: this.#idOf(wish.kind === 'duplicate' ? this.#twinOf(number) : number),
      batchKey,
      type,
      worldTicks: ticksOfUnixMs(this.clock.unixMs()),
      primitives: meter?.primitives ?? nodePrimitives,
      label: labels[number % labels.length] ?? `FARM-${String(number)}`,
    });
    meter?.watch(fob.parts.flash);
    const made = new FarmFob({ number, wish, fob, meter });
    this.#made.push(made);
    return made;
  }

  giveBack(fob: FarmFob, inMs = 0): void {
    if (inMs > 0) {
      this.#resting++;
      this.clock.after(inMs, () => {
        this.#resting--;
        this.giveBack(fob);
      });
      return;
    }
    this.#back.push(fob);
    for (const bench of this.#benches) bench.look();
  }

  /** Pulls everything out. The fobs stay as they are. */
  async close(): Promise<void> {
    for (const bench of this.#benches) await bench.leave();
    for (const fob of this.#made) await fob.putAway();
    this.time.close();
  }

  /** The number of a good fob that has the same chip number; itself when there is none. */
  #twinOf(number: number): number {
    const good = this.#options.wishes.flatMap(({ kind }, at) => (kind === 'good' ? [at + 1] : []));
    return good[number % good.length] ?? number;
  }

  #idOf(number: number): Uint8Array {
    const id = new Dice(this.#options.seed ^ Math.imul(number, 0x85eb_ca6b)).bytes(ID_LENGTH);
    id.set(MAKER);
    // Drawn ones could meet.
    new DataView(id.buffer).setUint32(4, number);
    return id;
  }
}
