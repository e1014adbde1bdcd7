import { inChild } from './child.ts';
import { type BenchTable, median } from './harness.ts';
import { holds } from './target.ts';

const FOBS = 10_000;
const MINUTES = 5;

interface Found {
  readonly bytesEach: number;
  readonly rssMegabytes: number;
  readonly loadedMs: number;
  readonly perMinute: readonly number[];
  readonly running: number;
  /** Of the last minute. */
  readonly answered: number;
  readonly showed: number;
}

/** Ten thousand loaded fobs of all types in one process of their own. */
export async function benchManyFobs(): Promise<BenchTable> {
  const found = await inChild<Found>('many-fobs-child.ts', {
    flags: ['--expose-gc'],
    args: [String(FOBS), String(MINUTES)],
  });
  const { answered, bytesEach, loadedMs, perMinute, rssMegabytes, running, showed } = found;
  const minute = median(perMinute) / 1000;
  const all = (what: string, number: number) => [
    what,
    number,
    holds(`all ${FOBS}`, number === FOBS),
  ];
  return {
    title: `${FOBS} loaded fobs of all seven types in one process, ${MINUTES} simulated minutes`,
    columns: ['what', 'found', 'target'],
    rows: [
      all('running at the end', running),
      all('answered GetStatus through a frame in the last minute', answered),
      all('showed in the last minute the code that otplib computes', showed),
      ['bytes each, wire and firmware included', bytesEach.toFixed(0), ''],
      ['resident memory of the process, MB', rssMegabytes.toFixed(0), ''],
      ['wall time of a simulated minute of all, s', minute.toFixed(2), ''],
      ['times faster than life, all together', (60 / minute).toFixed(0), ''],
      ['loaded over the sealed channel, fobs/s', ((FOBS * 1000) / loadedMs).toFixed(0), ''],
    ],
    notes: [
      'A minute of a fob: pressed where it wants that, looked at, asked for its status. Bytes are',
      'heap and array buffers after a collection, less those of one fob of each type.',
    ],
  };
}
