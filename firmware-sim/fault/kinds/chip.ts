import { UsageError } from '@fobkit/protocol';
import type { Flash } from '../../hardware/flash.ts';
import type { Rng } from '../../hardware/rng.ts';
import { type Act, defineFault, type FaultKind } from '../kind.ts';
import { integerIn, integersIn } from '../note.ts';
import { Words } from '../words.ts';

const hang = defineFault({
  kind: 'cpu.hang',
  layer: 'part',
  args: '',
  summary: 'The CPU stops, deaf to button and wire, until the watchdog resets it after 2 s.',
  example: 'cpu.hang --on-nth frame.to-fob:3',
  event: 'frame.to-fob',
  compile(args) {
    new Words('cpu.hang', '', args).end();
    return {
      on: 'part',
      begin(act) {
        const before = act.target.hung;
        act.target.hang();
        if (act.target.hung && !before) act.fired('CPU hung');
      },
      look(act) {
        if (!act.target.hung) act.finish();
      },
      // What hangs is the CPU's own affair: only a reset mends it.
      lift: () => undefined,
    };
  },
});

const ROT_ARGS = '[count|address.bit]';
const MOST_CELLS = 4096;

const bitrot = defineFault({
  kind: 'flash.bitrot',
  layer: 'flash',
  args: ROT_ARGS,
  summary:
    'Cells of flash flip: 1, or so many of those in use, or the one named. Lifted: those not written since flip back.',
  example: 'flash.bitrot 3 --seed 7',
  event: 'write',
  compile(args) {
    const words = new Words('flash.bitrot', ROT_ARGS, args);
    const one = /^(\d{1,9})\.([0-7])$/.exec(words.peek ?? '');
    const cell = one === null ? undefined : Number(one[1]) * 8 + Number(one[2]);
    const count = cell === undefined ? words.integer({ from: 1, to: MOST_CELLS, usual: 1 }) : 1;
    if (cell !== undefined) words.take();
    words.end();
    return {
      on: 'part',
      check({ flash }) {
        const bytes = flash.pageSize * flash.pageCount;
        if (cell === undefined || cell < bytes * 8) return;
        throw new UsageError(`flash.bitrot: this flash has addresses 0 to ${bytes - 1}`);
      },
      begin(act) {
        const { flash } = act.target.parts;
        const cells = cell === undefined ? pickCells(flash, count, act.rng) : [cell];
        if (cells.length === 0) return;
        for (const at of cells) flash.rot(Math.floor(at / 8), at % 8);
        act.note = { cells, after: cells.map((at) => stampOf(flash, at)) };
        const many = cells.length === 1 ? '1 cell' : `${cells.length} cells`;
        act.fired(`${many} of flash flipped (${listCells(cells)})`);
      },
      lift({ note, target }) {
        const after = integersIn(note, 'after');
        const { flash } = target.parts;
        for (const [i, at] of integersIn(note, 'cells').entries()) {
          if (stampOf(flash, at) === after[i]) flash.rot(Math.floor(at / 8), at % 8);
        }
      },
    };
  },
});

const torn = defineFault({
  kind: 'flash.torn',
  layer: 'flash',
  args: '[steps]',
  summary:
    'Power fails in the n-th next step of flash, a byte programmed or a page erased (1), and leaves it torn.',
  example: 'flash.torn 17 --seed 7',
  event: 'write',
  compile(args) {
    const words = new Words('flash.torn', '[steps]', args);
    const steps = words.integer({ from: 1, to: 1_000_000, usual: 1 });
    words.end();
    return {
      on: 'part',
      slot: 'flash.torn',
      momentary: true,
      begin(act) {
        act.note = { left: steps };
      },
      look(act) {
        // The chip takes one cut at a time: a second fault counts from the first one's on.
        if (!act.first) return;
        if (!('cuts' in act.note)) armCut(act);
        else if (act.target.parts.flash.cuts !== integerIn(act.note, 'cuts')) {
          act.fired('power failed while flash was written');
          act.finish();
        }
      },
      // The counters of the chip start anew out of a snapshot.
      saved: (act) => ('cuts' in act.note ? { left: stepsLeft(act), cuts: 0, from: 0 } : act.note),
      resume(act) {
        if ('cuts' in act.note) armCut(act);
      },
      lift({ note, target }) {
        if ('cuts' in note) target.parts.flash.disarmCut();
      },
    };
  },
});

export const chipFaults: readonly FaultKind[] = [hang, bitrot, torn];

/** Cells by number: address × 8 + bit. Any cells of the pages in use, up to their last byte. */
function pickCells(flash: Flash, count: number, rng: Rng): readonly number[] {
  const used: { readonly start: number; readonly cells: number }[] = [];
  for (let page = 0; page < flash.pageCount; page++) {
    const bytes = flash.read(page * flash.pageSize, flash.pageSize);
    let length = bytes.length;
    while (length > 0 && bytes[length - 1] === 0xff) length--;
    if (length > 0) used.push({ start: page * flash.pageSize * 8, cells: length * 8 });
  }
  const total = used.reduce((sum, { cells }) => sum + cells, 0);
  const picked = new Set<number>();
  while (picked.size < Math.min(count, total)) {
    let draw = rng.below(total);
    for (const { start, cells } of used) {
      if (draw < cells) {
        picked.add(start + draw);
        break;
      }
      draw -= cells;
    }
  }
  return [...picked].sort((a, b) => a - b);
}

/** Changes when the cell is written: the erases of its page, and its bit. */
function stampOf(flash: Flash, cell: number): number {
  const address = Math.floor(cell / 8);
  const bit = ((flash.read(address, 1)[0] ?? 0) >> (cell % 8)) & 1;
  return flash.wear(Math.floor(address / flash.pageSize)) * 2 + bit;
}

function listCells(cells: readonly number[]): string {
  const shown = cells.slice(0, 4).map((cell) => `${Math.floor(cell / 8)}.${cell % 8}`);
  return cells.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', ');
}

function armCut(act: Act): void {
  const { flash } = act.target.parts;
  const left = integerIn(act.note, 'left');
  act.note = { left, cuts: flash.cuts, from: flash.programmedBytes + flash.erases };
  flash.armCut({ afterBytes: left - 1, torn: () => act.rng.below(256) });
}

function stepsLeft({ note, target }: Act): number {
  const { flash } = target.parts;
  const done = flash.programmedBytes + flash.erases - integerIn(note, 'from');
  return Math.max(1, integerIn(note, 'left') - done);
}
