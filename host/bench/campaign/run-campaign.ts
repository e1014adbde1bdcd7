import { localShares, WorkerError } from '@fobkit/store/work';
import type { ChunkResult } from './chunk.ts';
import { chunksOf, type CampaignOrder } from './order.ts';
import { type CampaignReport, CampaignResults } from './report/campaign-report.ts';
import { type CampaignPool, doChunk, doShrink } from './task.ts';

/** How far a campaign is. */
export interface CampaignProgress {
  readonly runs: number;
  readonly failedRuns: number;
  readonly doing: 'running' | 'shrinking';
}

export interface CampaignOptions {
  /** `fobkit 0.1.0`, for the report. */
  readonly tool: string;
  /** Shrinks failures. */
  readonly pool: CampaignPool;
  /** Where the results of the chunks come from, in any order, each at least once. */
  readonly chunks: AsyncIterable<ChunkResult>;
  readonly onProgress?: (progress: CampaignProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Does a whole campaign. Who does which chunk, and when, leaves no trace in the report.
 *
 * Rejects with `WorkerError`, what `chunks` throws, or the signal's reason.
 */
export async function runCampaign(
  order: CampaignOrder,
  { tool, pool, chunks, onProgress, signal }: CampaignOptions,
): Promise<CampaignReport> {
  const results = new CampaignResults();
  const tell = (doing: CampaignProgress['doing']): void => {
    onProgress?.({ runs: results.runs, failedRuns: results.failedRuns, doing });
  };
  for await (const result of chunks) {
    signal?.throwIfAborted();
    results.add(result);
    tell('running');
    if (results.chunks === chunksOf(order)) break;
  }
  signal?.throwIfAborted();
  if (results.chunks !== chunksOf(order)) {
    const done = `${String(results.chunks)} of ${String(chunksOf(order))}`;
    throw new WorkerError(`only ${done} shares of the campaign were done: there is no report`);
  }
  const failures = results.firstOfEachKind();
  if (failures.length > 0) tell('shrinking');
  const shrunk = await Promise.all(
    failures.map(({ run, kind }) => doShrink(order, { run, kind }, pool)),
  );
  return results.report(tool, order, shrunk);
}

/** Each chunk done by the threads of this process, as they come free. */
export function localChunks(order: CampaignOrder, pool: CampaignPool): AsyncIterable<ChunkResult> {
  return localShares(chunksOf(order), pool.threads, (chunk) => doChunk(order, chunk, pool));
}
