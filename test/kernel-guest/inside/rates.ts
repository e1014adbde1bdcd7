import { sysfsPorts } from '@fobkit/client/node';
import { FOB_HID_USAGE, HidCommand, HidHost, SerialFrameParser } from '@fobkit/protocol';
import { devicesAsync, HIDAsync } from 'node-hid';
import { SerialPort } from 'serialport';
import { bigFrame } from '../../bench/usb-traffic.ts';
import { tell } from './tell.ts';

// How fast node-hid and serialport are with a fob and with a bare device beside it, in turn. The
// first argument is the fob's device id; what has another one is the bare device.

const [fobId = ''] = process.argv.slice(2);
const ROUNDS = 11;
const TRIPS = 25;
const PING = new Uint8Array(57).fill(0x33);

type Trip = () => Promise<void>;

async function hidTrip(path: string, isFob: boolean): Promise<Trip> {
  const device = await HIDAsync.open(path);
  const host = new HidHost();
  const exchange = async (report: Uint8Array): Promise<Uint8Array> => {
    await device.write([0, ...report]);
    return Uint8Array.from((await device.read(5000)) ?? []);
  };
  if (!isFob) {
    return async () => {
      if ((await exchange(new Uint8Array(64))).length !== 64) throw new Error('no echo');
    };
  }
  const [init] = host.open(new Uint8Array(8).fill(5));
  host.receive(await exchange(init ?? PING));
  return async () => {
    const [report] = host.request(HidCommand.Ping, PING);
    const event = host.receive(await exchange(report ?? PING));
    if (event.type !== 'reply') throw new Error('no echo');
  };
}

async function serialTrip(path: string): Promise<Trip> {
  const opened = Promise.withResolvers<undefined>();
  const port = new SerialPort({ path, baudRate: 115_200 }, (error) => {
    if (error) opened.reject(error);
    else opened.resolve(undefined);
  });
  await opened.promise;
  const parser = new SerialFrameParser();
  let answered: (() => void) | undefined;
  port.on('data', (chunk: Buffer) => {
    for (const { type } of parser.push(Uint8Array.from(chunk))) if (type === 'frame') answered?.();
  });
  let n = 0;
  return async () => {
    const answer = Promise.withResolvers<undefined>();
    answered = () => {
      answer.resolve(undefined);
    };
    port.write(bigFrame(++n));
    await answer.promise;
  };
}

/** Trips a second of each, round by round. */
async function interleaved(trips: readonly Trip[]): Promise<number[][]> {
  const rates = trips.map((): number[] => []);
  for (let round = -2; round < ROUNDS; round++) {
    for (const [i, trip] of trips.entries()) {
      const begin = performance.now();
      for (let n = 0; n < TRIPS; n++) await trip();
      if (round >= 0) rates[i]?.push((TRIPS * 1000) / (performance.now() - begin));
    }
  }
  return rates;
}

const hids = (await devicesAsync()).filter(({ usagePage }) => usagePage === FOB_HID_USAGE.page);
const ports = await sysfsPorts();
const ids = [fobId, ...hids.flatMap(({ serialNumber }) => serialNumber ?? [])];
const [, other = ''] = [...new Set(ids)];
const byHid: Trip[] = [];
const bySerial: Trip[] = [];
for (const id of [fobId, other]) {
  const path = hids.find(({ serialNumber }) => serialNumber === id)?.path ?? '';
  byHid.push(await hidTrip(path, id === fobId));
  const port = ports.find(({ serialNumber }) => serialNumber === id)?.path ?? '';
  bySerial.push(await serialTrip(port));
}
tell({ hid: await interleaved(byHid), serial: await interleaved(bySerial) });
process.exit(0);
