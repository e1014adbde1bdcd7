import { type FleetJudge, FleetVerdict, LOCKS, type TallyColumn } from '@fobkit/firmware-sim/fleet';
import { describe, expect, it } from 'vitest';
import { FleetWork } from '../../../firmware-sim/fleet/fleet-work.ts';
import { asksForTwo, OVER } from '../../../firmware-sim/fleet/help-desk.ts';
import { fleetOf } from './support/fleets.ts';
import { windowJudge } from './support/window-judge.ts';

const { accepted, locked, resynchronised, resyncWanted, throttled, wrong } = FleetVerdict;

interface Said {
  readonly verdict: number;
  readonly isMistyped?: boolean;
}

/** What comes of the answers of a session, up to that on which no other code follows. */
function session(...answers: readonly Said[]) {
  return sessionAt({}, answers);
}

/** The same at a bank that takes two codes in a row. */
function sessionOfTwo(unlocks: boolean, ...answers: readonly Said[]) {
  const judge = () => FleetVerdict.wrong;
  return sessionAt({ together: { unlocks, behind: 9, ahead: 9, judge } }, answers);
}

function sessionAt(bank: Partial<FleetJudge>, answers: readonly Said[]) {
  const unlocked: string[] = [];
  const judge = {
    ...windowJudge({ stepSeconds: 30, behind: 1, ahead: 1 }),
    ...bank,
    unlock: (_memory: Float64Array, _at: number, how: 'release' | 'reset') => {
      unlocked.push(how);
    },
  };
  const work = new FleetWork({ spec: fleetOf({ fobs: 1, days: 9 }), first: 0, count: 1, judge }, 1);
  work.begin(0, 1);
  let stage = 0;
  let codes = 0;
  const twos: number[] = [];
  for (const { verdict, isMistyped = false } of answers) {
    if (stage === OVER) break;
    codes++;
    if (asksForTwo(stage)) twos.push(codes);
    stage = work.desk.after(work.memory, 0, stage, { day: 2, verdict, isMistyped });
  }
  const count = (name: TallyColumn) => work.sheet.columns[name][2];
  const isSent = (work.sheet.lives.retired[0] ?? -1) >= 0;
  const notAccepted = work.sheet.notAccepted[2];
  return { codes, twos, isOver: stage === OVER, unlocked, isSent, count, notAccepted };
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
  expect(other('resynchronisedByDesk')).toBe(0);
});

describe('where the bank takes two codes in a row', () => {
  const moved = { verdict: resynchronised };

  it('they are read out when the code on the phone is refused, and the drift is kept', () => {
    const { count, isOver, isSent, notAccepted, twos, unlocked } = sessionOfTwo(
      false,
      ...[right, right, right, right, moved],
    );
    expect([twos, unlocked, isOver, isSent]).toEqual([[5], [], true, false]);
    expect([
      count('callsRejected'),
      count('resynchronised'),
      count('resynchronisedByDesk'),
    ]).toEqual([1, 1, 1]);
    expect([count('rejectedRight'), notAccepted]).toEqual([4, 6]);
  });

  it('two more are read out if they are refused', () => {
    const { count, twos, unlocked } = sessionOfTwo(
      false,
      ...[right, right, right, right, slip, moved],
    );
    expect([twos, unlocked, count('resynchronisedByDesk')]).toEqual([[5, 6], [], 1]);
    expect(count('rejectedRight')).toBe(4);
  });

  it('the drift is forgotten after four, and another fob is sent at last', () => {
    const { isSent, twos, unlocked, count } = sessionOfTwo(
      false,
      ...[right, right, right, right, right, right, right],
    );
    expect([twos, unlocked, isSent]).toEqual([[5, 6], ['reset'], true]);
    expect([count('callsRejected'), count('rejectedRight')]).toEqual([1, 9]);
  });

  it('a lock is lifted before, and again if they lock', () => {
    const locks = { verdict: wrong + LOCKS };
    const { count, twos, unlocked } = sessionOfTwo(false, locks, right, locks, moved);
    expect([twos, unlocked]).toEqual([
      [3, 4],
      ['release', 'release'],
    ]);
    expect([count('callsLocked'), count('callsRejected'), count('locked')]).toEqual([1, 1, 2]);
  });

  it('they open the lock themselves by the policies of some', () => {
    const { count, twos, unlocked } = sessionOfTwo(true, { verdict: locked }, moved);
    expect([twos, unlocked]).toEqual([[2], []]);
    expect([count('callsLocked'), count('callsRejected')]).toEqual([1, 0]);
  });

  it('a wait after wrong codes is lifted, since they would not be looked at', () => {
    const late = { verdict: throttled };
    const { count, twos, unlocked } = sessionOfTwo(true, right, right, late, late, late, moved);
    expect([twos, unlocked]).toEqual([
      [5, 6],
      ['release', 'release'],
    ]);
    expect(count('throttled')).toBe(4);
  });
});
