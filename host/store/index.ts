export * from './lease-error.ts';
export type * from './lease-holder.ts';
export * from './lease.ts';
