import { PassThrough } from 'node:stream';
import type { FleetOrder, ShareResult } from '@fobkit/fleet';
import type { DoneShare } from '@fobkit/store/work';
import { expect, it } from 'vitest';
import { workerLog } from '../../../../host/cli/fleet/worker-log.ts';
import { Output } from '../../../../host/cli/terminal/output.ts';
import { madeTally } from '../../fleet/support/made-result.ts';

const ORDER: FleetOrder = {
  file: { name: 'fleet.yaml', text: '' },
  change: {},
  fobs: 5000,
  policies: ['rsa'],
};
const DONE: DoneShare<FleetOrder, ShareResult> = {
  order: ORDER,
  number: 1,
  outcome: { share: 1, tally: madeTally(1, 1) },
  ms: 1234,
};
const FAILED = { ...DONE, outcome: new Error('no cell\n    at cell.ts') };
const COMPARED = { ...DONE, order: { ...ORDER, policies: ['rsa', 'onespan'] }, number: 3 };

function lines(json: boolean): readonly string[] {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const log = workerLog(new Output(out, err), json);
  log.onIdle();
  for (const done of [DONE, FAILED, COMPARED]) log.onDone(done);
  log.onIdle();
  log.onEnd();
  const [said, silent] = json ? [out, err] : [err, out];
  expect(silent.read()).toBeNull();
  return String(said.read()).trim().split('\n');
}

it('a worker tells each part in a line, and when it waits and ends', () => {
  expect(lines(false)).toEqual([
    'fleet.yaml: part 2 of 2, 904 fobs, 1.2 s',
    'fleet.yaml: part 2 of 2 failed: no cell',
    'fleet.yaml: part 4 of 4, 904 fobs under policy 2 of 2, 1.2 s',
    'waits for work',
    'ended, 3 parts done; what was under way is given back',
  ]);
});

it('a worker tells the same as lines of JSON', () => {
  const part = { fleet: 'fleet.yaml', part: 2, parts: 2, policy: 1, fobs: 904, seconds: 1.2 };
  expect(lines(true).map((line) => JSON.parse(line) as unknown)).toEqual([
    { event: 'waits' },
    { event: 'done', ...part },
    { event: 'failed', ...part, message: 'no cell' },
    { event: 'done', ...part, part: 4, parts: 4, policy: 2 },
    { event: 'waits' },
    { event: 'ended', done: 3 },
  ]);
});
