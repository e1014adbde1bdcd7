import type { Entry } from '../cli.ts';
import { bankEntries } from './bank.ts';
import { benchEntries } from './bench.ts';
import { clockEntries } from './clock.ts';
import { fleetEntries } from './fleet.ts';
import { simEntries } from './sim.ts';
import { slotEntries } from './slots.ts';
import { stationEntries } from './station.ts';

const READ = 'Read a fob:';
const LOAD = 'Load a fob:';
const EMULATE = 'Emulate:';
const BENCH = 'Test fobs:';
const STATION = 'Make fobs:';
const BANK = 'Verify codes:';
const FLEETS = 'Decide for fleets:';
const AROUND = 'Around it:';

/** Every command, in the order of the help. */
export const entries: readonly Entry[] = [
  {
    group: READ,
    name: 'list',
    summary: 'list the fobs at hand, emulated and real',
    load: () => import('../../command/list.ts'),
  },
  {
    group: READ,
    name: 'info',
    summary: 'what the fob is and what is loaded',
    load: () => import('../../command/info.ts'),
  },
  {
    group: READ,
    name: 'status',
    summary: 'battery, clock, temperature, counters, events',
    load: () => import('../../command/status.ts'),
  },
  {
    group: READ,
    name: 'code',
    summary: 'read a one-time code',
    load: () => import('../../command/code.ts'),
  },
  {
    group: READ,
    name: 'display',
    summary: 'read what the fob shows',
    load: () => import('../../command/display.ts'),
  },
  {
    group: READ,
    name: 'verify',
    summary: 'check a code against its seed, and tell the drift',
    load: () => import('../../command/verify.ts'),
  },
  {
    group: READ,
    name: 'selftest',
    summary: 'let the fob test its parts',
    load: () => import('../../command/selftest.ts'),
  },
  {
    group: READ,
    name: 'wink',
    summary: 'let the fob show which one it is',
    load: () => import('../../command/wink.ts'),
  },
  {
    group: LOAD,
    name: 'provision',
    summary: 'load a seed and a serial label, and prove them',
    load: () => import('../../command/provision.ts'),
  },
  {
    group: LOAD,
    name: 'clock',
    summary: 'tell, set or trim the clock of the fob',
    entries: clockEntries,
  },
  {
    group: LOAD,
    name: 'wipe',
    summary: 'erase seed and serial label',
    load: () => import('../../command/wipe.ts'),
  },
  {
    group: LOAD,
    name: 'slots',
    summary: 'the slots of a Nitrokey: list, write, erase',
    entries: slotEntries,
  },
  {
    group: EMULATE,
    name: 'sim',
    summary: 'emulated fobs: start, press, heat, break',
    entries: simEntries,
  },
  {
    group: EMULATE,
    name: 'profiles',
    summary: 'list the fob types',
    load: () => import('../../command/profiles.ts'),
  },
  {
    group: EMULATE,
    name: 'faults',
    summary: 'list the faults that can be armed',
    load: () => import('../../command/faults.ts'),
  },
  {
    group: BENCH,
    name: 'bench',
    summary: 'scenarios with verdicts, on emulated fobs and on real ones',
    entries: benchEntries,
  },
  {
    group: STATION,
    name: 'station',
    summary: 'load lots of fobs: registry, screen, files, labels, audit',
    entries: stationEntries,
  },
  {
    group: BANK,
    name: 'bank',
    summary: 'the bank: contracts, tokens, pages, app, API, RADIUS',
    entries: bankEntries,
  },
  {
    group: FLEETS,
    name: 'fleet',
    summary: 'a hundred thousand fobs for years: windows, locks, replacements',
    entries: fleetEntries,
  },
  {
    group: AROUND,
    name: 'replay',
    summary: 'play a capture back, to a fob or to a host',
    load: () => import('../../command/replay.ts'),
  },
  {
    group: AROUND,
    name: 'demo',
    summary: 'the whole story in ten seconds, on an emulated fob',
    load: () => import('../../command/demo.ts'),
  },
  {
    group: AROUND,
    name: 'doctor',
    summary: 'what is wrong on this machine, and how to mend it',
    load: () => import('../../command/doctor.ts'),
  },
  {
    group: AROUND,
    name: 'completion',
    summary: 'print a completion script for bash, zsh or fish',
    load: () => import('../../command/completion.ts'),
  },
];
