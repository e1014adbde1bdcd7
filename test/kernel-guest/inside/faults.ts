import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, FobDevice, FobError, type Link } from '@fobkit/client';
import { linkTo, nodeEnv, systemUsb, usbDevices } from '@fobkit/client/node';
import { encodeSerialFrame, HID_REPORT_SIZE } from '@fobkit/protocol';
import { type Ask, reachHand } from './hand.ts';
import { tell } from './tell.ts';
import { DEVICE, isGone, isThere, NODES, until, type UsbipAddress, usbipAttach } from './vhci.ts';

// What a fob that somebody handles badly is to a real kernel, and to the links of Node on it:
// `faults HOST USBIP-PORT HAND-PORT DEVICE-ID`. Each scenario is told with what came of it.

const [host = '', port = '', handPort = '', deviceId = ''] = process.argv.slice(2);
const server: UsbipAddress = { host, port: Number(port) };
const BUS_ID = '1-1';

const URLS = { hid: `hid:${NODES.hid}`, serial: `serial:${NODES.serial}`, usb: `usb:${deviceId}` };
type LinkName = keyof typeof URLS;
const LINKS = Object.keys(URLS) as LinkName[];

async function scenario(name: string, act: () => Promise<object>): Promise<void> {
  writeFileSync('/dev/kmsg', `<6>scenario ${name}`);
  tell({ scenario: name, ...(await act()) });
}

/** `ok`, or what went wrong, by its code. */
async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'ok';
  } catch (error) {
    return error instanceof FobError ? error.code : String(error);
  }
}

function connect(name: LinkName): Promise<FobDevice> {
  return FobDevice.connect(linkTo(URLS[name]), nodeEnv);
}

/** Opens the fob anew, asks it and lets it go. */
async function meet(name: LinkName): Promise<string> {
  return await outcome(connect(name).then((device) => device.close()));
}

async function meetAll(): Promise<Readonly<Record<string, string>>> {
  const met: Record<string, string> = {};
  for (const name of LINKS) met[name] = await meet(name);
  return met;
}

async function attachAgain(): Promise<void> {
  await until(isGone);
  await usbipAttach(server, BUS_ID);
  await until(isThere);
}

/** Half a message, as its link frames it. */
function halfOf(name: LinkName): Uint8Array {
  if (name !== 'hid') return encodeSerialFrame(new Uint8Array(60).fill(1)).subarray(0, 30);
  const report = new Uint8Array(HID_REPORT_SIZE);
  // INIT wants 8 bytes; a message of 500 on a channel that was not given is refused by its first.
  report.set([0xff, 0xff, 0xff, 0xff, 0x86, 0x01, 0xf4]);
  return report;
}

/** Whether the link heard by itself, or only found that its node is gone. */
async function hearsOfTheLoss(connection: Connection): Promise<string> {
  const lost = connection.closed.then(({ kind }) => kind);
  const gone = until(isGone).then(async () => {
    await sleep(10_000);
    return (await connection.isGone?.()) === true ? 'gone' : 'deaf';
  });
  return await Promise.race([lost, gone]);
}

async function unpluggedIn(ask: Ask, name: LinkName): Promise<object> {
  const link: Link = linkTo(URLS[name]);
  const connection = await link.open();
  await connection.write(halfOf(name));
  await ask('unplug');
  const heard = await hearsOfTheLoss(connection);
  await connection.close();
  await ask('replug');
  await attachAgain();
  return { heard, again: await meet(name) };
}

/** A call over an endpoint that halts, one over the link opened anew, and one after a reset. */
async function stalled(ask: Ask, name: LinkName, way: 'in' | 'out'): Promise<object> {
  const device = await connect(name);
  const fault = await ask('arm', `usb.stall ${name === 'usb' ? 'webusb' : name} ${way}`);
  const open = await outcome(device.getInfo());
  await device.close();
  const fired = await ask('fired', fault);
  const anew = await meet(name);
  if (anew !== 'ok') await reset();
  return { fired, open, anew, afterReset: await meet(name) };
}

/** USBDEVFS_RESET: the hub resets the port, and the drivers begin again. */
async function reset(): Promise<void> {
  const [device] = await usbDevices(await systemUsb());
  if (device === undefined || !('reset' in device) || typeof device.reset !== 'function') {
    throw new Error('npm usb has no fob that can be reset');
  }
  await device.open();
  await Reflect.apply(device.reset, device, []);
  await device.close();
  await until(isThere);
}

async function unpluggedWhileAttaching(ask: Ask, transfer: number): Promise<object> {
  await ask('unplug');
  await until(isGone);
  await ask('replug');
  await ask('unplugAt', String(transfer));
  // The tool succeeds when the kernel has the socket, before anything is read of the fob.
  await outcome(usbipAttach(server, BUS_ID));
  while ((await ask('plugged')) === 'true') await sleep(20);
  await ask('replug');
  await attachAgain();
  return { met: await meetAll() };
}

const ask = await reachHand(host, Number(handPort));
await usbipAttach(server, BUS_ID);
await until(isThere);

for (const name of LINKS) {
  await scenario(`unplugged in mid-message: ${name}`, () => unpluggedIn(ask, name));
}

for (const name of LINKS) {
  for (const way of ['in', 'out'] as const) {
    await scenario(`stalled: ${name} ${way}`, () => stalled(ask, name, way));
  }
}

await scenario('reset by the host', async () => {
  await reset();
  return { met: await meetAll() };
});

await scenario('authorised anew', async () => {
  writeFileSync(`${DEVICE}/authorized`, '0');
  await until(() => !isThere());
  writeFileSync(`${DEVICE}/authorized`, '1');
  await until(isThere);
  return { met: await meetAll() };
});

await scenario('configured anew', async () => {
  writeFileSync(`${DEVICE}/bConfigurationValue`, '0');
  await until(() => !isThere());
  writeFileSync(`${DEVICE}/bConfigurationValue`, '1');
  await until(isThere);
  return { met: await meetAll() };
});

await scenario('suspended', async () => {
  const power = (name: string): string => `${DEVICE}/power/${name}`;
  const status = (): string => readFileSync(power('runtime_status'), 'utf8').trim();
  writeFileSync(power('autosuspend_delay_ms'), '0');
  writeFileSync(power('control'), 'auto');
  await until(() => status() === 'suspended');
  const met = await meetAll();
  await until(() => status() === 'suspended');
  writeFileSync(power('control'), 'on');
  await until(() => status() === 'active');
  return { met, resumed: await meetAll() };
});

await scenario('brown-out on attach', async () => {
  await ask('unplug');
  await until(isGone);
  const fault = await ask('arm', 'usb.brownout', 'plug:1');
  await ask('replug');
  const attached = (await outcome(usbipAttach(server, BUS_ID))) === 'ok';
  const fired = await ask('fired', fault);
  await ask('replug');
  await attachAgain();
  return { attached, fired, met: await meetAll() };
});

for (const transfer of [1, 5, 12, 20]) {
  await scenario(`unplugged at transfer ${String(transfer)} of the attach`, () =>
    unpluggedWhileAttaching(ask, transfer),
  );
}

process.exit(0);
