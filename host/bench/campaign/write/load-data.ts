import type { LoadWish } from '../../scenario/model.ts';
import { defined, seconds } from './amounts.ts';

/** A load in the words of a scenario file. */
export function loadData(load: LoadWish): Readonly<Record<string, unknown>> {
  const { place: _, serialLabel, seedLength, stepSeconds, ...same } = load;
  return defined({
    ...same,
    step: stepSeconds === undefined ? undefined : seconds(stepSeconds),
    serial: serialLabel,
    'seed-length': seedLength,
  });
}
