export {
  type CodeWorkers,
  CodeWorkerError,
  codeWorkers,
  type CodeWorkersOptions,
  type WorkerKeys,
} from './codes/code-workers.ts';
export * from './farm/farm-bench.ts';
export * from './farm/farm-fob.ts';
export * from './farm/fob-farm.ts';
export * from './farm/fob-wish.ts';
export * from './farm/line.ts';
export * from './farm/timed-link.ts';
export * from './farm/way.ts';
export * from './farm/work-times.ts';
export * from './fault-line.ts';
export * from './fob-link.ts';
export * from './in-process-link.ts';
export * from './in-process.ts';
export * from './live-clock.ts';
export type * from './live-fob.ts';
export * from './plug-capture.ts';
export * from './replay-plug.ts';
export type * from './rig/control-rig-options.ts';
export * from './rig/control-rig.ts';
export * from './rig/control-rigs.ts';
export * from './rig/in-process-rig.ts';
export * from './rig/in-process-rigs.ts';
export * from './rig/one-link.ts';
export * from './seat/fob-seat.ts';
export * from './seat/usb-seat.ts';
export * from './seeded-bytes.ts';
export { checkWire } from './sim-orders.ts';
export * from './sims.ts';
export * from './world-clock.ts';
export {
  checkFault,
  describeFaults,
  drawLcdText,
  durationTicks,
  type FaultDescription,
  type FaultOptions,
  type FaultReport,
  Fob,
  fobProfile,
  type FobType,
  formatFault,
  isTokenProfile,
  type LcdView,
  parseFault,
  parseFobType,
  parseProfile,
  pictureOf,
  type Profile,
  ProfileError,
  profiles,
  readDuration,
  restoreFob,
  takeSnapshot,
  type TokenProfile,
  tokenProfiles,
  visibleView,
} from '@fobkit/firmware-sim';
export { InProcessPlug } from '@fobkit/firmware-sim/plug';
export {
  type BenchChoice,
  type Fixture,
  type FixtureOptions,
  type FixtureScript,
  type InstrumentSpec,
  openFixture,
  parseFixtureScript,
  type ServedInstrument,
  standardBench,
} from '@fobkit/firmware-sim/fixture';
