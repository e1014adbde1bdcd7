export * from './add-tallies.ts';
export type * from './distribution.ts';
export type * from './fleet-part.ts';
export type * from './fleet-spec.ts';
export * from './judge.ts';
export * from './run-part.ts';
export * from './tally.ts';
