export * from './actions.ts';
export * from './app.ts';
export type * from './controlled-fob.ts';
export * from './event-ring.ts';
export * from './fob-report.ts';
export * from './openapi.ts';
export * from './server.ts';
