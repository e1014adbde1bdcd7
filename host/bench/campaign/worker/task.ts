import * as v from 'valibot';
import { chunkResultSchema, runChunk } from '../chunk.ts';
import { campaignOrderSchema } from '../order.ts';
import { shrinkFailure, shrunkFailureSchema } from '../report/shrink-failure.ts';
import { type CampaignWorld, failureKinds } from '../run-one.ts';

/** What a worker is asked to do. */
export const taskSchema = v.variant('task', [
  v.strictObject({ task: v.literal('chunk'), order: campaignOrderSchema, chunk: v.number() }),
  v.strictObject({
    task: v.literal('shrink'),
    order: campaignOrderSchema,
    failure: v.strictObject({ run: v.number(), kind: v.picklist(failureKinds) }),
  }),
]);
export type Task = v.InferOutput<typeof taskSchema>;

export const taskResultSchema = v.variant('task', [
  v.strictObject({ task: v.literal('chunk'), result: chunkResultSchema }),
  v.strictObject({ task: v.literal('shrink'), result: shrunkFailureSchema }),
]);
export type TaskResult = v.InferOutput<typeof taskResultSchema>;

/** Does a task in this thread. */
export async function doTask(task: Task, world: CampaignWorld): Promise<TaskResult> {
  if (task.task === 'chunk') {
    return { task: 'chunk', result: await runChunk(task.order, task.chunk, world) };
  }
  return { task: 'shrink', result: await shrinkFailure(task.order, task.failure, world) };
}
