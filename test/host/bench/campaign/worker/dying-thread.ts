// A worker thread that dies of a chunk: once of chunk 1, each time of chunk 2. It fails by its own fault of chunk 3, hangs of chunk 9, talks nonsense of chunk 10.
import { existsSync, writeFileSync } from 'node:fs';
import { parentPort, threadId } from 'node:worker_threads';

interface ChunkTask {
  readonly chunk: number;
  readonly order: { readonly profiles: readonly [string] };
}

parentPort?.on('message', ({ chunk, order }: ChunkTask) => {
  // The fob type's name is where the thread notes that it died.
  const [note] = order.profiles;
  const died = `${note}-${String(chunk)}`;
  if (chunk === 2 || (chunk === 1 && !existsSync(died))) {
    writeFileSync(died, String(threadId));
    process.exit(1);
  }
  if (chunk === 3) {
    parentPort?.postMessage({ broke: 'Error: no fob can do that' });
    return;
  }
  if (chunk === 9) for (;;);
  if (chunk === 10) {
    parentPort?.postMessage({ done: { task: 'chunk', result: { chunk, runs: 0 } } });
    return;
  }
  const result = { chunk, runs: 1, steps: threadId, tally: {}, failures: [] };
  parentPort?.postMessage({ done: { task: 'chunk', result } });
});
