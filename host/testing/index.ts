export * from './matchers.ts';
export * from './verification.ts';
