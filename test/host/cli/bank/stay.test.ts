import { afterEach, beforeEach, expect, it } from 'vitest';
import { FobShell } from '../support/run-fob.ts';

let shell: FobShell;
beforeEach(() => {
  shell = new FobShell();
});
afterEach(() => shell.close());

it('a bank that is ended by Ctrl-C says so in one line, and has ended well', async () => {
  const { status, stderr } = await shell.run(['bank', 'up'], {
    interruptAfter: { stream: 'stdout', signal: 'SIGINT' },
  });
  expect({ status, last: stderr.split('\n').slice(-2) }).toEqual({
    status: 0,
    last: ['The bank is closed.', ''],
  });
});
