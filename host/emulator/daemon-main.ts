import { writeSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { nodeClock } from '@fobkit/client/node';
import { SimDaemon } from './sim-daemon.ts';
import { parseOrders } from './sim-orders.ts';

// The process of emulated fobs. Orders come as JSON on stdin; when all is ready one line of JSON
// goes to stdout, an array of records. What is wrong goes to stderr, which is the log, with status 1.

const STDERR = 2;

function fail(error: unknown): never {
  const message = error instanceof Error ? error.message : 'the emulator failed';
  writeSync(STDERR, `${message}\n`);
  process.exit(1);
}

// The one who started it may be gone: nobody hears what it says then.
process.stdout.on('error', () => undefined);
process.title = 'fobkit-sim';

try {
  const daemon = await SimDaemon.start(
    parseOrders(JSON.parse(await text(process.stdin))),
    nodeClock,
  );
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => void daemon.end());
  }
  process.on('uncaughtException', (error) => {
    writeSync(STDERR, `${error.stack ?? error.message}\n`);
    void daemon.end(true).finally(() => process.exit(1));
  });
  process.stdout.write(`${JSON.stringify(daemon.records)}\n`);
  await daemon.ended;
  process.exit(0);
} catch (error) {
  fail(error);
}
