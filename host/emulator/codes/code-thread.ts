import { parentPort, workerData } from 'node:worker_threads';
import { type BatchKeys, isBatchModule, makeBatchEngine, UsageError } from '@fobkit/protocol';
import * as v from 'valibot';
import {
  type CodeAnswer,
  type CodeOrder,
  codeOrderSchema,
  type CodeTask,
  type ComputeOrder,
  SHARE_ITEMS,
} from './code-order.ts';

// The entry of a thread of `codeWorkers`. What breaks here ends the thread, and the pool tells why.

const port = parentPort;
if (port === null) throw new TypeError('this is the entry of a worker thread, not a program');

const module: unknown = workerData;
const engine = makeBatchEngine(isBatchModule(module) ? module : undefined);
const held = new Map<number, BatchKeys>();

port.on('message', (message: unknown) => {
  const answer = obey(v.parse(codeOrderSchema, message));
  if (answer !== undefined) port.postMessage(answer);
});

function obey(order: CodeOrder): CodeAnswer | undefined {
  if (order.order === 'compute') return answerTo(order);
  if (order.order === 'free') {
    held.get(order.keys)?.free();
    held.delete(order.keys);
    return undefined;
  }
  const { algorithm, secrets, secretBytes } = order;
  const keys = engine.keys(algorithm, secrets.length / secretBytes);
  keys.setMany(0, secrets, secretBytes);
  secrets.fill(0);
  held.set(order.keys, keys);
  return undefined;
}

function answerTo({ call, keys: number, task, into, next }: ComputeOrder): CodeAnswer {
  const keys = held.get(number);
  try {
    if (keys === undefined) throw new UsageError('the keys have been freed');
    for (;;) {
      const from = Atomics.add(next, 0, SHARE_ITEMS);
      if (from >= into.length) return { call };
      compute(keys, task, from, into.subarray(from, from + SHARE_ITEMS));
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    // Nobody needs the other shares.
    Atomics.store(next, 0, into.length);
    return { call, refused: error.message };
  }
}

/** The items of `task` from `from` on, as many as `into` has room for. */
function compute(keys: BatchKeys, task: CodeTask, from: number, into: Int32Array): void {
  if (task.kind === 'codesOf') {
    keys.codesOf(task.index, task.first + from, into, task.digits);
    return;
  }
  const part = <Items extends { subarray: (from: number, to: number) => Items }>(items: Items) =>
    items.subarray(from, from + into.length);
  const indices = part(task.indices);
  if (task.kind === 'codes') {
    keys.codes(indices, part(task.counters), into, task.digits);
    return;
  }
  const { middle, behind, ahead, values, digits } = task;
  const windows = {
    middle: part(middle),
    behind: part(behind),
    ahead: part(ahead),
    values: part(values),
  };
  keys.verify(indices, windows, into, digits);
}
