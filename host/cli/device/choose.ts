import { type Candidate, gather, groupByDevice } from '@fobkit/client';
import type { SimRecord } from '@fobkit/emulator/sims';
import type { Cli } from '../program/cli.ts';
import { noFob } from '../program/cli-error.ts';
import { openRig, runningSimsOrNone } from '../sim/sims.ts';
import { whyNotAttached } from '../usb/why-not-attached.ts';
import { everyCandidate } from './link-of.ts';

/** More would hide what is to be done. */
const MOST_TOLD = 10;

/** The links of one fob, as far as they are known to be. */
type Links = readonly [Candidate, ...(readonly Candidate[])];

/** The address of the only fob at hand: emulated and up, or on USB with fobkit's ids. */
export async function chooseDevice(cli: Cli): Promise<string> {
  const fobs = await fobsAtHand(cli);
  const [only, ...others] = fobs;
  if (only === undefined) {
    const waiting = whyNotAttached(await runningSimsOrNone());
    if (waiting !== undefined) throw waiting;
    throw noFob(
      'no-fob',
      'no fob is at hand. Plug one in, start one with fob sim up, or name its port with --device; ' +
        'fob doctor looks for the reason.',
    );
  }
  if (others.length === 0) return addressOf(only);
  const sims = await runningSimsOrNone();
  const told = await Promise.all(fobs.slice(0, MOST_TOLD).map((links) => describe(links, sims)));
  const rest = fobs.length - told.length;
  const more = rest === 0 ? '' : `; and ${String(rest)} more, which fob list tells`;
  throw noFob(
    'several-fobs',
    `${String(fobs.length)} fobs are at hand; say which with --device: ${told.join('; ')}${more}`,
  );
}

/** Of a fob with several links its device id, so that one that does not open is no obstacle. */
function addressOf([first, ...others]: Links): string {
  return others.length === 0 ? first.url : (first.deviceId ?? first.url);
}

/** `serial:/dev/pts/4, 0102030405060708 (generic, SKTH00000017)`. */
async function describe([first]: Links, sims: readonly SimRecord[]): Promise<string> {
  const { url, description, deviceId } = first;
  const sim = sims.find((one) => one.deviceId === deviceId || one.links.includes(url));
  const place = deviceId === undefined ? url : `${url}, ${deviceId}`;
  if (sim === undefined) return description === undefined ? place : `${place} (${description})`;
  const label = await labelOf(sim);
  return `${url}, ${sim.deviceId} (${sim.profile}${label === undefined ? '' : `, ${label}`})`;
}

/** None where its rig cannot say. */
async function labelOf(sim: SimRecord): Promise<string | undefined> {
  try {
    return (await (await openRig(sim)).status()).serialLabel;
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Fobs that are surely fobs, none of them asked. */
async function fobsAtHand(cli: Cli): Promise<readonly Links[]> {
  const { candidates, faults } = await gather(everyCandidate(), cli.signal);
  const ours = candidates.filter((candidate) => candidate.ours);
  // A machine that cannot list its ports has none, and a real fob does without the state folder.
  const unusable = faults.find(({ provider }) => provider === 'emulated');
  if (ours.length === 0 && unusable !== undefined) throw unusable.error;
  return groupByDevice(withoutUnknown(ours)).flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, ...others] as const],
  );
}

/** Windows does not tell whose fob a port is; it is taken for one of those that HID tells. */
function withoutUnknown(ours: readonly Candidate[]): readonly Candidate[] {
  const isKnown = ours.some(({ usb, deviceId }) => usb !== undefined && deviceId !== undefined);
  return ours.filter(
    ({ usb, deviceId }) => !isKnown || usb === undefined || deviceId !== undefined,
  );
}
