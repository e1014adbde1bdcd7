import { type SeedLoad, wipe } from '@fobkit/protocol';
import type { LoadWish } from './load.ts';
import type { Probe } from './probe.ts';
import type { Seal } from './seal.ts';

/** Loads a fob, wiped first where it has a seed already. */
export async function loadAnew(
  t: Probe,
  seal: Seal,
  wish: LoadWish,
  unix?: number | 'as it is',
): Promise<SeedLoad> {
  const { lifecycle } = await t.info(seal.talk);
  if (lifecycle !== 'blank') await seal.must(wipe, {}, 'LIFE-8');
  return t.load(seal, wish, unix);
}
