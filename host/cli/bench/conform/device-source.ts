import type { Subject, SubjectSource } from '@fobkit/bench';
import {
  FobDevice,
  type Link,
  LinkNotFoundError,
  parseDeviceUrl,
  secretBytes,
} from '@fobkit/client';
import { linkTo, nodeEnv } from '@fobkit/client/node';
import { ControlClient, ControlRig } from '@fobkit/emulator';
import type { FobInfo } from '@fobkit/protocol';
import { linkOf } from '../../device/link-of.ts';
import { refuseOther } from '../../device/other-device.ts';
import { type KeyOptions, transportKey } from '../../device/transport-key.ts';
import type { Cli } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { batchKeyOf, runningSimsOrNone } from '../../sim/sims.ts';

/** The one fob that device URLs name: its link, and a second one where it is given. */
export async function deviceSource(
  cli: Cli,
  urls: readonly string[],
  keys: KeyOptions,
): Promise<SubjectSource> {
  const subject = await subjectAt(cli, urls, keys);
  return { fresh: false, take: () => Promise.resolve(subject) };
}

async function subjectAt(cli: Cli, urls: readonly string[], keys: KeyOptions): Promise<Subject> {
  const [first = ''] = urls;
  for (const url of urls) refuseOther(url);
  const rig = await rigAt(first);
  const links = await linksOf(urls);
  const main = links.serial ?? links.hid;
  if (main === undefined) throw usage('no link to a fob is named');
  const info = await infoOf(main);
  return {
    name: urls.join(' and '),
    ...links,
    rawReports: false,
    twoLinks: links.serial !== undefined && links.hid !== undefined,
    hangsUp: await hangsUp(first),
    env: rig === undefined ? nodeEnv : { ...nodeEnv, clock: rig.clock },
    ...(await keysOf(cli, keys, { info, emulated: rig !== undefined })),
    ...(rig === undefined ? {} : { hand: rig }),
    close: async () => {
      await rig?.close();
    },
  };
}

/** A rig around an emulated fob of this user; undefined for a fob that nobody has a hand at. */
async function rigAt(url: string): Promise<ControlRig | undefined> {
  const named = parseDeviceUrl(url);
  if (named.kind !== 'sim' && named.kind !== 'id') return undefined;
  const sim = (await runningSimsOrNone()).find(({ deviceId }) => deviceId === named.deviceId);
  if (sim === undefined) return undefined;
  const client = ControlClient.ofRecord(sim);
  return ControlRig.take({ client, deviceId: sim.deviceId, env: nodeEnv });
}

async function linksOf(urls: readonly string[]): Promise<Pick<Subject, 'serial' | 'hid'>> {
  const links: { serial?: Link; hid?: Link } = {};
  for (const url of urls) {
    const kind = parseDeviceUrl(url).kind === 'hid' ? 'hid' : 'serial';
    if (links[kind] !== undefined) throw usage(`${url}: a ${kind} link is named already`);
    links[kind] = parseDeviceUrl(url).kind === 'sim' ? simLink(url) : await linkOf(url);
  }
  return links;
}

/** DTR of a USB port and the end of a TCP connection reach a fob; a UART and a terminal have none. */
async function hangsUp(url: string): Promise<boolean> {
  const named = parseDeviceUrl(url);
  const sims = named.kind === 'sim' || named.kind === 'id' ? await runningSimsOrNone() : [];
  const sim = sims.find(({ deviceId }) => 'deviceId' in named && deviceId === named.deviceId);
  const link = sim?.links.find((one) => /^(?:serial|tcp):/.test(one)) ?? url;
  return /^tcp:|ttyACM|cu\.usbmodem|COM\d/.test(link);
}

/** The fob's link wherever it is: a terminal has another name each time it is plugged in. */
function simLink(url: string): Link {
  return {
    url,
    open: async (options) => {
      const { deviceId } = { deviceId: url.slice('sim:'.length).toLowerCase() };
      const sim = (await runningSimsOrNone()).find((one) => one.deviceId === deviceId);
      const now = sim?.links.find((link) => /^(?:serial|tcp):/.test(link));
      if (now === undefined) throw new LinkNotFoundError(url, 'the emulated fob has no link.');
      return linkTo(now).open(options);
    },
  };
}

async function infoOf(link: Link): Promise<FobInfo> {
  const fob = await FobDevice.connect(link, nodeEnv);
  try {
    return await fob.getInfo();
  } finally {
    await fob.close();
  }
}

async function keysOf(
  cli: Cli,
  keys: KeyOptions,
  { info, emulated }: { readonly info: FobInfo; readonly emulated: boolean },
): Promise<Pick<Subject, 'transportKey' | 'factoryKey' | 'batchKey'>> {
  if (keys.keyFile === undefined && keys.batchKeyFile === undefined && !emulated) return {};
  const key = secretBytes(await transportKey(cli, keys, info));
  const batchKey = emulated ? await batchKeyOf(info.batchKeyId) : undefined;
  return {
    transportKey: key,
    ...(info.keyGeneration === 0 ? { factoryKey: key } : {}),
    ...(batchKey === undefined ? {} : { batchKey }),
  };
}
