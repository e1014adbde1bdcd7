/** Work in shares: by threads of this process, and by workers on a PostgreSQL queue. */
export * from './local-shares.ts';
export { parseQueueAddress, type QueueAddress } from './queue-address.ts';
export * from './queue-error.ts';
export * from './queue-shares.ts';
export * from './queue-worker.ts';
export * from './thread-pool.ts';
export { serveTasks } from './thread-port.ts';
export type * from './work-kind.ts';
export { type QueueOptions, type Share, WorkQueue } from './work-queue.ts';
