export * from './bench-file/bench-file-error.ts';
export type * from './bench-file/bench.ts';
export * from './bench-file/json-schema.ts';
export * from './bench-file/read-bench.ts';
export type { BundleManifest, Bundle } from './bundle/bundle.ts';
export * from './bundle/first-difference.ts';
export * from './bundle/read-bundle.ts';
export * from './bundle/replay-bundle.ts';
export * from './bundle/write-bundle.ts';
export { campaignWork } from './campaign/campaign-work.ts';
export { spaceOf, type ChunkResult, type RunFailure } from './campaign/chunk.ts';
export * from './campaign/dice.ts';
export * from './campaign/generate/draw-scenario.ts';
export { MOST_RUNS, type CampaignOrder } from './campaign/order.ts';
export * from './campaign/report/campaign-report.ts';
export * from './campaign/report/report-text.ts';
export {
  shrinkFailure,
  type ShrunkFailure,
  type FailureToShrink,
} from './campaign/report/shrink-failure.ts';
export {
  runCampaign,
  localChunks,
  type CampaignProgress,
  type CampaignOptions,
} from './campaign/run-campaign.ts';
export {
  runOne,
  type CampaignWorld,
  type FailureKind,
  type Failure,
  type RunOutcome,
} from './campaign/run-one.ts';
export * from './campaign/shrink/shrink.ts';
export type * from './campaign/space.ts';
export { type CampaignPool, doChunk, makeCampaignPool, serveCampaigns } from './campaign/task.ts';
export * from './campaign/write/scenario-yaml.ts';
export * from './characterise/battery-life.ts';
export * from './characterise/current-profile.ts';
export * from './characterise/drift-estimate.ts';
export * from './characterise/drift-log.ts';
export * from './characterise/drift-reading.ts';
export * from './characterise/load-for-press.ts';
export * from './conform/catalogue.ts';
export type * from './conform/model.ts';
export type * from './conform/probe/usb-control.ts';
export * from './conform/report/junit.ts';
export * from './conform/report/text.ts';
export * from './conform/run-checks.ts';
export type * from './conform/subject.ts';
export * from './differential/compare-runs.ts';
export * from './export/json.ts';
export * from './export/junit.ts';
export type { WatsReport } from './export/wats-model.ts';
export * from './export/wats.ts';
export { reasonText, parametersText } from './export/words.ts';
export type * from './instrument/bench-env.ts';
export * from './instrument/node/node-bench-env.ts';
export type * from './instrument/person/bench-person.ts';
export * from './library.ts';
export * from './plan/bench-plan.ts';
export { goldenValuesOf, baselineOf, type BaselineValue } from './qualify/golden-values.ts';
export * from './qualify/judge-qualification.ts';
export * from './qualify/qualification-store.ts';
export type { Role, Qualification, QualifiedFob, GoldenValue } from './qualify/qualification.ts';
export * from './qualify/qualifying-scenarios.ts';
export * from './qualify/standing.ts';
export { makeFolder } from './record/make-folder.ts';
export * from './record/record-schema.ts';
export * from './record/record-store.ts';
export * from './report/report-html.ts';
export * from './relying-party/otplib-relying-party.ts';
export type * from './relying-party/relying-party.ts';
export * from './rig/bench-rig.ts';
export * from './rig/bench-rigs.ts';
export * from './rig/examine-bench.ts';
export type * from './run/record.ts';
export * from './run/run-scenario.ts';
export type * from './run/runner.ts';
export type * from './scenario/env.ts';
export type * from './scenario/model.ts';
export { needsOfSteps, needsOfGiven } from './scenario/needs.ts';
export * from './scenario/read-scenarios.ts';
export * from './scenario/scenario-error.ts';
export { scenarioSchema } from './scenario/schema.ts';
export * from './statistics/bench-statistics.ts';
export { FEW, type ProcessCapability } from './statistics/capability.ts';
export { ratesOf, type Yield, type YieldRates } from './statistics/yield.ts';
export * from './twin/twin.ts';
