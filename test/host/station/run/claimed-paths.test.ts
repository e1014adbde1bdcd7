import type { Candidate, CandidateProvider } from '@fobkit/client';
import { describe, expect, it } from 'vitest';
import { holdersOfPaths } from '../../../../host/station/run/claimed-paths.ts';

const A = 'f0b1000000000001';
const B = 'f0b1000000000002';
const C = 'f0b1000000000003';

/** What is held at each look, where the provider tells these device ids at one path. */
async function held(
  looks: readonly (readonly string[])[],
  answers: readonly (string | undefined)[],
): Promise<{ readonly seen: readonly string[]; readonly asked: number }> {
  let at = 0;
  let asked = 0;
  const provider: CandidateProvider = {
    name: 'test',
    candidates: () =>
      Promise.resolve(
        (looks[at++] ?? []).map((deviceId): Candidate => ({
          url: 'serial:/dev/pts/3',
          deviceId,
          ours: true,
        })),
      ),
  };
  const holders = holdersOfPaths(provider, () => Promise.resolve(answers[asked++]));
  const seen: string[] = [];
  while (at < looks.length) {
    seen.push((await holders.candidates()).map(({ deviceId }) => deviceId).join(' '));
  }
  return { seen, asked };
}

describe('a path that two emulated fobs claim', () => {
  it.each([
    ['the later', [A, B], B],
    ['the earlier', [A, B], A],
  ])('has the one that answers there, %s', async (_, claims, answer) => {
    expect(await held([claims], [answer])).toEqual({ seen: [answer], asked: 1 });
  });

  it('has nobody while nobody answers, and is asked again', async () => {
    expect(
      await held(
        [
          [A, B],
          [A, B],
        ],
        [undefined, B],
      ),
    ).toEqual({ seen: ['', B], asked: 2 });
  });

  it('is not asked again, under a visit perhaps, while the same claim it', async () => {
    expect(
      await held(
        [
          [A, B],
          [A, B],
          [A, B],
        ],
        [B],
      ),
    ).toEqual({ seen: [B, B, B], asked: 1 });
  });

  it('stays with whom a visit keeps from answering', async () => {
    expect(await held([[B], [A, B]], [undefined])).toEqual({ seen: [B, B], asked: 1 });
  });

  it('is asked when others claim it', async () => {
    expect(await held([[A, B], [A, C], [A]], [B, C])).toEqual({ seen: [B, C, A], asked: 2 });
  });

  it('that one fob has is not asked about', async () => {
    expect(await held([[A], [A]], [])).toEqual({ seen: [A, A], asked: 0 });
  });
});
