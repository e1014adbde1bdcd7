import { once } from 'node:events';
import { HidCommand, HidHost, MAX_MESSAGE } from '@fobkit/protocol';

/** The part of node-hid that is probed; arguments are wrong on purpose at times. */
export interface ProbedHid {
  readonly HIDAsync: {
    new (...wrong: readonly unknown[]): unknown;
    open(...given: readonly unknown[]): Promise<ProbedDevice>;
  };
  devicesAsync(...ids: readonly unknown[]): Promise<readonly object[]>;
}

interface ProbedDevice extends NodeJS.EventEmitter {
  write(...given: readonly unknown[]): Promise<number>;
  read(...given: readonly unknown[]): Promise<Buffer | undefined>;
  getFeatureReport(...given: readonly unknown[]): Promise<Buffer>;
  sendFeatureReport(...given: readonly unknown[]): Promise<number>;
  setNonBlocking(...given: readonly unknown[]): Promise<void>;
  getDeviceInfo(): Promise<object>;
  close(): Promise<void>;
  pause(): void;
  resume(): void;
}

const VENDOR = 0x1209;
const PRODUCT = 0xf0b1;
const INIT = Buffer.alloc(65);
INIT.set([0xff, 0xff, 0xff, 0xff, 0x86, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8], 1);

/**
 * Asks everything of a library that is or stands in for node-hid, right and wrong, with a fob on
 * `path`; what came of each question. `unplug` pulls the fob, once.
 */
export async function probeHid(
  hid: ProbedHid,
  path: string,
  unplug: () => void,
): Promise<Readonly<Record<string, unknown>>> {
  const said: Record<string, unknown> = {};
  const ask = async (what: string, question: () => unknown): Promise<void> => {
    said[what] = await answerOf(question);
  };
  const { HIDAsync } = hid;

  await ask('list', () => hid.devicesAsync(VENDOR, PRODUCT));
  await ask('list of another product', () => hid.devicesAsync(VENDOR, PRODUCT + 1));
  await ask('list by one id', () => hid.devicesAsync(VENDOR));
  await ask('new', () => new HIDAsync());
  await ask('open nothing', () => HIDAsync.open());
  await ask('open a number', () => HIDAsync.open(5));
  await ask('open two words', () => HIDAsync.open('a', 'b'));
  await ask('open a path that is not there', () => HIDAsync.open('/dev/hidraw77'));
  await ask('open a product that is not there', () => HIDAsync.open(VENDOR, PRODUCT + 1));
  await ask('open a serial number that is none', () => HIDAsync.open(VENDOR, PRODUCT, 5));
  await ask('open another serial number', () => HIDAsync.open(VENDOR, PRODUCT, 'x'));

  const device = await HIDAsync.open(VENDOR, PRODUCT, 'f0b1000000000001');
  await ask('device info', () => device.getDeviceInfo());
  await ask('write nothing', () => device.write());
  await ask('write a text', () => device.write('abc'));
  await ask('write words', () => device.write(['a']));
  await ask('write no byte', () => device.write([]));
  await ask('write one byte', () => device.write([0]));
  await ask('write too many bytes', () => device.write(Buffer.alloc(16_385)));
  await ask('read for a word', () => device.read('a'));
  await ask('read for no time', () => device.read(0));
  await ask('read for a moment', () => device.read(5));
  await ask('non-blocking by true', () => device.setNonBlocking(true));
  await ask('non-blocking by nothing', () => device.setNonBlocking());
  await ask('non-blocking by 1', () => device.setNonBlocking(1));
  await ask('read without blocking', () => device.read());
  await ask('blocking', () => device.setNonBlocking(0));
  await ask('feature report', () => device.getFeatureReport(0, 65));
  await ask('feature report of one byte', () => device.getFeatureReport(0, 1));
  await ask('feature report of no byte', () => device.getFeatureReport(0, 0));
  await ask('feature report of nothing', () => device.getFeatureReport(0));
  await ask('send a feature report', () => device.sendFeatureReport([0, 1]));
  await ask('send nothing as one', () => device.sendFeatureReport());
  await ask('send no feature report', () => device.sendFeatureReport([]));
  await ask('write an array', () => device.write([...INIT]));
  await ask('its answer', async () => (await device.read(5000))?.subarray(0, 15).toString('hex'));
  await ask('write a view', () => device.write(new DataView(Uint8Array.from(INIT).buffer)));
  await ask('write bytes', () => device.write(Uint8Array.from(INIT)));
  await ask('write words of two', () => device.write(new Uint16Array(33)));
  await ask('write an ArrayBuffer', () => device.write(Uint8Array.from(INIT).buffer));
  await ask('write odd numbers', () => device.write([0, 261, -1, 1.5]));

  const reader = await HIDAsync.open(path);
  reader.on('data', () => undefined);
  await turn();
  await ask('resume twice', () => reader.resume());
  await ask('read beside a listener', () => reader.read());
  await ask('overflow', () => overflow(hid, path));

  const waiting = await HIDAsync.open(path);
  const informed = await HIDAsync.open(path);
  await informed.getDeviceInfo();
  const pending = answerOf(() => waiting.read());
  const failure = once(reader, 'error');
  await turn();
  unplug();
  said['error event'] = await failure;
  said['read while it leaves'] = await pending;
  await ask('write to nobody', () => device.write(INIT));
  await ask('read from nobody', () => waiting.read());
  await ask('read from nobody for a moment', () => waiting.read(10));
  await ask('feature report of nobody', () => device.getFeatureReport(0, 65));
  await ask('device info of nobody', () => waiting.getDeviceInfo());
  await ask('device info known before', () => informed.getDeviceInfo());
  await ask('open nobody', () => HIDAsync.open(path));

  for (const one of [reader, waiting, informed]) await one.close();
  await ask('close', () => device.close());
  await ask('close twice', () => device.close());
  await ask('write after all', () => device.write(INIT));
  await ask('read after all', () => device.read());
  await ask('pause after all', () => device.pause());
  await ask('resume after all', () => device.resume());
  return said;
}

/** How many reports a program finds that did not read while four longest answers came. */
async function overflow(hid: ProbedHid, path: string): Promise<number> {
  const idle = await hid.HIDAsync.open(path);
  const busy = await hid.HIDAsync.open(path);
  const host = new HidHost();
  const hear = async (): Promise<void> => {
    for (;;) {
      const event = host.receive((await busy.read(5000)) ?? new Uint8Array(0));
      if (event.type === 'reply' || event.type === 'opened') return;
    }
  };
  const send = async (reports: readonly Uint8Array[]): Promise<void> => {
    for (const report of reports) await busy.write([0, ...report]);
    await hear();
  };
  await send(host.open(Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1)));
  for (let i = 0; i < 4; i++) {
    await send(host.request(HidCommand.Ping, new Uint8Array(MAX_MESSAGE)));
  }
  let unread = 0;
  while (((await idle.read(0))?.length ?? 0) > 0) unread++;
  await idle.close();
  await busy.close();
  return unread;
}

async function answerOf(question: () => unknown): Promise<unknown> {
  try {
    const answer = await question();
    return Buffer.isBuffer(answer) ? `bytes ${answer.toString('hex')}` : (answer ?? 'done');
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : error;
  }
}

function turn(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  setImmediate(() => {
    resolve(undefined);
  });
  return promise;
}
