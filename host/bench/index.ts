export type * from './relying-party/relying-party.ts';
export type * from './run/record.ts';
export type * from './run/runner.ts';
export type * from './scenario/env.ts';
export type * from './scenario/model.ts';
export * from './scenario/scenario-error.ts';
