import { counted } from '../../terminal/counted.ts';
import type { CommandWords } from './command-words.ts';

export const commandsEn: CommandWords = {
  names: {
    station: 'station',
    role: 'role',
    state: 'state',
    name: 'name',
    id: 'id',
    lot: 'lot',
    type: 'fob type',
    purpose: 'purpose',
    codes: 'codes',
    created: 'created',
    closed: 'closed',
    expiry: 'expires',
    trim: 'trim to',
    golden: 'golden fob',
    number: 'no.',
    serial: 'serial label',
    device: 'device id',
    reason: 'reason',
    step: 'step',
    keyGeneration: 'transport key',
    labelsPrinted: 'labels printed',
    ended: 'ended',
    visits: 'visits',
    firstTime: 'at first visit',
    perHour: 'per hour',
    median: 'median',
    longest: 'longest',
    format: 'format',
    tokens: 'tokens',
    sha256: 'SHA-256',
    when: 'when',
    by: 'by',
    confirmed: 'confirmed',
    purged: 'seeds deleted',
    entries: 'entries',
    head: 'head of the chain',
    clockOffset: 'its clock is off by',
    clockJitter: 'read to',
  },
  states: {
    open: 'open',
    paused: 'paused',
    closed: 'closed',
    unused: 'unused',
    working: 'working',
    done: 'done',
    scrapped: 'scrapped',
    quarantined: 'quarantined',
    active: 'active',
    disabled: 'disabled',
  },
  roles: { supervisor: 'supervisor', operator: 'operator' },
  trimBy: { soak: 'two readings', counter: 'counter' },
  intents: {
    claimed: 'bound to its fob',
    loading: 'loading',
    labelling: 'proved, before its label',
  },
  checked: {
    registry: 'registry',
    integrity: 'integrity',
    key: 'key',
    clock: 'clock',
    operator: 'operator',
    golden: 'golden',
    ports: 'ports',
  },
  none: 'none',
  initDone: (station, supervisor) =>
    `Station ${station} is made. ${supervisor} is signed in as its supervisor.`,
  joined: (station) => `Station ${station} works with the registry that was there.`,
  keepKey: (file) =>
    `Keep a copy of ${file} apart from the registry: without it no seed opens any more.`,
  operatorAdded: (name, role) => `${name} may work here as ${role}.`,
  operatorDisabled: (name) => `${name} may work here no more.`,
  signedIn: (name, until) => `${name} is signed in until ${until}.`,
  signedOut: 'Signed out.',
  nobodySignedIn: 'Nobody is signed in.',
  lotCreated: (name, planned, labels) =>
    `Lot ${name} is planned: ${counted(planned, 'unit')}, ${labels}.`,
  lotState: (name, state) =>
    ({
      open: `Work on lot ${name} goes on.`,
      paused: `Lot ${name} is paused: no station begins another fob of it.`,
      closed: `Lot ${name} is closed.`,
    })[state],
  noLots: 'There is no lot yet: fob station lot create NAME',
  noUnits: 'There is no such unit.',
  runEnded: (lot, { done, planned, working }, reason) =>
    `${lot}: ${String(done)} of ${String(planned)} done; ${reason}.` +
    (working === 0
      ? ''
      : ` ${counted(working, 'unit')} begun and not ended: their fobs are gone on with when they are plugged in again.`),
  imported: (tokens, file, id) =>
    `${counted(tokens, 'token')} of ${file} taken: import ${String(id)}. ` +
    `fob station lot create NAME --from ${String(id)} makes a lot of them.`,
  exported: (tokens, file, id) =>
    `${counted(tokens, 'token')} written to ${file}: export ${String(id)}. ` +
    `When the receiver has confirmed it: fob station export ack ${String(id)}`,
  confirmedExport: (id) => `Export ${String(id)} is confirmed.`,
  askPurge: (seeds, lot) => `Delete ${counted(seeds, 'seed')} of lot ${lot} for good?`,
  purged: (seeds, lot) => `${counted(seeds, 'seed')} of lot ${lot} deleted from the registry.`,
  deeds: {
    scrap: (serial) => `${serial} is scrapped.`,
    rework: (serial) => `${serial} may be tried again.`,
    reprint: (serial) => `The label of ${serial} is printed once more.`,
  },
  written: (file) => `Written: ${file}`,
  printed: (labels, printer) => `${counted(labels, 'label')} sent to ${printer}.`,
  qualified: (device) => `QUALIFIED: the golden fob ${device} passed every check.`,
  notQualified: (device) => `NOT QUALIFIED: the golden fob ${device} found faults.`,
  goldenAdded: (device) => `${device} is a golden fob from now on.`,
  goldenWanted: 'Plug the golden fob in; take every other fob out.',
  auditHolds: (entries, chains) =>
    `The audit holds: ${String(entries)} entries in ${counted(chains, 'chain')}, every one signed and in its place.`,
  auditFaults: (faults) => `THE AUDIT DOES NOT HOLD: ${counted(faults, 'fault')}.`,
  backedUp: (file) => `The registry is copied to ${file} and the copy is checked.`,
  restored: (to) => `The registry is restored to ${to} and checked.`,
  headsTooOld:
    'The registry that this station had went on after these heads: they do not count, and all that may have been used since is scrapped.',
  scrappedByRestore: (lot, units) =>
    `Lot ${lot} is paused; scrapped, as they may be on fobs already: ${counted(units, 'unit')}.`,
  rekeyed: 'The registry opens with the new key alone. Copies made before open with the old one.',
  scan: {
    seed: 'a seed: a secret, which is not shown',
    serial: 'a serial label',
    device: 'a device id',
    otpauth: 'an otpauth: QR code with a seed, which is not shown',
  },
};
