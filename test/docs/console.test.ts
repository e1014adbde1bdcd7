import { expect, it } from 'vitest';
import { commandsOf } from './console.ts';

const page = [
  'text',
  '```console',
  '$ fob list',
  'what it printed',
  '$ fob \\',
  '    info',
  '```',
  '```sh',
  '$ not this',
  '```',
].join('\n');

it('takes the commands of console blocks, with their lines', () => {
  expect(commandsOf(page)).toEqual([
    { command: 'fob list', line: 3 },
    { command: 'fob info', line: 5 },
  ]);
});
