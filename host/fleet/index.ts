export type * from './fleet-plan.ts';
export { type FleetOrder, shareOf, sharesOf } from './work/fleet-order.ts';
export { fleetWork, type ShareResult, shareResultSchema } from './work/fleet-work.ts';
