export type * from './fleet-plan.ts';
