import { FleetVerdict, LOCKS, type TallyColumn } from '@fobkit/firmware-sim/fleet';
import { expect, it } from 'vitest';
import { FleetWork } from '../../../firmware-sim/fleet/fleet-work.ts';
import { OVER } from '../../../firmware-sim/fleet/help-desk.ts';
import { fleetOf } from './support/fleets.ts';
import { windowJudge } from './support/window-judge.ts';

const { accepted, locked, resynchronised, resyncWanted, wrong } = FleetVerdict;

interface Said {
  readonly verdict: number;
  readonly isMistyped?: boolean;
}

/** What comes of the answers of a session, up to that on which no other code follows. */
function session(...answers: readonly Said[]) {
  const unlocked: string[] = [];
  const judge = {
    ...windowJudge({ stepSeconds: 30, behind: 1, ahead: 1 }),
    unlock: (_memory: Float64Array, _at: number, how: 'release' | 'reset') => {
      unlocked.push(how);
    },
  };
  const work = new FleetWork({ spec: fleetOf({ fobs: 1, days: 9 }), first: 0, count: 1, judge }, 1);
  work.begin(0, 1);
  let stage = 0;
  let codes = 0;
  for (const { verdict, isMistyped = false } of answers) {
    if (stage === OVER) break;
    codes++;
    stage = work.desk.after(work.memory, 0, stage, { day: 2, verdict, isMistyped });
  }
  const count = (name: TallyColumn) => work.sheet.columns[name][2];
  const isSent = (work.sheet.lives.retired[0] ?? -1) >= 0;
  return { codes, isOver: stage === OVER, unlocked, isSent, count };
}

const right = { verdict: wrong };
const slip = { verdict: wrong, isMistyped: true };

it('a right code that is refused is counted as such, a mistyped one is not', () => {
  const { codes, count, isOver } = session(right, slip, { verdict: accepted });
  expect([codes, isOver, count('rejectedRight'), count('callsRejected')]).toEqual([3, true, 1, 0]);
});

it('three codes are tried before a call, in which the owner tries once more', () => {
  const { count, isOver, unlocked } = session(right, right, right);
  expect([isOver, unlocked, count('callsRejected')]).toEqual([false, [], 1]);
  expect(session(slip, slip, slip, { verdict: accepted })).toMatchObject({
    unlocked: [],
    isOver: true,
    isSent: false,
  });
});

it('when that is refused too, the drift is forgotten in the same call', () => {
  const { count, isOver, unlocked } = session(right, right, right, right);
  expect([isOver, unlocked, count('callsRejected')]).toEqual([false, ['reset'], 1]);
});

it('whose right code is refused after that is sent another fob', () => {
  const { count, isOver, isSent } = session(right, right, right, right, right);
  expect([isOver, isSent, count('callsRejected')]).toEqual([true, true, 1]);
});

it('who mistypes after that is sent none', () => {
  const { isOver, isSent } = session(right, right, right, right, slip);
  expect([isOver, isSent]).toEqual([true, false]);
});

it('a lock is lifted first, and the drift forgotten by a second call', () => {
  const { count, isSent, unlocked } = session({ verdict: wrong + LOCKS }, right, right);
  expect(unlocked).toEqual(['release', 'reset']);
  expect([count('locked'), count('callsLocked'), count('callsRejected')]).toEqual([1, 1, 1]);
  expect(isSent).toBe(true);
});

it('a token that is locked already is released by a call, and locked once', () => {
  const { count, unlocked } = session({ verdict: locked }, { verdict: accepted });
  expect([unlocked, count('callsLocked'), count('locked')]).toEqual([['release'], 1, 0]);
});

it('a code that the bank asks for is no try; asked again, it is one', () => {
  const asked = { verdict: resyncWanted };
  const { count, isOver, unlocked } = session(asked, right, right);
  expect([isOver, unlocked, count('resyncWanted'), count('rejectedRight')]).toEqual([
    false,
    [],
    1,
    2,
  ]);
  expect(session(asked, asked, right, right, right).unlocked).toEqual(['reset']);
  const { count: other, isOver: isDone } = session(asked, { verdict: resynchronised });
  expect([isDone, other('resynchronised'), other('rejectedRight')]).toEqual([true, 1, 0]);
});
