export * from './batch-keys.ts';
export * from './control-client.ts';
export * from './control-error.ts';
export type * from './control-views.ts';
export * from './in-process-link.ts';
export * from './in-process.ts';
export * from './launch.ts';
export * from './list-sims.ts';
export * from './live-clock.ts';
export type * from './live-fob.ts';
export * from './sim-handle.ts';
export type { PlugOrder } from './sim-orders.ts';
export * from './sim-record.ts';
export * from './state-folder.ts';
export {
  describeFaults,
  type FaultDescription,
  parseProfile,
  type Profile,
  ProfileError,
  profiles,
} from '@fobkit/firmware-sim';
