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

it('takes a here-document whole', () => {
  const shown = ['```console', "$ cat > a <<'END'", 'one \\', 'END', '$ cat a', '```'].join('\n');
  expect(commandsOf(shown).map(({ command }) => command)).toEqual([
    "cat > a <<'END'\none \\\nEND",
    'cat a',
  ]);
});
