import { randomBytes, randomInt } from 'node:crypto';
import { type HostClock, type Link, ticksOfUnixMs } from '@fobkit/client';
import { nodeClock, nodePrimitives } from '@fobkit/client/node';
import {
  findFobType,
  findProfile,
  Fob,
  type FobType,
  type Profile,
  profiles,
  tokenProfiles,
} from '@fobkit/firmware-sim';
import { InProcessPlug } from '@fobkit/firmware-sim/plug';
import { toHex, UsageError } from '@fobkit/protocol';
import { inProcessLink } from './in-process-link.ts';
import { LiveClock } from './live-clock.ts';
import type { LiveFob } from './live-fob.ts';

export interface NewFobOptions {
  /** The name of a fob type that comes with fobkit, or one's own; `generic` if absent. */
  readonly profile?: string | FobType;
  /** 8 bytes; drawn if absent. */
  readonly deviceId?: Uint8Array;
  /** 32 bytes; drawn if absent. */
  readonly batchKey?: Uint8Array;
  /** World time at which it is made, in unix seconds; now if absent. */
  readonly unixTime?: number;
  /** Draws the crystal's error, the button's bounce and its random numbers; drawn if absent. */
  readonly seed?: number;
}

export interface StartFobOptions extends NewFobOptions {
  /**
   * Ties world time to this clock; `true`: to the machine's. World time moves only by
   * `fob.advance` if absent.
   */
  readonly live?: boolean | HostClock;
}

export interface InProcessFob {
  /** Of a live fob: as it was brought up to now last; `live.fob` brings it up. */
  readonly fob: Fob;
  readonly link: Link;
  readonly plug: InProcessPlug;
  /** Of the fob's batch, from which its factory key follows: 32 bytes. */
  readonly batchKey: Uint8Array;
  /** Only of a live fob. */
  readonly live?: LiveFob;
  close(): Promise<void>;
}

/** @throws UsageError when there is no such fob type. */
export function profileOf(profile: string | Profile): Profile {
  if (typeof profile !== 'string') return profile;
  const found = findProfile(profile);
  if (found !== undefined) return found;
  const known = profiles.map(({ name }) => name).join(', ');
  throw new UsageError(`there is no profile ${profile}: one of ${known}, or one of your own`);
}

/** As `profileOf`, whoever made it. @throws UsageError when there is no such fob type. */
export function fobTypeOf(type: string | FobType): FobType {
  if (typeof type !== 'string') return type;
  const found = findFobType(type);
  if (found !== undefined) return found;
  const known = [...profiles, ...tokenProfiles].map(({ name }) => name).join(', ');
  throw new UsageError(`there is no profile ${type}: one of ${known}, or one of your own`);
}

/** A new blank fob, with the primitives of Node. @throws UsageError when there is no such type. */
export function newFob(options: NewFobOptions & { readonly batchKey: Uint8Array }): Fob {
  const { profile = 'generic', deviceId, batchKey, unixTime, seed } = options;
  return new Fob({
    profile: fobTypeOf(profile),
    deviceId: deviceId ?? Uint8Array.from(randomBytes(8)),
    batchKey,
    worldTicks: ticksOfUnixMs(unixTime === undefined ? nodeClock.unixMs() : unixTime * 1000),
    seed: seed ?? randomInt(2 ** 32),
    crypto: nodePrimitives,
  });
}

/**
 * A fob in this process and a link to it, with no operating system in between.
 *
 * @throws UsageError when there is no such fob type.
 */
export function startFob(options: StartFobOptions = {}): InProcessFob {
  const { live: clock = false, ...given } = options;
  const batchKey = options.batchKey ?? Uint8Array.from(randomBytes(32));
  const fob = newFob({ ...given, batchKey });
  const url = `sim:${toHex(fob.identity.deviceId)}`;
  if (clock === false) {
    const plug = new InProcessPlug(fob, url);
    return { fob, link: inProcessLink(plug), plug, batchKey, close: () => plug.close() };
  }
  const time = new LiveClock({
    clock: clock === true ? nodeClock : clock,
    ...(options.unixTime === undefined ? {} : { unixTime: options.unixTime }),
  });
  const live = time.add(fob);
  const plug = new InProcessPlug(live, url);
  live.attach(plug);
  const close = async (): Promise<void> => {
    await live.close();
    time.close();
  };
  return { fob, link: inProcessLink(plug), plug, batchKey, live, close };
}
