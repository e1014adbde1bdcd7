import type { Entry } from '../cli.ts';

const operatorEntries: readonly Entry[] = [
  {
    name: 'list',
    summary: 'list the operators',
    load: () => import('../../command/station/operator/list.ts'),
  },
  {
    name: 'add',
    summary: 'let somebody else work here',
    load: () => import('../../command/station/operator/add.ts'),
  },
  {
    name: 'disable',
    summary: 'let somebody work here no more',
    load: () => import('../../command/station/operator/disable.ts'),
  },
];

const lotEntries: readonly Entry[] = [
  {
    name: 'list',
    summary: 'list the lots',
    load: () => import('../../command/station/lot/list.ts'),
  },
  {
    name: 'create',
    summary: 'plan a lot: how many, which type, serial labels, seeds',
    load: () => import('../../command/station/lot/create.ts'),
  },
  {
    name: 'run',
    summary: 'load the fobs that are plugged in, with a live screen',
    load: () => import('../../command/station/lot/run.ts'),
  },
  {
    name: 'status',
    summary: 'how far a lot is',
    load: () => import('../../command/station/lot/status.ts'),
  },
  {
    name: 'pause',
    summary: 'let no station begin another fob of a lot',
    load: () => import('../../command/station/lot/pause.ts'),
  },
  {
    name: 'resume',
    summary: 'let work on a lot go on',
    load: () => import('../../command/station/lot/resume.ts'),
  },
  {
    name: 'close',
    summary: 'end a lot for good',
    load: () => import('../../command/station/lot/close.ts'),
  },
  {
    name: 'report',
    summary: 'what became of a lot, as text or as certificate (PDF)',
    load: () => import('../../command/station/lot/report.ts'),
  },
];

const exportEntries: readonly Entry[] = [
  {
    name: 'write',
    summary: 'write a new file with the seeds of a lot',
    isDefault: true,
    load: () => import('../../command/station/export/write.ts'),
  },
  {
    name: 'list',
    summary: 'list what was exported',
    load: () => import('../../command/station/export/list.ts'),
  },
  {
    name: 'ack',
    summary: 'record that the receiver has confirmed an export',
    load: () => import('../../command/station/export/ack.ts'),
  },
];

const unitEntries: readonly Entry[] = [
  {
    name: 'list',
    summary: 'list the units of a lot',
    load: () => import('../../command/station/unit/list.ts'),
  },
  {
    name: 'show',
    summary: 'what is known of a unit',
    load: () => import('../../command/station/unit/show.ts'),
  },
  {
    name: 'scrap',
    summary: 'take a unit out of its lot for good',
    load: () => import('../../command/station/unit/scrap.ts'),
  },
  {
    name: 'rework',
    summary: 'let a unit be tried again',
    load: () => import('../../command/station/unit/rework.ts'),
  },
  {
    name: 'reprint',
    summary: 'print the label of a unit once more',
    load: () => import('../../command/station/unit/reprint.ts'),
  },
];

const goldenEntries: readonly Entry[] = [
  {
    name: 'list',
    summary: 'list the golden fobs',
    load: () => import('../../command/station/golden/list.ts'),
  },
  {
    name: 'add',
    summary: 'take a fob as golden fob',
    load: () => import('../../command/station/golden/add.ts'),
  },
];

/** What `fob station` has. */
export const stationEntries: readonly Entry[] = [
  {
    name: 'init',
    summary: 'make a station: registry, keys, first supervisor',
    load: () => import('../../command/station/init.ts'),
  },
  {
    name: 'check',
    summary: 'whether registry, keys, clock and ports are in order',
    load: () => import('../../command/station/check.ts'),
  },
  {
    name: 'sign-in',
    summary: 'sign an operator in at this station',
    load: () => import('../../command/station/sign-in.ts'),
  },
  {
    name: 'sign-out',
    summary: 'sign the operator out',
    load: () => import('../../command/station/sign-out.ts'),
  },
  {
    name: 'operator',
    summary: 'who may work at stations',
    entries: operatorEntries,
  },
  {
    name: 'lot',
    summary: 'lots: create, run, pause, close, report',
    entries: lotEntries,
  },
  {
    name: 'import',
    summary: 'read seeds from a file of a maker or a server',
    load: () => import('../../command/station/import.ts'),
  },
  {
    name: 'export',
    summary: 'write the seeds of a lot for a server',
    entries: exportEntries,
  },
  {
    name: 'purge',
    summary: 'delete the seeds of a confirmed export',
    load: () => import('../../command/station/purge.ts'),
  },
  {
    name: 'unit',
    summary: 'units: look up, scrap, rework, print the label again',
    entries: unitEntries,
  },
  {
    name: 'scan',
    summary: 'tell what a barcode or QR code is that was scanned',
    load: () => import('../../command/station/scan.ts'),
  },
  {
    name: 'label',
    summary: 'draw labels: PDF sheet, ZPL, or to a printer',
    load: () => import('../../command/station/label.ts'),
  },
  {
    name: 'qualify',
    summary: 'prove before a shift that the station tells right from wrong',
    load: () => import('../../command/station/qualify.ts'),
  },
  {
    name: 'golden',
    summary: 'golden fobs, with which a station is qualified',
    entries: goldenEntries,
  },
  {
    name: 'audit',
    summary: 'verify the audit chain of the registry',
    load: () => import('../../command/station/audit.ts'),
  },
  {
    name: 'backup',
    summary: 'copy the registry into a new file while work goes on',
    load: () => import('../../command/station/backup.ts'),
  },
  {
    name: 'restore',
    summary: 'bring a registry back from a backup',
    load: () => import('../../command/station/restore.ts'),
  },
  {
    name: 'rekey',
    summary: 'give the vault another key',
    load: () => import('../../command/station/rekey.ts'),
  },
];
