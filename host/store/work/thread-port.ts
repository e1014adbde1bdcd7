import { parentPort } from 'node:worker_threads';
import * as v from 'valibot';

/** What a thread says when a task is done; what came of it is for who asked to read. */
export const threadAnswerSchema = v.union([
  v.strictObject({ done: v.unknown() }),
  v.strictObject({ broke: v.string() }),
]);
type ThreadAnswer = v.InferOutput<typeof threadAnswerSchema>;

/** What the entry point of a worker thread calls: takes one task after the other. */
export function serveTasks<Task, Result>(
  taskSchema: v.GenericSchema<unknown, Task>,
  doTask: (task: Task) => Result | Promise<Result>,
): void {
  const port = parentPort;
  if (port === null) throw new TypeError('this is the entry of a worker thread, not a program');
  port.on('message', (message: unknown) => {
    void answer(async () => doTask(v.parse(taskSchema, message))).then((told) => {
      port.postMessage(told);
    });
  });
}

async function answer(work: () => Promise<unknown>): Promise<ThreadAnswer> {
  try {
    return { done: await work() };
  } catch (error) {
    return { broke: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
