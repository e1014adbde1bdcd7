export type * from './policy/policy.ts';
export * from './verify/token-key.ts';
