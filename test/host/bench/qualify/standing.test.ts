import { type Qualification, standingOf } from '@fobkit/bench';
import { describe, expect, it } from 'vitest';
import { qualification } from './qualifications.ts';

const rig = { name: 'bench line-3', sha256: 'ab'.repeat(32) };
const noon = Date.parse('2026-11-28T12:00:00Z');

function at(time: number, ...stored: readonly Qualification[]): unknown {
  return standingOf(stored, rig, time);
}

describe('a rig may be worked on', () => {
  it('until its qualification ends', () => {
    expect(at(noon, qualification())).toEqual({
      qualified: true,
      until: '2026-11-28T17:00:00.000Z',
    });
  });

  it('whatever became of other rigs', () => {
    const other = qualification({ rig: { name: 'bench line-4' }, outcome: 'NOT QUALIFIED' });
    expect(at(noon, qualification(), other)).toMatchObject({ qualified: true });
  });
});

describe('a rig may not be worked on when', () => {
  const failed = qualification({ outcome: 'NOT QUALIFIED', reasons: ['the lamp is out'] });
  it.each<[string, number, readonly Qualification[], string]>([
    ['it was never qualified', noon, [], 'it was never qualified'],
    [
      'its time is over, to the millisecond',
      Date.parse('2026-11-28T17:00:00Z'),
      [qualification()],
      'its qualification ended on 2026-11-28 17:00 UTC',
    ],
    [
      'a later qualification was not passed',
      noon,
      [qualification(), failed],
      'it was not qualified on 2026-11-28 09:00 UTC: the lamp is out',
    ],
    [
      'its bench file is another',
      noon,
      [qualification({ rig: { name: rig.name, sha256: 'cd'.repeat(32) } })],
      'its bench file was changed since',
    ],
    [
      'the clock of the host was set back',
      Date.parse('2026-11-27T12:00:00Z'),
      [qualification()],
      'its qualification is of the future, 2026-11-28 09:00 UTC',
    ],
  ])('%s', (_, time, stored, why) => {
    expect(at(time, ...stored)).toEqual({ qualified: false, why });
  });
});
