import { FobDevice } from '@fobkit/client';
import { linkTo, nodeEnv } from '@fobkit/client/node';
import { Secret } from '@fobkit/protocol';
import { openRegistry, runStation } from '@fobkit/station';
import { watchedLink, watchedStore } from './crash-points.ts';
import { knownBatch } from './known-batch.ts';
import type { FromStation, StationOrder, ToStation } from './messages.ts';
import { ToldPorts } from './told-ports.ts';

// A station in a process of its own, whose ports another process tells it of. It kills itself at
// the place that its order names.

/** At which step each port is. */
const steps = new Map<string, string>();
const ports = new ToldPorts(({ name, url }, signal) => {
  const link = watchedLink(linkTo(url), (what) => {
    at(`${what} ${steps.get(name) ?? ''}`);
  });
  return FobDevice.connect(link, nodeEnv, { signal });
});
const stop = new AbortController();
let dieAt: StationOrder['dieAt'];
let left = 0;

function at(point: string): void {
  if (point !== dieAt?.point || --left > 0) return;
  process.kill(process.pid, 'SIGKILL');
}

function tell(message: FromStation): void {
  process.send?.(message);
}

async function run(order: StationOrder): Promise<void> {
  const { address, vaultKey, station, lot, ttlMs, heartbeatMs } = order;
  dieAt = order.dieAt;
  left = dieAt?.nth ?? 0;
  const key = { kind: 'key-file', key: new Secret(Buffer.from(vaultKey, 'hex')) } as const;
  const registry = await openRegistry({ ...nodeEnv, address, key, station });
  const work = registry.work(lot, ttlMs === undefined ? {} : { ttlMs });
  const summary = await runStation({
    source: ports,
    store: watchedStore(work, at),
    keys: knownBatch(Buffer.from(order.batchKey, 'hex')),
    env: nodeEnv,
    printer: {
      name: 'paper',
      print: (label) => {
        tell({ kind: 'printed', label });
        return Promise.resolve();
      },
    },
    signal: stop.signal,
    ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
    onEvent: (event) => {
      tell({ kind: 'event', event });
      if (event.kind !== 'step') return;
      steps.set(event.port, event.step);
      at(`step ${event.step}`);
    },
  });
  await registry.close();
  tell({ kind: 'ended', summary });
  process.disconnect();
}

process.on('message', (message: ToStation) => {
  if (message.kind === 'run') void run(message.order);
  else if (message.kind === 'stop') stop.abort();
  else ports.tell(message);
});
process.on('disconnect', () => {
  process.exit();
});
tell({ kind: 'ready' });
