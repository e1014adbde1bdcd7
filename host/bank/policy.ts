/** The bank's rules without the bank: policies, what they judge in a fleet, which fobs end soon. */
export { type FleetCodeKind, fleetJudge, type FleetJudge } from './kernel/fleet-judge.ts';
export { LOCKS, Verdict } from './kernel/verdict.ts';
export {
  type BatteryOutlook,
  batteryOutlook,
  dueForReplacement,
  type EndReason,
  type FobAge,
  type Planned,
  type PublishedLife,
  replacementOdds,
} from './policy/battery-end.ts';
export { type LowBatteryText, lowBatteryText, mostDaysLeft } from './policy/low-battery.ts';
export type { PolicyFault } from './policy/nonsense.ts';
export type { CodeWindow, Policy } from './policy/policy.ts';
export { findPolicy, policies } from './policy/presets/presets.ts';
export { parsePolicy, readPolicy } from './policy/read-policy.ts';
export { codeWindow, type WindowCase } from './policy/window.ts';
export {
  lostWindows,
  type RoundedSide,
  roundedSides,
  windowInSteps,
} from './policy/window-steps.ts';
