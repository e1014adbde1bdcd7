import * as v from 'valibot';
import type { RunRecord } from '../run/record.ts';

/** Names of the files of a bundle. */
export const BUNDLE_FILES = {
  manifest: 'bundle.json',
  scenario: 'scenario.yaml',
  record: 'record.json',
  transcript: 'transcript.jsonl',
  /** The whole state of an emulated test fob, its seed too: not for others. */
  snapshot: 'before.snapshot',
  capture: 'capture.pcapng',
  pictures: 'pictures',
} as const;

const scalar = v.union([v.string(), v.number(), v.boolean()]);

export const manifestSchema = v.object({
  format: v.literal('fobkit bundle'),
  version: v.literal(1),
  tool: v.string(),
  runId: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  /** The scenario file as it was called when it was run. */
  file: v.string(),
  scenario: v.string(),
  parameters: v.record(v.string(), scalar),
  verdict: v.picklist(['PASS', 'FAIL', 'INVALID', 'SKIPPED']),
  /** SHA-256 of each file of the bundle, by its path. */
  files: v.record(v.string(), v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
});
export type BundleManifest = v.InferOutput<typeof manifestSchema>;

/** Everything that a failing run leaves behind to be looked at, and run again. */
export interface Bundle {
  readonly record: RunRecord;
  readonly scenarioText: string;
  /** When the start state was there; of an emulated fob of purpose test only. */
  readonly snapshot?: string;
  /** What passed over the wire, pcapng. */
  readonly capture?: Uint8Array;
}
