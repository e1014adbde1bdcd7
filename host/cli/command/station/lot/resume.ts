import { defineLotChange } from '../../../station/lot/change-lot.ts';

const HELP = `
Stations that have the lot open go on.

Examples:
  $ fob station lot resume bank-2026-11 --reason 'new labels are in'`;

export const define = defineLotChange('resume', HELP);
