export * from './compare/compare.ts';
export * from './compare/comparison-table.ts';
export * from './example-fleets.ts';
export * from './export/csv.ts';
export * from './export/parquet.ts';
export * from './export/tables.ts';
export * from './figures/calendar.ts';
export * from './figures/fleet-figures.ts';
export * from './figures/percentile.ts';
export * from './file/fleet-file-error.ts';
export { MOST_FOBS } from './file/fleet-schema.ts';
export { fleetJsonSchema } from './file/json-schema.ts';
export { MOST_DAYS } from './file/quantity.ts';
export { type FleetChange, type FleetFileEnv, readFleetFile } from './file/read-fleet.ts';
export type * from './fleet-plan.ts';
export * from './replace/better-rule.ts';
export * from './replace/plan.ts';
export * from './replace/replacement-csv.ts';
export * from './replace/reports.ts';
export { answer } from './report/answer.ts';
export { comparisonAnswer } from './report/comparison-answer.ts';
export { replacementAnswer } from './report/replacement-answer.ts';
export * from './report/replacement-rules.ts';
export { deathsIn } from './report/replacement-section.ts';
export { fleetReportHtml, type ReportParts } from './report/report-html.ts';
export { isSample, sampleText } from './report/whole-fleet.ts';
export { firstName, grouped, oneIn, shareText, told } from './report/words.ts';
export type { FleetFacts, PolicyFacts } from './result/fleet-facts.ts';
export * from './result/fleet-result.ts';
export * from './result/result-text.ts';
export * from './serials.ts';
export {
  type FleetOrder,
  type FleetShare,
  LIFE_BYTES,
  shareOf,
  sharesOf,
} from './work/fleet-order.ts';
export {
  type FleetTask,
  fleetTaskSchema,
  fleetWork,
  type ShareResult,
  shareResultSchema,
} from './work/fleet-work.ts';
export { planOf } from './work/plan-of.ts';
