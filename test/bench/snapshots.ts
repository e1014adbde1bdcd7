import { nodePrimitives } from '@fobkit/client/node';
import { restoreFob, takeSnapshot } from '@fobkit/firmware-sim';
import { loadedFob, profileNamed } from './fobs.ts';
import { interleave, type BenchTable } from './harness.ts';
import { atMost } from './target.ts';

/** A loaded fob with a day of life behind it, as text and back. */
export async function benchSnapshots(): Promise<BenchTable> {
  const fob = loadedFob(profileNamed('generic'));
  fob.press();
  fob.advance(86_400 * 32_768);
  const text = takeSnapshot(fob);
  const measured = await interleave([
    {
      name: 'takeSnapshot',
      run(count) {
        for (let i = 0; i < count; i++) takeSnapshot(fob);
      },
    },
    {
      name: 'restoreFob',
      run(count) {
        for (let i = 0; i < count; i++) restoreFob(text, nodePrimitives);
      },
    },
  ]);
  if (takeSnapshot(restoreFob(text)) !== text) throw new Error('a snapshot differs from its fob');
  return {
    title: 'Snapshots of a loaded fob',
    columns: ['call', 'ms', 'slowest round', 'target'],
    rows: measured.map(({ name, perSecond, slowest }) => {
      const ms = 1000 / perSecond;
      return [name, ms.toFixed(3), (1000 / slowest).toFixed(3), atMost(1, ms, 'ms')];
    }),
    notes: [
      `${text.length} characters of JSON; a restored fob gives the same snapshot again.`,
      'Medians of 9 interleaved rounds of many calls each.',
    ],
  };
}
