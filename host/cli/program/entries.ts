import { benchEntries } from './bench-entries.ts';
import type { Entry } from './cli.ts';

const simBench: readonly Entry[] = [
  {
    name: 'up',
    summary: 'start fobs in a bench of emulated instruments',
    load: () => import('../command/sim/bench/up.ts'),
  },
];

const sim: readonly Entry[] = [
  {
    name: 'up',
    summary: 'start an emulated fob, which lives on',
    load: () => import('../command/sim/up.ts'),
  },
  {
    name: 'list',
    summary: 'list the emulated fobs that are up',
    load: () => import('../command/sim/list.ts'),
  },
  {
    name: 'down',
    summary: 'end emulated fobs',
    load: () => import('../command/sim/down.ts'),
  },
  {
    name: 'show',
    summary: 'draw the fob: front or back, in the terminal or as PNG or SVG',
    load: () => import('../command/sim/show.ts'),
  },
  {
    name: 'press',
    summary: 'push the button',
    load: () => import('../command/sim/press.ts'),
  },
  {
    name: 'hold',
    summary: 'push the button and stay on it: a long press opens the menu',
    load: () => import('../command/sim/hold.ts'),
  },
  {
    name: 'set',
    summary: 'set temperature, battery, supply, crystal',
    load: () => import('../command/sim/set.ts'),
  },
  {
    name: 'advance',
    summary: 'let world time pass at once: 30 days in a moment',
    load: () => import('../command/sim/advance.ts'),
  },
  {
    name: 'fault',
    summary: 'arm a fault, list the armed ones, lift them',
    load: () => import('../command/sim/fault.ts'),
  },
  {
    name: 'unplug',
    summary: 'pull the fob off its wires',
    load: () => import('../command/sim/unplug.ts'),
  },
  {
    name: 'replug',
    summary: 'put it back on them',
    load: () => import('../command/sim/replug.ts'),
  },
  {
    name: 'attach',
    summary: 'plug it into this machine as a USB device, by usbip',
    load: () => import('../command/sim/attach.ts'),
  },
  {
    name: 'detach',
    summary: 'pull it off this machine again',
    load: () => import('../command/sim/detach.ts'),
  },
  {
    name: 'snapshot',
    summary: 'save the whole state of the fob to a file',
    load: () => import('../command/sim/snapshot.ts'),
  },
  {
    name: 'restore',
    summary: 'put the fob back into a saved state',
    load: () => import('../command/sim/restore.ts'),
  },
  {
    name: 'bench',
    summary: 'emulated instruments around emulated fobs',
    entries: simBench,
  },
];

const clock: readonly Entry[] = [
  {
    name: 'show',
    summary: 'tell the clock of the fob and its drift',
    isDefault: true,
    load: () => import('../command/clock/show.ts'),
  },
  {
    name: 'set',
    summary: 'set it to world time',
    load: () => import('../command/clock/set.ts'),
  },
  {
    name: 'trim',
    summary: 'correct the rate of its oscillator',
    load: () => import('../command/clock/trim.ts'),
  },
];

const slots: readonly Entry[] = [
  {
    name: 'list',
    summary: 'tell what is in the slots',
    isDefault: true,
    load: () => import('../command/slots/list.ts'),
  },
  {
    name: 'write',
    summary: 'load a seed into a slot',
    load: () => import('../command/slots/write.ts'),
  },
  {
    name: 'erase',
    summary: 'erase a slot',
    load: () => import('../command/slots/erase.ts'),
  },
];

const READ = 'Read a fob:';
const LOAD = 'Load a fob:';
const EMULATE = 'Emulate:';
const BENCH = 'Test fobs:';
const AROUND = 'Around it:';

/** Every command, in the order of the help. */
export const entries: readonly Entry[] = [
  {
    group: READ,
    name: 'list',
    summary: 'list the fobs at hand, emulated and real',
    load: () => import('../command/list.ts'),
  },
  {
    group: READ,
    name: 'info',
    summary: 'what the fob is and what is loaded',
    load: () => import('../command/info.ts'),
  },
  {
    group: READ,
    name: 'status',
    summary: 'battery, clock, temperature, counters, events',
    load: () => import('../command/status.ts'),
  },
  {
    group: READ,
    name: 'code',
    summary: 'read a one-time code',
    load: () => import('../command/code.ts'),
  },
  {
    group: READ,
    name: 'display',
    summary: 'read what the fob shows',
    load: () => import('../command/display.ts'),
  },
  {
    group: READ,
    name: 'verify',
    summary: 'check a code against its seed, and tell the drift',
    load: () => import('../command/verify.ts'),
  },
  {
    group: READ,
    name: 'selftest',
    summary: 'let the fob test its parts',
    load: () => import('../command/selftest.ts'),
  },
  {
    group: READ,
    name: 'wink',
    summary: 'let the fob show which one it is',
    load: () => import('../command/wink.ts'),
  },
  {
    group: LOAD,
    name: 'provision',
    summary: 'load a seed and a serial label, and prove them',
    load: () => import('../command/provision.ts'),
  },
  {
    group: LOAD,
    name: 'clock',
    summary: 'tell, set or trim the clock of the fob',
    entries: clock,
  },
  {
    group: LOAD,
    name: 'wipe',
    summary: 'erase seed and serial label',
    load: () => import('../command/wipe.ts'),
  },
  {
    group: LOAD,
    name: 'slots',
    summary: 'the slots of a Nitrokey: list, write, erase',
    entries: slots,
  },
  {
    group: EMULATE,
    name: 'sim',
    summary: 'emulated fobs: start, press, heat, break',
    entries: sim,
  },
  {
    group: EMULATE,
    name: 'profiles',
    summary: 'list the fob types',
    load: () => import('../command/profiles.ts'),
  },
  {
    group: EMULATE,
    name: 'faults',
    summary: 'list the faults that can be armed',
    load: () => import('../command/faults.ts'),
  },
  {
    group: BENCH,
    name: 'bench',
    summary: 'scenarios with verdicts, on emulated fobs and on real ones',
    entries: benchEntries,
  },
  {
    group: AROUND,
    name: 'replay',
    summary: 'play a capture back, to a fob or to a host',
    load: () => import('../command/replay.ts'),
  },
  {
    group: AROUND,
    name: 'demo',
    summary: 'the whole story in ten seconds, on an emulated fob',
    load: () => import('../command/demo.ts'),
  },
  {
    group: AROUND,
    name: 'doctor',
    summary: 'what is wrong on this machine, and how to mend it',
    load: () => import('../command/doctor.ts'),
  },
  {
    group: AROUND,
    name: 'completion',
    summary: 'print a completion script for bash, zsh or fish',
    load: () => import('../command/completion.ts'),
  },
];
