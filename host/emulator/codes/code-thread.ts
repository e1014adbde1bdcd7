import { parentPort, workerData } from 'node:worker_threads';
import { type BatchKeys, isBatchModule, makeBatchEngine, UsageError } from '@fobkit/protocol';
import * as v from 'valibot';
import { type CodeAnswer, type CodeOrder, codeOrderSchema, type CodeTask } from './code-order.ts';

// The entry of a thread of `codeWorkers`. What breaks here ends the thread, and the pool tells why.

const port = parentPort;
if (port === null) throw new TypeError('this is the entry of a worker thread, not a program');

const module: unknown = workerData;
const engine = makeBatchEngine(isBatchModule(module) ? module : undefined);
const held = new Map<number, BatchKeys>();

port.on('message', (message: unknown) => {
  const answer = obey(v.parse(codeOrderSchema, message));
  if (answer === undefined) return;
  port.postMessage(answer, 'done' in answer ? [answer.done.buffer] : []);
});

function obey(order: CodeOrder): CodeAnswer | undefined {
  if (order.order === 'compute') return answerTo(order.keys, order.task);
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

function answerTo(number: number, task: CodeTask): CodeAnswer & { done?: Int32Array<ArrayBuffer> } {
  const keys = held.get(number);
  try {
    if (keys === undefined) throw new UsageError('the keys have been freed');
    return { done: compute(keys, task) };
  } catch (error) {
    if (error instanceof UsageError) return { refused: error.message };
    throw error;
  }
}

function compute(keys: BatchKeys, task: CodeTask): Int32Array<ArrayBuffer> {
  const into = new Int32Array(task.kind === 'codesOf' ? task.count : task.indices.length);
  if (task.kind === 'codesOf') keys.codesOf(task.index, task.first, into, task.digits);
  else if (task.kind === 'codes') keys.codes(task.indices, task.counters, into, task.digits);
  else keys.verify(task.indices, task, into, task.digits);
  return into;
}
