// A worker thread that dies of its task: once of task 1, each time of task 2. It fails by its own fault of task 3, hangs of task 9, talks nonsense of task 10.
import { existsSync, writeFileSync } from 'node:fs';
import { parentPort, threadId } from 'node:worker_threads';

interface Errand {
  readonly number: number;
  /** Where the thread notes that it died. */
  readonly note: string;
}

parentPort?.on('message', ({ number, note }: Errand) => {
  const died = `${note}-${String(number)}`;
  if (number === 2 || (number === 1 && !existsSync(died))) {
    writeFileSync(died, String(threadId));
    process.exit(1);
  }
  if (number === 3) {
    parentPort?.postMessage({ broke: 'Error: no fob can do that' });
    return;
  }
  if (number === 9) for (;;);
  if (number === 10) {
    parentPort?.postMessage({ done: { number: 'ten' } });
    return;
  }
  parentPort?.postMessage({ done: { number } });
});
