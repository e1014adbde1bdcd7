import { PassThrough } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { FullScreen } from '../../../../host/cli/terminal/full-screen.ts';
import { Output } from '../../../../host/cli/terminal/output.ts';

function terminal(columns = 20, rows = 5) {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), {
    isTTY: true,
    columns,
    rows,
  });
  const written = (): string => String(stream.read() ?? '').replaceAll('\u001b', '^');
  const screen = new FullScreen(new Output(stream, new PassThrough()));
  onTestFinished(() => {
    screen.close();
  });
  return { stream, written, screen };
}

it('takes the whole terminal and gives it back with its cursor', () => {
  const { screen, written } = terminal();
  screen.open();
  screen.close();
  expect(written()).toBe('^[?1049h^[?25l^[2J^[?25h^[?1049l');
});

it('writes only the lines that changed', () => {
  const { screen, written } = terminal();
  screen.open();
  screen.draw(['one', 'two']);
  written();
  screen.draw(['one', 'TWO']);
  expect(written()).toBe('^[2;1HTWO^[K');
  screen.draw(['one', 'TWO']);
  expect(written()).toBe('');
});

it('takes away the lines that are no more', () => {
  const { screen, written } = terminal();
  screen.open();
  screen.draw(['one', 'two']);
  written();
  screen.draw(['one']);
  expect(written()).toBe('^[2;1H^[J');
});

it('draws everything anew in a window of another size', () => {
  const { screen, stream, written } = terminal();
  screen.open();
  screen.draw(['one']);
  written();
  stream.columns = 30;
  screen.draw(['one']);
  expect(written()).toBe('^[2J^[1;1Hone^[K');
});

it('gives the terminal back when the process ends', () => {
  const { screen, written } = terminal();
  const before = process.listeners('exit');
  screen.open();
  const [leave] = process.listeners('exit').filter((listener) => !before.includes(listener));
  written();
  leave?.(0);
  expect(written()).toBe('^[?25h^[?1049l');
  expect(process.listeners('exit')).toEqual(before);
});
