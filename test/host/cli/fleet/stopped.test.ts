import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkerError } from '@fobkit/store/work';
import { afterAll, describe, expect, it } from 'vitest';
import { type OutputFile, writeOutputs } from '../../../../host/cli/fleet/outputs.ts';
import { workerFailure } from '../../../../host/cli/fleet/worker-failure.ts';
import { Interrupted } from '../../../../host/cli/program/cli-error.ts';
import { runHere } from '../support/run-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'fobkit-stopped-'));
const at = (name: string): string => join(folder, name);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a run that is told to stop says so in one line and leaves nothing behind:', () => {
  it.each([
    ['run by Ctrl-C', 130, ['run', '--csv', at('a/b'), '--parquet', at('a/c')]],
    ['run by SIGTERM', 143, ['run', '--html', at('r.html'), '--save', at('r.json')]],
    ['compare', 130, ['compare', '--csv', at('p.csv'), '--html', at('p.html')]],
    ['replace', 130, ['replace', '--csv', at('q.csv')]],
  ] as const)('%s', async (_what, exitCode, [command, ...outputs]) => {
    const stop = new AbortController();
    const args = [command, 'example:manual-1303', '--fobs', '20000', '--days', '90', ...outputs];
    const { status, stderr, stdout } = await runHere(['fleet', ...args, '--workers', '1'], {
      signal: stop.signal,
      onNote: () => {
        stop.abort(new Interrupted(exitCode));
      },
    });
    expect(status).toBe(exitCode);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n').at(-1)).toMatch(
      /^fob: stopped when \d+ of \d+ parts had been done; nothing was written$/,
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('of a folder that is made for what is written', () => {
  interface Written {
    readonly said: readonly string[];
    readonly ended: number;
    readonly error: unknown;
  }

  async function written(
    outputs: readonly OutputFile<string>[],
    signal = new AbortController().signal,
  ): Promise<Written> {
    const said: string[] = [];
    let ended = 0;
    const out = { note: (text: string) => said.push(text) };
    // Of the output writeOutputs takes the notes alone.
    const cli = { out, signal, endWith: (code: number) => (ended = code) } as unknown as Parameters<
      typeof writeOutputs
    >[0];
    const error: unknown = await writeOutputs(cli, outputs, 'x').catch((reason: unknown) => reason);
    return { said, ended, error };
  }

  const inside = (content: OutputFile<string>['content']): OutputFile<string> => ({
    path: at('d/e/f.csv'),
    folder: at('d/e'),
    content,
  });

  it('nothing is left when the disk is full', async () => {
    const { said, ended } = await written([
      inside(function* () {
        yield 'half';
        throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      }),
    ]);
    expect(said).toEqual([`fob: ${at('d/e/f.csv')} cannot be written (ENOSPC)`]);
    expect(ended).toBe(2);
    expect(existsSync(at('d'))).toBe(false);
  });

  it('nothing is left when it is told to stop, and what is not written is told', async () => {
    const stop = new AbortController();
    const { error } = await written(
      [
        inside(function* () {
          yield 'half';
          stop.abort(new Interrupted(130));
          yield 'more';
        }),
        { path: at('r.html'), content: () => 'x' },
      ],
      stop.signal,
    );
    expect(error).toMatchObject({
      exitCode: 130,
      message: `stopped; not written: ${at('d/e/f.csv')}, ${at('r.html')}`,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('what is written stays, and of the rest nothing is begun', async () => {
    const stop = new AbortController();
    const content = (): string => {
      stop.abort(new Interrupted(130));
      return 'x';
    };
    const [first, second] = [at('one.html'), at('two.html')];
    const { said, error } = await written(
      [
        { path: first, content },
        { path: second, content: () => 'y' },
      ],
      stop.signal,
    );
    expect(said).toEqual([`written: ${first}`]);
    expect(error).toMatchObject({ message: `stopped; not written: ${second}` });
    expect(readdirSync(folder)).toEqual(['one.html']);
    rmSync(first);
  });

  it('what stood there stays', async () => {
    const { said } = await written([
      inside(() => 'whole'),
      { ...inside(() => Promise.reject(new Interrupted(130))), path: at('d/e/g.csv') },
    ]);
    expect(said).toEqual([`written: ${at('d/e/f.csv')}`]);
    expect(readdirSync(at('d/e'))).toEqual(['f.csv']);
  });
});

describe('a thread that dies', () => {
  it('is told in one line, and that nothing was written', () => {
    const error = workerFailure(new WorkerError('a worker thread died\n    at x'));
    expect(error).toMatchObject({
      exitCode: 70,
      code: 'worker',
      message: 'a worker thread died; nothing was written',
    });
  });

  it('for want of memory is told with the remedy', () => {
    const cause = Object.assign(new Error('heap'), { code: 'ERR_WORKER_OUT_OF_MEMORY' });
    const { message } = workerFailure(new WorkerError('a worker thread died', { cause }));
    expect(message).toContain('--workers');
  });
});
