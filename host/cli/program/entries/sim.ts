import type { Entry } from '../cli.ts';

const simBench: readonly Entry[] = [
  {
    name: 'up',
    summary: 'start fobs in a bench of emulated instruments',
    load: () => import('../../command/sim/bench/up.ts'),
  },
];

/** What `fob sim` has. */
export const simEntries: readonly Entry[] = [
  {
    name: 'up',
    summary: 'start an emulated fob, which lives on',
    load: () => import('../../command/sim/up.ts'),
  },
  {
    name: 'list',
    summary: 'list the emulated fobs that are up',
    load: () => import('../../command/sim/list.ts'),
  },
  {
    name: 'down',
    summary: 'end emulated fobs',
    load: () => import('../../command/sim/down.ts'),
  },
  {
    name: 'show',
    summary: 'draw the fob: front or back, in the terminal or as PNG or SVG',
    load: () => import('../../command/sim/show.ts'),
  },
  {
    name: 'press',
    summary: 'push the button',
    load: () => import('../../command/sim/press.ts'),
  },
  {
    name: 'hold',
    summary: 'push the button and stay on it: a long press opens the menu',
    load: () => import('../../command/sim/hold.ts'),
  },
  {
    name: 'set',
    summary: 'set temperature, battery, supply, crystal',
    load: () => import('../../command/sim/set.ts'),
  },
  {
    name: 'advance',
    summary: 'let world time pass at once: 30 days in a moment',
    load: () => import('../../command/sim/advance.ts'),
  },
  {
    name: 'fault',
    summary: 'arm a fault, list the armed ones, lift them',
    load: () => import('../../command/sim/fault.ts'),
  },
  {
    name: 'unplug',
    summary: 'pull the fob off its wires',
    load: () => import('../../command/sim/unplug.ts'),
  },
  {
    name: 'replug',
    summary: 'put it back on them',
    load: () => import('../../command/sim/replug.ts'),
  },
  {
    name: 'attach',
    summary: 'plug it into this machine as a USB device, by usbip',
    load: () => import('../../command/sim/attach.ts'),
  },
  {
    name: 'detach',
    summary: 'pull it off this machine again',
    load: () => import('../../command/sim/detach.ts'),
  },
  {
    name: 'snapshot',
    summary: 'save the whole state of the fob to a file',
    load: () => import('../../command/sim/snapshot.ts'),
  },
  {
    name: 'restore',
    summary: 'put the fob back into a saved state',
    load: () => import('../../command/sim/restore.ts'),
  },
  {
    name: 'bench',
    summary: 'emulated instruments around emulated fobs',
    entries: simBench,
  },
];
