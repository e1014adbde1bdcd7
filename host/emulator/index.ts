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
  drawLcdText,
  durationTicks,
  faceSvg,
  type FaultDescription,
  type FaultOptions,
  type FaultReport,
  Fob,
  type LcdView,
  maskView,
  parseFault,
  parseProfile,
  type Profile,
  ProfileError,
  profiles,
  readDuration,
  restoreFob,
  takeSnapshot,
} from '@fobkit/firmware-sim';
export { InProcessPlug } from '@fobkit/firmware-sim/plug';
