import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const gc: unknown = runInNewContext('gc');

/** Bytes of the heap that are really in use, garbage collected before. */
export function heapUsed(): number {
  if (!isCollector(gc)) throw new Error('this V8 gives no gc()');
  gc();
  return process.memoryUsage().heapUsed;
}

function isCollector(value: unknown): value is () => void {
  return typeof value === 'function';
}
