import { expect, test } from 'vitest';
import { patch } from '../../bench/conform/mutants/plant.ts';
import { winkHandler } from '../../../../firmware-sim/firmware/handlers/wink.ts';
import { runHere } from '../support/run-here.ts';

const HID = ['bench', 'conform', '--profile', 'generic', '--only', 'hid-*'];

test('a conforming fob: rules by section, and exit status 0', async () => {
  const { status, stdout } = await runHere(HID);
  expect(stdout).toMatch(/^profile generic, emulated in process: generic 1\.0\.0$/m);
  expect(stdout).toMatch(/^1\.5 INIT +4 +· +· +· +·$/m);
  expect(stdout).toMatch(/^\d+ checks: \d+ passed; PASS$/m);
  expect(status).toBe(0);
});

test('a fob that breaks a rule: the rule with its section, and exit status 1', async () => {
  const undo = patch(winkHandler, 'run', () => () => ({ status: 'internal' }));
  try {
    const { status, stdout } = await runHere(['bench', 'conform', '--only', 'message-vectors']);
    expect(stdout).toContain('FAIL message-vectors [MSG-9] 3.2 Envelopes');
    expect(stdout).toContain('1 checks: 1 failed; FAIL');
    expect(status).toBe(1);
  } finally {
    undo();
  }
});

test('--json tells every check and every rule', async () => {
  const { stdout } = await runHere(['bench', 'conform', '--profile', 'generic', '--json']);
  const report: unknown = JSON.parse(stdout);
  expect(report).toMatchObject({ format: 'fobkit conformance', version: 1, verdict: 'PASS' });
  expect(report).toHaveProperty('rules.length', 255);
});

test.each([
  [['--only', 'no-such-check'], '--only no-such-check: there is no such check'],
  [['--also', 'hid:/dev/hidraw0'], '--also is a second link: --device is missing'],
  [['--profile', 'generic', '--device', 'tcp:127.0.0.1:9'], '--device and --profile exclude'],
  [['--profile', 'nothing'], 'there is no profile nothing'],
])('wrong use, %s, ends with 2', async (words, message) => {
  const { status, stderr } = await runHere(['bench', 'conform', ...words]);
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});
