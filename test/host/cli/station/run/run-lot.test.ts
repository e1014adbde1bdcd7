import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { plainEnvironment } from '../../../../support/npm.ts';
import { BIN } from '../../support/run-fob.ts';
import { StationHere } from '../support/station-here.ts';

let here: StationHere;
beforeEach(async () => {
  here = new StationHere();
  await here.init();
  const plan = ['--purpose', 'test', '--profile', 'generic', '--serials', 'T-{0001..0002}'];
  await here.json('lot', 'create', 'trial', ...plan);
});
afterEach(() => {
  here.close();
});

it('a run that is ended by Ctrl-C says what came of it in one line, and ends with 130', async () => {
  // Nobody listens there: the station says so, and waits.
  const port = ['--port', 'tcp:127.0.0.1:9'];
  const run = spawn(process.execPath, [BIN, 'station', 'lot', 'run', 'trial', ...port], {
    env: { ...plainEnvironment(), ...process.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(run, 'close');
  const said = text(run.stderr);
  let printed = '';
  run.stdout.setEncoding('utf8').on('data', (more: string) => {
    if (printed === '') run.kill('SIGINT');
    printed += more;
  });
  expect(await ended).toEqual([130, null]);
  expect(printed.split('\n').slice(-2)).toEqual(['trial: 0 of 2 done; stopped.', '']);
  expect(await said).toBe('');
});
