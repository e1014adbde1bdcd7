import { parentPort } from 'node:worker_threads';
import * as v from 'valibot';
import type { CampaignWorld } from '../run-one.ts';
import { doTask, taskResultSchema, taskSchema } from './task.ts';

/** What a thread says when a task is done. */
export const threadAnswerSchema = v.union([
  v.strictObject({ done: taskResultSchema }),
  v.strictObject({ broke: v.string() }),
]);
type ThreadAnswer = v.InferOutput<typeof threadAnswerSchema>;

/** What the entry point of a worker thread calls: takes one task after the other. */
export function serveTasks(world: CampaignWorld): void {
  const port = parentPort;
  if (port === null) throw new TypeError('this is the entry of a worker thread, not a program');
  port.on('message', (message: unknown) => {
    void answer(message, world).then((told) => {
      port.postMessage(told);
    });
  });
}

async function answer(message: unknown, world: CampaignWorld): Promise<ThreadAnswer> {
  try {
    return { done: await doTask(v.parse(taskSchema, message), world) };
  } catch (error) {
    return { broke: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
