import { defineDeed } from '../../../station/unit/define-deed.ts';

const HELP = `
For good: its serial label and its seed are never given to another fob. Take the
fob off the station first.

Examples:
  $ fob station unit scrap SKTH00000017 --reason 'case is cracked'`;

export const define = defineDeed('scrap', HELP);
