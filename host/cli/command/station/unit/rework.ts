import { defineDeed } from '../../../station/unit/define-deed.ts';

const HELP = `
Of a quarantined unit: by the same fob where that may hold the seed, else by
any.

Examples:
  $ fob station unit rework SKTH00000017 --reason 'contact was dirty'`;

export const define = defineDeed('rework', HELP);
