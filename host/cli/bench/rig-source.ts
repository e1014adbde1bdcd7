import { type Link, LinkNotFoundError, parseDeviceUrl, RigError } from '@fobkit/client';
import { nodeEnv, linkTo } from '@fobkit/client/node';
import type { RigSource } from '@fobkit/bench';
import { ControlClient, ControlRigs, InProcessRigs } from '@fobkit/emulator';
import type { SimRecord } from '@fobkit/emulator/sims';
import { linkOf } from '../device/link-of.ts';
import { refuseOther } from '../device/other-device.ts';
import { type KeyOptions, transportKey } from '../device/transport-key.ts';
import type { Cli } from '../program/cli.ts';
import { noFob } from '../program/cli-error.ts';
import { refuseFallen } from '../sim/fallen-sims.ts';
import { knownSims } from '../sim/sims.ts';
import { DeviceRig } from './device-rig.ts';
import { handOf } from './hand.ts';
import { RunCapture } from './run-capture.ts';

/** Where scenarios run. */
export interface Rigs {
  readonly source: RigSource;
  /** Whether each run makes its own fobs, so that several may go on side by side. */
  readonly manifold: boolean;
  /** What passes over the links, where a run cannot be had once more. */
  readonly capture?: RunCapture;
}

/** Emulated fobs of this process's own; no hardware is looked for. */
export function inProcessRigs(): Rigs {
  return { source: new InProcessRigs(), manifold: true };
}

/** The one fob that a device URL names: emulated by its control channel, or real on its link. */
export async function rigsAt(cli: Cli, url: string, keys: KeyOptions): Promise<Rigs> {
  refuseOther(url);
  const sim = await simAt(url);
  const capture = new RunCapture();
  const place = { cli, url, keys, capture };
  const source = sim === undefined ? await deviceRigs(place) : controlRigs(place, sim);
  return { source, manifold: false, capture };
}

async function simAt(url: string): Promise<SimRecord | undefined> {
  const named = parseDeviceUrl(url);
  if (named.kind !== 'sim' && named.kind !== 'id') return undefined;
  const census = await knownSims();
  const isNamed = ({ deviceId }: SimRecord): boolean => deviceId === named.deviceId;
  const sim = census.up.find(isNamed);
  if (sim !== undefined || named.kind === 'id') return sim;
  refuseFallen(census, isNamed);
  throw noFob(
    'no-fob',
    `no emulated fob ${named.deviceId} is up; fob sim list tells those that are`,
  );
}

interface RigPlace {
  readonly cli: Cli;
  readonly url: string;
  readonly keys: KeyOptions;
  readonly capture: RunCapture;
}

function controlRigs({ capture, cli, keys }: RigPlace, sim: SimRecord): RigSource {
  const client = ControlClient.ofRecord(sim);
  const { deviceId } = sim;
  const link = openable(sim.links) === undefined ? undefined : simLink(client, deviceId);
  return new ControlRigs({
    client,
    deviceId,
    env: nodeEnv,
    factoryKey: (info) => transportKey(cli, keys, info),
    ...(link === undefined ? {} : { link: capture.of(link, nodeEnv.clock) }),
  });
}

/** The fob's link wherever it is: a terminal has another name each time it is plugged in. */
function simLink(client: ControlClient, deviceId: string): Link {
  const url = `sim:${deviceId}`;
  return {
    url,
    open: async (options) => {
      const { links, plugged } = await client.fob(deviceId).status();
      const now = plugged ? openable(links) : undefined;
      if (now === undefined) throw new LinkNotFoundError(url, 'the emulated fob is unplugged.');
      return linkTo(now).open(options);
    },
  };
}

/** Of the links that a fob tells, one that a host opens by itself. */
function openable(links: readonly string[]): string | undefined {
  return links.find((link) => /^(?:serial|tcp):/.test(link));
}

async function deviceRigs({ capture, cli, keys, url }: RigPlace): Promise<RigSource> {
  const link = capture.of(await linkOf(url), nodeEnv.clock);
  const { batchKeyFile, keyFile } = keys;
  const known = batchKeyFile !== undefined || keyFile !== undefined;
  const options = {
    link,
    env: nodeEnv,
    hand: handOf(cli),
    factoryKey: known
      ? (info: Parameters<typeof transportKey>[2]) => transportKey(cli, keys, info)
      : undefined,
  };
  const name = `fob at ${url}`;
  return {
    kind: 'bench',
    name,
    take: async (_, fob) => {
      if (fob === undefined) return DeviceRig.take(options);
      throw new RigError('lacking', `${name} stands alone: there is no fob "${fob}" beside it`);
    },
  };
}
