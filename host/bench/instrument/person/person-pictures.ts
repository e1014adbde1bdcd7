import type { PersonDoes } from './bench-person.ts';

const FRONT = [
  '  ╭───────────────────────╮',
  '  │  ┌──────────┐   ╭───╮  ├─○',
  '  │  │ 8 8 8 8  │   │ ● │  │',
  '  │  └──────────┘   ╰───╯  │',
  '  ╰───────────────────────╯',
];
const BACK = [
  '  ╭───────────────────────╮',
  '○─┤   S/N SKTH00000017     │',
  '  │   ‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾     │',
  '  ╰───────────────────────╯',
];

const drawn = (lines: readonly string[], ...below: readonly string[]): string =>
  [...lines, ...below].join('\n');

const FINGER = '                    ▲ ☝';
const CELL_OUT = ['        ╭───╮', '        │ + │  ↑', '  ══════╰───╯══════'];
const CELL_IN = ['        ╭───╮', '        │ + │  ↓', '  ══════╰───╯══════'];
const PLUG_OUT = ['  [fob]▭   →   ▯[hub]', '       ⇐ ✂'];
const PLUG_IN = ['  [fob]▭ ⇒ ▯[hub]'];

/** What is to be done, drawn with letters. */
export const PERSON_PICTURES: Readonly<Record<PersonDoes, string>> = {
  press: drawn(FRONT, FINGER),
  hold: drawn(FRONT, `${FINGER} …`),
  'start-hold': drawn(FRONT, `${FINGER} …`),
  release: drawn(FRONT, '                      ☝ ↓'),
  'cell-out': drawn(CELL_OUT),
  'cell-in': drawn(CELL_IN),
  unplug: drawn(PLUG_OUT),
  replug: drawn(PLUG_IN),
  'read-lcd': drawn(FRONT, '        ▲ ?'),
  'read-label': drawn(BACK, '        ▲ ?'),
};
