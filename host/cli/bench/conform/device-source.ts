import type { Subject, SubjectSource } from '@fobkit/bench';
import {
  BadReplyError,
  FobDevice,
  type Link,
  LinkNotFoundError,
  parseDeviceUrl,
  ProtocolVersionError,
} from '@fobkit/client';
import { linkTo, nodeEnv, webUsbLink } from '@fobkit/client/node';
import { ControlClient, ControlRig } from '@fobkit/emulator';
import { type FobInfo, toHex } from '@fobkit/protocol';
import { linkOf } from '../../device/link-of.ts';
import { refuseOther } from '../../device/other-device.ts';
import type { KeyOptions } from '../../device/transport-key.ts';
import type { Cli } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { runningSimsOrNone } from '../../sim/sims.ts';
import { fobKeys } from './fob-keys.ts';
import { usbControlTo } from './usb-control.ts';

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
    ...(await usbOf(urls, info)),
    rawReports: false,
    twoLinks: links.serial !== undefined && links.hid !== undefined,
    hangsUp: await hangsUp(urls.find((url) => parseDeviceUrl(url).kind !== 'hid') ?? first),
    env: rig === undefined ? nodeEnv : { ...nodeEnv, clock: rig.clock },
    ...(await fobKeys(cli, keys, { told: info, emulated: rig !== undefined })),
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

/** What GetInfo tells; undefined when the fob answers and what it tells cannot be read. */
async function infoOf(link: Link): Promise<FobInfo | undefined> {
  try {
    const fob = await FobDevice.connect(link, nodeEnv);
    try {
      return await fob.getInfo();
    } finally {
      await fob.close();
    }
  } catch (error) {
    if (error instanceof BadReplyError || error instanceof ProtocolVersionError) return undefined;
    throw error;
  }
}

/** Endpoint 0, where the fob hangs on the USB of this machine; and its third interface. */
async function usbOf(
  urls: readonly string[],
  info: FobInfo | undefined,
): Promise<Pick<Subject, 'usb' | 'webusb'>> {
  const kinds = urls.map((url) => parseDeviceUrl(url).kind);
  if (info === undefined || kinds.includes('sim') || kinds.includes('tcp')) return {};
  const deviceId = toHex(info.deviceId);
  const usb = await usbControlTo(deviceId);
  if (usb === undefined) return {};
  return { usb, ...(kinds.includes('usb') ? {} : { webusb: webUsbLink({ deviceId }) }) };
}
