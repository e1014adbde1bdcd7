import { defineLotChange } from '../../../station/lot/change-lot.ts';

const HELP = `
No station begins another fob of the lot; those that are begun are ended. The
stations go on by themselves after fob station lot resume.

Examples:
  $ fob station lot pause bank-2026-11 --reason 'labels are empty'`;

export const define = defineLotChange('pause', HELP);
