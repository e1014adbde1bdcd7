export * from './lease-error.ts';
export * from './lease.ts';
