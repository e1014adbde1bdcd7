import { benchStatistics, type RunRecord } from '@fobkit/bench';
import { describe, expect, it } from 'vitest';
import { run } from '../export/records.ts';

function at(port: string, record: RunRecord): RunRecord {
  return { ...record, rig: { ...record.rig, port } };
}

function because(message: string): RunRecord {
  return run('FAIL', { reasons: [{ verdict: 'FAIL', message }] });
}

describe('statistics of a bench', () => {
  it('tells a flaky port from the others', () => {
    const groups = benchStatistics(
      [at('p2', run('FAIL')), at('p1', run('PASS')), at('p2', run('PASS'))],
      'port',
    );
    expect(groups.map(({ name, yield: counts }) => [name, counts.firstPass, counts.runs])).toEqual([
      ['bench line-3, port p1', 1, 1],
      ['bench line-3, port p2', 0, 2],
    ]);
  });

  it('puts reasons together that differ in their numbers alone, most frequent first', () => {
    const [all] = benchStatistics(
      [because('no answer'), because('drift 6.4 s'), because('drift -12 s'), run('PASS')],
      'all',
    );
    expect(all?.reasons).toEqual([
      { reason: 'FAIL cold-storage: drift … s', count: 2 },
      { reason: 'FAIL cold-storage: no answer', count: 1 },
    ]);
  });

  it('has no group where there is no record', () => {
    expect(benchStatistics([], 'all')).toEqual([]);
  });
});
