import type { FobErrorCode } from '@fobkit/client';
import type { ScreenWords } from './screen-words.ts';

const deeds = { scrap: 'scrap', rework: 'rework', reprint: 'reprint' } as const;
const deedsDone = {
  scrap: 'is scrapped',
  rework: 'may be worked on again',
  reprint: 'has a new label',
} as const;

const NOT_OPEN: Partial<Record<FobErrorCode, string>> = {
  'not-found': 'no such device yet',
  busy: 'another program has it open',
  permission: 'no permission to open it; fob doctor tells what to do',
};

export const screenEn: ScreenWords = {
  steps: {
    identify: 'who is it',
    'self-test': 'self-test',
    claim: 'getting its unit',
    'open-channel': 'opening the channel',
    'set-clock': 'setting the clock',
    'load-seed': 'loading the seed',
    'key-check': 'key check',
    'read-code': 'reading a code',
    'rotate-key': 'replacing its key',
    label: 'printing the label',
    record: 'recording',
    soak: 'timing its clock',
    trim: 'trimming its clock',
  },
  ends: {
    done: 'DONE',
    trimmed: 'TRIMMED',
    'rolled-back': 'NOT LOADED, still blank',
    quarantined: 'QUARANTINED',
    refused: 'REFUSED',
    'left-open': 'OPEN, plug it in again',
    'would-do': 'would be loaded',
  },
  runEnds: {
    'lot-done': 'every unit of the lot is done',
    stopped: 'stopped',
    'lot-closed': 'the lot was closed',
    trouble: 'ended by trouble',
  },
  purposes: { test: 'test fobs', production: 'production' },
  counts: {
    planned: 'planned',
    done: 'done',
    scrapped: 'scrapped',
    quarantined: 'quarantined',
    unused: 'unused',
    working: 'working',
    trimmed: 'trimmed',
  },
  dryRun: 'DRY RUN: nothing is written',
  of: (done, planned) => `${String(done)} of ${String(planned)} done`,
  perHour: (units) => (units === 0 ? '– per hour' : `${String(units)} per hour`),
  left(minutes) {
    if (minutes === undefined) return '– left';
    const hours = Math.floor(minutes / 60);
    return hours === 0
      ? `${String(minutes)} min left`
      : `${String(hours)} h ${String(minutes % 60)} min left`;
  },
  seconds: (seconds) => `${seconds} s`,
  port: 'PORT',
  serial: 'SERIAL LABEL',
  state: 'STATE',
  insert: 'put a fob in',
  identifying: 'a fob is there',
  pressNow: 'PRESS ITS BUTTON NOW',
  takeOut: 'take it out',
  noPorts: 'Waiting for a fob: plug one in at any port.',
  waitingAt: (port, { reason, why }) => `waiting for a fob at ${port}: ${NOT_OPEN[reason] ?? why}`,
  morePorts: (count) => `and ${String(count)} more ports`,
  failures: 'Not done',
  paused: (by) => (by === undefined ? 'paused' : `paused by ${by}`),
  resumed: (by) => (by === undefined ? 'work goes on' : `${by} lets work go on`),
  pausedBanner: 'PAUSED: no new fob is begun. r lets work go on.',
  finishing: 'FINISHING: what is begun is done, no new fob is begun. Q stops at once.',
  interrupted: 'Ending: what is begun may be done within ten seconds. Ctrl-C again stops at once.',
  stopping: 'STOPPING',
  sure: 'Fobs are being loaded. Stop all the same? They stay open until they come back. y yes, any other key no',
  askUnit: (deed) => `Which unit to ${deeds[deed]}?`,
  unitKeys: 'scan the label, or type it or its number · ↑ ↓ others · Enter yes, Esc no',
  askReason: (deed, serialLabel) => `Why ${deeds[deed]} ${serialLabel}?`,
  reasonKeys: 'Enter does it, Esc does not',
  failureTitle: (at, of) => `NOT DONE, ${String(at)} of ${String(of)}`,
  failureKeys: '↑ ↓ others · s scrap · w rework · l reprint · Esc back',
  device: 'device id',
  whatToDo: 'what to do',
  keys: [
    ['q', 'finish'],
    ['p', 'pause'],
    ['d', 'not done'],
    ['l', 'label again'],
    ['?', 'help'],
  ],
  help: [
    ['q', 'finish: end what is begun, begin no new fob, then leave'],
    ['Q', 'stop now: fobs that are being loaded stay open until they come back'],
    ['p', 'pause this station: what is begun is ended, no new fob is begun'],
    ['r', 'let work go on'],
    ['d', 'look at those that are not done, newest first'],
    ['s', 'scrap a unit; asks which one and why'],
    ['w', 'rework a unit: it may be tried again; asks which one and why'],
    ['l', 'print the label of a unit again; asks which one and why'],
    ['?', 'this help'],
  ],
  anyKey: 'any key goes back',
  tooSmall: 'The window is too small.',
  deedDone: (deed, serialLabel) => `${serialLabel} ${deedsDone[deed]}`,
  deedFailed: (deed, serialLabel, why) => `no ${deeds[deed]} of ${serialLabel}: ${why}`,
};
