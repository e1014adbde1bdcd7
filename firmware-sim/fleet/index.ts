export type * from './distribution.ts';
export type * from './fleet-spec.ts';
export * from './judge.ts';
export type * from './run-part.ts';
export * from './tally.ts';
