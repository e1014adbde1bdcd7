import { benchStatistics, ratesOf, type RunRecord } from '@fobkit/bench';
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
    const { device } = run('PASS');
    const other = run('PASS', { device: { ...device, deviceId: 'f0b1000000000002' } });
    const groups = benchStatistics(
      [at('p2', run('FAIL')), at('p1', other), at('p2', run('PASS'))],
      'port',
    );
    expect(groups.map(({ name, yield: counts }) => [name, counts.firstPass, counts.runs])).toEqual([
      ['bench line-3, port p1', 1, 1],
      ['bench line-3, port p2', 0, 2],
    ]);
  });

  it('takes a pass in another port than the one it failed in for a retest', () => {
    const groups = benchStatistics([at('p1', run('FAIL')), at('p2', run('PASS'))], 'port');
    expect(groups.map(({ yield: counts }) => [counts.begun, counts.firstPass])).toEqual([
      [1, 0],
      [0, 0],
    ]);
    const other = groups[1]?.yield;
    expect(other).toMatchObject({ units: 1, retested: 1, finalPass: 1 });
    expect(other === undefined ? undefined : ratesOf(other)).toEqual({ final: 1, retest: 1 });
  });

  it('takes what was judged before the records that are looked at for a retest', () => {
    const [failed, passed] = [run('FAIL'), run('PASS')];
    const [all] = benchStatistics([passed], 'all', [failed, passed]);
    expect(all?.yield).toMatchObject({ units: 1, begun: 0, firstPass: 0, retested: 1 });
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
