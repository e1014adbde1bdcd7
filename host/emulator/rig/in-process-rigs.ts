import { RigError, ticksOfUnixMs } from '@fobkit/client';
import { nodePrimitives } from '@fobkit/client/node';
import { findProfile, Fob, type MakeProgram, type Profile } from '@fobkit/firmware-sim';
import { ByteReader, encodeUtf8 } from '@fobkit/protocol';
import { seededBytes } from '../seeded-bytes.ts';
import { SharedTime } from './fob-world.ts';
import { IN_PROCESS, InProcessRig, type InProcessTap } from './in-process-rig.ts';

/** What is wanted of the fobs of a run; a scenario of the bench is one. */
export interface RunWish {
  /** Name of a fob type. */
  readonly profile: string;
  /** Draws everything that is drawn: device id, crystal, bounce, keys, challenges of the host. */
  readonly seed: number;
  readonly given: {
    /** Unix seconds. */
    readonly time: number;
    readonly others: ReadonlyMap<string, { readonly profile: string }>;
  };
}

/** The first two bytes of a drawn device id, so that one tells where it comes from. */
const MAKER = [0xf0, 0xb1];
/** No name of another fob has a space. */
const UNDER_TEST = 'under test';

/**
 * Emulated fobs in this process, made for each run. The same wish gives the same fobs, codes and
 * bytes each time; the fobs of one run share its world time.
 */
export class InProcessRigs {
  readonly kind = 'emulated';
  readonly name = IN_PROCESS;
  readonly #profile: (name: string) => Profile | undefined;
  readonly #tap: InProcessTap | undefined;
  readonly #makeProgram: MakeProgram | undefined;
  readonly #times = new WeakMap<RunWish, SharedTime>();

  /**
   * @param profile Where fob types are looked up by name; among those of fobkit if absent.
   * @param tap Gets each link of a host, and gives it back as it is to be used.
   * @param makeProgram What fobs are flashed with; fobkit's firmware if absent.
   */
  constructor(
    profile: (name: string) => Profile | undefined = findProfile,
    tap?: InProcessTap,
    makeProgram?: MakeProgram,
  ) {
    this.#profile = profile;
    this.#tap = tap;
    this.#makeProgram = makeProgram;
  }

  /** A new blank fob: that of the run, or one of its others. Rejects with `RigError`. */
  async take(run: RunWish, fob?: string): Promise<InProcessRig> {
    await Promise.resolve();
    const type = fob === undefined ? run.profile : run.given.others.get(fob)?.profile;
    if (type === undefined)
      throw new RigError('lacking', `the scenario has no fob "${String(fob)}"`);
    const profile = this.#profile(type);
    if (profile === undefined) throw new RigError('lacking', `there is no profile ${type}`);
    const name = fob ?? UNDER_TEST;
    const time = this.#timeOf(run, name);
    const seed = fob === undefined ? run.seed : seedOf(run.seed, fob);
    const randomBytes = seededBytes(nodePrimitives, seed);
    const deviceId = randomBytes(8);
    deviceId.set(MAKER);
    const made = new Fob({
      profile,
      deviceId,
      batchKey: randomBytes(32),
      worldTicks: time.worldTicks,
      seed,
      crypto: nodePrimitives,
      makeProgram: this.#makeProgram,
    });
    return new InProcessRig({ fob: made, time, name, randomBytes, tap: this.#tap });
  }

  #timeOf(run: RunWish, name: string): SharedTime {
    const known = this.#times.get(run);
    if (known !== undefined && !known.empty && !known.has(name)) return known;
    const time = new SharedTime(ticksOfUnixMs(run.given.time * 1000));
    this.#times.set(run, time);
    return time;
  }
}

/** Other dice for each further fob, the same for the same name: 32 bits. */
function seedOf(seed: number, fob: string): number {
  const hash = nodePrimitives.sha256(encodeUtf8(`${String(seed)} ${fob}`));
  return new ByteReader(hash).u32be();
}
