// Run by usb.ts: serves fobs and one bare device by USB/IP until its standard input ends. Prints a
// line of JSON when it is ready, and one for each line that it reads.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { nodeClock } from '@fobkit/client/node';
import { LiveClock } from '@fobkit/emulator';
import { openUsbipServer } from '@fobkit/firmware-sim/plug';
import { bareUsb } from './bare-usb.ts';
import { blankFob, profileNamed } from './fobs.ts';
import { bigAnswer } from './usb-traffic.ts';

const server = await openUsbipServer();
const bare = server.export(bareUsb(1, bigAnswer()));
const time = new LiveClock({ clock: nodeClock });
const fobs = Array.from({ length: Number(process.argv[2]) }, (_, n) =>
  server.export(time.add(blankFob(profileNamed('generic'), n + 1))),
);

function tell(): void {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  const busIds = fobs.map(({ busId }) => busId);
  console.log(
    JSON.stringify({ port: server.port, bare: bare.busId, busIds, bytes: heapUsed + external }),
  );
}

tell();
const asked = createInterface({ input: process.stdin });
asked.on('line', tell);
await once(asked, 'close');
time.close();
await server.close();
