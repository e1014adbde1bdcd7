import { defineLotChange } from '../../../station/lot/change-lot.ts';

const HELP = `
For good: nothing more is loaded for it, and its units that no fob has stay
unused. It is refused while fobs are at work, or may still hold a seed.

Examples:
  $ fob station lot close bank-2026-11 --reason 'delivered'`;

export const define = defineLotChange('close', HELP);
