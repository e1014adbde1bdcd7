import { describe, expect, it } from 'vitest';
import { busyShift, charactersOf, Shift } from './shift.ts';

describe('keys of the run', () => {
  it('q lets it finish what is begun', () => {
    const shift = busyShift();
    expect(shift.types('q')).toEqual([{ kind: 'finish' }]);
    expect(shift.state.ending).toBe('finish');
  });

  it('Q stops at once only when it is said twice while fobs are loaded', () => {
    const shift = busyShift();
    expect(shift.types('Q')).toEqual([]);
    expect(shift.types('x')).toEqual([]);
    expect(shift.state.view).toEqual({ kind: 'run' });
    expect(shift.types('Q', 'y')).toEqual([{ kind: 'stop' }]);
  });

  it('Q and Ctrl-C stop at once while nothing is loaded', () => {
    expect(new Shift().types('Q')).toEqual([{ kind: 'stop' }]);
    expect(new Shift().types('ctrl-c')).toEqual([{ kind: 'stop' }]);
    expect(busyShift().types('ctrl-c', 'ctrl-c')).toEqual([{ kind: 'stop' }]);
  });

  it('p pauses and r lets work go on', () => {
    expect(busyShift().types('p', 'r')).toEqual([{ kind: 'pause' }, { kind: 'resume' }]);
  });

  it('d shows nothing while nothing failed', () => {
    const shift = new Shift().visit('a', 'S1');
    shift.types('d');
    expect(shift.state.view).toEqual({ kind: 'run' });
  });
});

describe('reasons', () => {
  it('scrap is about the last unit that failed, and wants a reason', () => {
    const shift = busyShift();
    expect(shift.types('s', 'return')).toEqual([]);
    expect(shift.types(...charactersOf('broken case'), 'return')).toEqual([
      { kind: 'deed', deed: 'scrap', serialLabel: 'SKTH00000406', reason: 'broken case' },
    ]);
    expect(shift.state.view).toEqual({ kind: 'run' });
  });

  it('in the list they are about the chosen one', () => {
    expect(busyShift().types('d', 'down', 'w', ...charactersOf('cable'), 'return')).toEqual([
      { kind: 'deed', deed: 'rework', serialLabel: 'SKTH00000405', reason: 'cable' },
    ]);
  });

  it('reprint is about the last unit, done or not', () => {
    const shift = new Shift().visit('a', 'S1');
    expect(shift.types('l', ...charactersOf('汚れ'), 'return')).toEqual([
      { kind: 'deed', deed: 'reprint', serialLabel: 'S1', reason: '汚れ' },
    ]);
  });

  it('letters that are commands elsewhere are letters in a reason', () => {
    expect(busyShift().types('s', ...charactersOf('qQpd?'), 'backspace', 'return')).toMatchObject([
      { reason: 'qQpd' },
    ]);
  });

  it('Esc takes it back', () => {
    const shift = busyShift();
    expect(shift.types('s', 'x', 'escape', 'return')).toEqual([]);
    expect(shift.state.view).toEqual({ kind: 'run' });
  });

  it('are not asked for a fob that got no unit', () => {
    const shift = new Shift().happens({
      kind: 'ended',
      port: 'a',
      end: 'refused',
      trouble: 'wrong-model',
      deviceId: '0102030405060708',
      ms: 100,
      counts: new Shift().state.counts,
    });
    shift.types('s');
    expect(shift.state.view).toEqual({ kind: 'run' });
  });
});

it('the list of failures ends at its ends', () => {
  const shift = busyShift();
  shift.types('d', 'up', 'down', 'down', 'down', 'down');
  expect(shift.state.view).toEqual({ kind: 'failures', at: 1 });
});
