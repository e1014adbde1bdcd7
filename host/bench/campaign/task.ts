import { serveTasks, ThreadPool, type ThreadPoolOptions, WorkerError } from '@fobkit/store/work';
import * as v from 'valibot';
import { type ChunkResult, type RunFailure, chunkResultSchema, runChunk } from './chunk.ts';
import { type CampaignOrder, campaignOrderSchema } from './order.ts';
import { shrinkFailure, type ShrunkFailure, shrunkFailureSchema } from './report/shrink-failure.ts';
import { type CampaignWorld, failureKinds } from './run-one.ts';

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
async function doTask(task: Task, world: CampaignWorld): Promise<TaskResult> {
  if (task.task === 'chunk') {
    return { task: 'chunk', result: await runChunk(task.order, task.chunk, world) };
  }
  return { task: 'shrink', result: await shrinkFailure(task.order, task.failure, world) };
}

/** What the entry point of a worker thread of campaigns calls. */
export function serveCampaigns(world: CampaignWorld): void {
  serveTasks(taskSchema, (task) => doTask(task, world));
}

/** Threads that do shares of campaigns, and shrink what fails. */
export type CampaignPool = ThreadPool<Task, TaskResult>;

export function makeCampaignPool(
  options: Omit<ThreadPoolOptions<TaskResult>, 'result'>,
): CampaignPool {
  return new ThreadPool({ ...options, result: taskResultSchema });
}

/** Does a share of a campaign in a thread of the pool. Rejects with `WorkerError`. */
export async function doChunk(
  order: CampaignOrder,
  chunk: number,
  pool: CampaignPool,
): Promise<ChunkResult> {
  const done = await pool.run({ task: 'chunk', order, chunk });
  if (done.task !== 'chunk') throw otherTask();
  return done.result;
}

/** Shrinks a failure in a thread of the pool. Rejects with `WorkerError`. */
export async function doShrink(
  order: CampaignOrder,
  failure: Pick<RunFailure, 'run' | 'kind'>,
  pool: CampaignPool,
): Promise<ShrunkFailure> {
  const done = await pool.run({ task: 'shrink', order, failure });
  if (done.task !== 'shrink') throw otherTask();
  return done.result;
}

function otherTask(): WorkerError {
  return new WorkerError('a worker thread answered another task');
}
