export type * from './audit/audit.ts';
export type * from './database/database.ts';
export * from './lease-error.ts';
export type * from './lease-holder.ts';
export * from './lease.ts';
export type * from './vault/sealed.ts';
