import { type HostEnv, ticksOfUnixMs, type WireOptions } from '@fobkit/client';
import { nodePrimitives } from '@fobkit/client/node';
import {
  Fob,
  type Profile,
  profileOf,
  restoreFob,
  seededBytes,
  WorldClock,
} from '@fobkit/emulator';
import { type Purpose, UsageError } from '@fobkit/protocol';
import { TestFob } from './test-fob.ts';

export interface TestFobOptions {
  /** The name of a fob type that comes with fobkit, or one's own; `generic` if absent. */
  readonly profile?: string | Profile;
  /** World time at which the fob is made; 2027-01-01T00:00:00Z if absent. */
  readonly worldTime?: Date | string;
  /** Draws everything that is drawn: device id, crystal, bounce, keys; 1 if absent. */
  readonly seed?: number;
  /** 8 bytes; drawn if absent. */
  readonly deviceId?: Uint8Array;
  /** What `provision` loads for; `test` if absent. */
  readonly purpose?: Purpose;
  /** Whether world time moves on by itself while the client waits; true if absent. */
  readonly autoAdvance?: boolean;
  /** Timeouts, resends and reconnection of the client. */
  readonly client?: WireOptions;
  /** A fob from a snapshot, in place of a new one. */
  readonly snapshot?: string;
}

const WORLD_TIME = '2027-01-01T00:00:00Z';
/** The first two bytes of a drawn device id, so that one tells where it comes from. */
const MAKER = [0xf0, 0xb1];

/**
 * An emulated fob with a client connected to it. The same options give the same fob, codes and
 * bytes on every run.
 *
 * @throws UsageError when there is no such fob type, time or snapshot.
 */
export async function startTestFob(options: TestFobOptions = {}): Promise<TestFob> {
  const { autoAdvance = true, client = {}, purpose = 'test', seed = 1 } = options;
  const randomBytes = seededBytes(nodePrimitives, seed);
  const fob = makeFob(options, seed, randomBytes);
  const clock = new WorldClock(fob, { autoAdvance });
  const env: HostEnv = { clock, randomBytes, primitives: nodePrimitives };
  return TestFob.start({ fob, clock, env, client, purpose });
}

function makeFob(
  options: TestFobOptions,
  seed: number,
  randomBytes: (length: number) => Uint8Array,
): Fob {
  if (options.snapshot !== undefined) return restoreFob(options.snapshot, nodePrimitives);
  const drawn = randomBytes(8);
  drawn.set(MAKER);
  return new Fob({
    profile: profileOf(options.profile ?? 'generic'),
    deviceId: options.deviceId ?? drawn,
    batchKey: randomBytes(32),
    worldTicks: ticksOfUnixMs(unixMsOf(options.worldTime ?? WORLD_TIME)),
    seed,
    crypto: nodePrimitives,
  });
}

function unixMsOf(time: Date | string): number {
  const unixMs = typeof time === 'string' ? Date.parse(time) : time.getTime();
  if (!(unixMs >= 0)) throw new UsageError('worldTime: no date since 1970');
  return unixMs;
}
