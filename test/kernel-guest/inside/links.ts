import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { FobDevice, identifiedLink, type Link, watchDevices } from '@fobkit/client';
import { linkTo, machineCandidates, nodeClock, nodeEnv } from '@fobkit/client/node';
import { toHex } from '@fobkit/protocol';
import { tell } from './tell.ts';

// What the links of Node do on a real kernel: use, use at once, unplug and plug in again.

const run = promisify(execFile);
const [host = '', port = '', deviceId = ''] = process.argv.slice(2);
const providers = machineCandidates();

const URLS = ['hid:/dev/hidraw0', 'serial:/dev/ttyACM0', `usb:${deviceId}`];
const anyLink = (): Link => identifiedLink({ deviceId, providers, linkTo });

/** What went wrong, by its code; `ok` when nothing did. */
async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'ok';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return code === 'unknown' ? String(error) : code;
  }
}

function connect(link: Link): Promise<FobDevice> {
  return FobDevice.connect(link, nodeEnv);
}

const watched: string[] = [];
const stop = new AbortController();
const watching = (async () => {
  const events = watchDevices({ providers, clock: nodeClock, pollMs: 100, signal: stop.signal });
  for await (const event of events) {
    const schemes = event.links.map(({ url }) => url.replace(/:.*/, ''));
    watched.push([event.type, event.deviceId, ...schemes].join(' '));
  }
})().catch(() => undefined);

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

for (const url of URLS) {
  const fob = await connect(linkTo(url));
  for (let i = 0; i < 20; i++) await fob.getStatus({ events: 16 });
  const { counters } = fob;
  const second = await outcome(connect(linkTo(url)).then((other) => other.close()));
  await fob.close();
  // A link that is closed is free at once.
  const again = await outcome(connect(linkTo(url)).then((other) => other.close()));
  tell({ url: url.replace(/:.*/, ''), counters, second, again });
}

const all = await Promise.all([...URLS.map((url) => linkTo(url)), anyLink()].map(connect));
const ids = await Promise.all(all.map(async (fob) => toHex((await fob.getInfo()).deviceId)));
tell({ together: ids.every((id) => id === deviceId) });

await until(() => watched.some((line) => line.includes(' hid serial usb')));
await run('usbip', ['detach', '-p', '0']);
await until(() => watched.at(-1)?.startsWith('left') === true);
tell({ lost: await Promise.all(all.map((fob) => outcome(fob.getInfo()))) });
await Promise.all(all.map((fob) => fob.close()));
tell({ gone: await outcome(connect(anyLink())) });

const before = watched.length;
await run('usbip', ['--tcp-port', port, 'attach', '-r', host, '-b', '1-1']);
await until(() => watched.slice(before).some((line) => line.includes(' hid serial usb')));
const back = await connect(anyLink());
tell({ back: toHex(back.deviceId) });
await back.close();

stop.abort();
await watching;
tell({ types: watched.map((line) => line.split(' ')[0]) });
process.exit(0);
