import { PassThrough } from 'node:stream';
import type { RunRecord, StepRecord } from '@fobkit/bench';
import { describe, expect, it, vi } from 'vitest';
import { runProgress } from '../../../../../host/cli/bench/run/run-progress.ts';
import { tellRuns } from '../../../../../host/cli/bench/run/tell-runs.ts';
import { Output, type Sink } from '../../../../../host/cli/terminal/output.ts';
import { run, step } from '../../../bench/export/records.ts';

function told(records: readonly RunRecord[], bundles?: ReadonlyMap<string, string>): string {
  const out = new PassThrough({ encoding: 'utf8' });
  tellRuns(new Output(out, new PassThrough()), records, bundles);
  return String(out.read());
}

const skipped = (name: string): RunRecord => {
  const { scenario } = run('SKIPPED');
  const reasons = [{ verdict: 'SKIPPED', message: 'temperature: no chamber' }] as const;
  return run('SKIPPED', { reasons, scenario: { ...scenario, name } });
};

describe('what is told of runs', () => {
  it('has why each failed, with its place', () => {
    expect(told([run('FAIL')])).toContain('  FAIL cold.yaml:7:5: it was FAIL');
  });

  it('names what was skipped once, with the scenarios that wanted it', () => {
    const text = told([skipped('hot'), skipped('cold'), run('PASS')]);
    expect(text.match(/no chamber/g)).toHaveLength(1);
    expect(text).toContain('SKIPPED temperature: no chamber: hot, cold');
    expect(text).toContain('3 runs: 1 PASS, 2 SKIPPED');
  });

  it('marks what passed only in the end, nearly did not, or by an equivalent', () => {
    expect(told([run('PASS', { unstable: true, marginal: true })])).toMatch(
      /unstable, marginal, 1 equivalent$/m,
    );
  });

  it('offers a replay of what an emulated fob in process did, and of nothing else', () => {
    const bundles = new Map([[run('FAIL').runId, 'b/cold']]);
    const rig = { kind: 'emulated', name: 'emulated in process' } as const;
    expect(told([run('FAIL', { rig })], bundles)).toContain('  fob bench replay b/cold');
    expect(told([run('FAIL')], bundles)).toContain('  bundle b/cold');
  });
});

describe('the progress', () => {
  /** What the bar draws on a terminal of this width. */
  function drawn(use: (progress: ReturnType<typeof runProgress>) => void): string {
    const err: Sink & PassThrough = new PassThrough({ encoding: 'utf8' });
    Object.assign(err, { isTTY: true, columns: 120, cursorTo: () => true, clearLine: () => true });
    let now = 0;
    const progress = runProgress(new Output(new PassThrough(), err), 4, () => (now += 1000));
    use(progress);
    progress.stop();
    return String(err.read());
  }

  it('shows the step, the verdicts and the time that is left', () => {
    const text = drawn((progress) => {
      progress.done(run('PASS'));
      progress.done(run('FAIL'));
      progress.at?.('cold-storage', step(3, { text: 'wait 30 d' } satisfies Partial<StepRecord>));
    });
    expect(text).toContain('2/4  1 pass 1 fail 0 inv 0 skip');
    expect(text).toMatch(/\d s left {2}cold-storage · wait 30 d/);
  });

  it('is a line a run where there is no terminal', () => {
    const err = new PassThrough({ encoding: 'utf8' });
    const progress = runProgress(new Output(new PassThrough(), err), 2, () => 0);
    expect(progress.at).toBeUndefined();
    progress.done(run('INVALID'));
    expect(err.read()).toBe('1/2 INVALID cold-storage (profile=generic, seed=1)\n');
  });

  it('is a line a run on a dumb terminal too', () => {
    vi.stubEnv('TERM', 'dumb');
    const text = drawn((progress) => {
      progress.done(run('PASS'));
    });
    vi.unstubAllEnvs();
    expect(text).toMatch(/^1\/4 PASS cold-storage.*\n$/);
  });
});
