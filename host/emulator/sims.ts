/**
 * The emulated fobs that run in processes of their own: start, find, handle and end them. It loads
 * nothing of the fob itself, so that a command that only looks for one starts at once.
 */
export * from './batch-keys.ts';
export type { BenchOrder } from './bench-order.ts';
export * from './control-client.ts';
export * from './control-error.ts';
export type * from './control-views.ts';
export * from './end-silent-sim.ts';
export * from './launch.ts';
export * from './list-sims.ts';
export * from './make-state-folder.ts';
export * from './sim-handle.ts';
export type { PlugOrder } from './sim-orders.ts';
export * from './sim-record.ts';
export * from './state-folder.ts';
export * from './state-folder-error.ts';
export * from './usb-plugs.ts';
