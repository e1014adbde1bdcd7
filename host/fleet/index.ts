export * from './file/fleet-file-error.ts';
export { fleetJsonSchema } from './file/json-schema.ts';
export { type FleetFileEnv, readFleetFile } from './file/read-fleet.ts';
export type * from './fleet-plan.ts';
export * from './serials.ts';
export { type FleetOrder, shareOf, sharesOf } from './work/fleet-order.ts';
export { fleetWork, type ShareResult, shareResultSchema } from './work/fleet-work.ts';
