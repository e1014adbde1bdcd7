import type { Entry } from '../cli.ts';

/** What `fob slots` has. */
export const slotEntries: readonly Entry[] = [
  {
    name: 'list',
    summary: 'tell what is in the slots',
    isDefault: true,
    load: () => import('../../command/slots/list.ts'),
  },
  {
    name: 'write',
    summary: 'load a seed into a slot',
    load: () => import('../../command/slots/write.ts'),
  },
  {
    name: 'erase',
    summary: 'erase a slot',
    load: () => import('../../command/slots/erase.ts'),
  },
];
