import { nodeClock } from '@fobkit/client/node';
import { nodeBenchEnv } from '../instrument/node/node-bench-env.ts';
import { makeSafe } from './make-safe.ts';
import { WATCHDOG_READY } from './order.ts';
import { Watchdog, type WatchdogReason } from './watchdog.ts';

// A process of its own beside a run on a bench: it outlives the run, and makes its instruments safe.

// A terminal that goes, or Ctrl-C, is for the run; the pipe tells what became of it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
// The run that would read it may be dead.
process.stdout.on('error', () => undefined);

const SILENT: WatchdogReason = 'the run has fallen silent';
const run = process.ppid;

/** Whoever has another parent by now has lost the run: its number may be another's. */
function endRun(): void {
  if (process.ppid === run) process.kill(run, 'SIGKILL');
}

const watchdog = new Watchdog(nodeClock, {
  ready: () => process.stdout.write(`${WATCHDOG_READY}\n`),
  act: (order, reason) => {
    makeSafe(order, reason, nodeBenchEnv(), reason === SILENT ? endRun : undefined).then(
      ({ steps }) => process.exit(steps.every(({ safe }) => safe) ? 0 : 1),
      () => process.exit(1),
    );
  },
  done: () => process.exit(0),
});

process.stdin.setEncoding('utf8');
process.stdin.on('data', (text: string) => {
  watchdog.hear(text);
});
process.stdin.on('end', () => {
  watchdog.ended();
});
process.stdin.on('error', () => {
  watchdog.ended();
});
