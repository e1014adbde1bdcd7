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

describe('units', () => {
  const deed = (deed: string, unit: string) => [{ kind: 'deed', deed, unit, reason: 'x' }];

  it('l asks which one, and Enter takes the newest, done or not', () => {
    const shift = new Shift().visit('a', 'S1').visit('b', 'S2');
    expect(shift.types('l')).toEqual([]);
    expect(shift.state.view).toEqual({ kind: 'unit', deed: 'reprint', chosen: 'S2', text: '' });
    expect(shift.types('return', 'x', 'return')).toEqual(deed('reprint', 'S2'));
  });

  it('s and w are about the newest that failed', () => {
    expect(busyShift().types('s', 'return', 'x', 'return')).toEqual(deed('scrap', 'SKTH00000406'));
    expect(busyShift().types('w', 'return', 'x', 'return')).toEqual(deed('rework', 'SKTH00000406'));
  });

  it('arrows choose an older one, and a newer one again', () => {
    const shift = new Shift().visit('a', 'S1').visit('b', 'S2').visit('a', 'S3');
    const down = ['l', 'down', 'down', 'down', 'up', 'return', 'x', 'return'];
    expect(shift.types(...down)).toEqual(deed('reprint', 'S2'));
    expect(shift.types('l', 'up', 'return', 'x', 'return')).toEqual(deed('reprint', 'S3'));
  });

  it('the chosen one stays when another is done meanwhile', () => {
    const shift = new Shift().visit('a', 'S1');
    shift.types('l');
    shift.visit('b', 'S2');
    expect(shift.types('return', 'x', 'return')).toEqual(deed('reprint', 'S1'));
  });

  it('what is scanned or typed counts before it, also where none has been seen yet', () => {
    const scanned = ['l', ...charactersOf('SKTH00000017'), 'return', 'x', 'return'];
    expect(busyShift().types(...scanned)).toEqual(deed('reprint', 'SKTH00000017'));
    expect(new Shift().types(...scanned)).toEqual(deed('reprint', 'SKTH00000017'));
  });

  it('arrows take back what was typed', () => {
    const keys = ['l', '9', 'down', 'return', 'x', 'return'];
    expect(busyShift().types(...keys)).toEqual(deed('reprint', 'SKTH00000405'));
  });

  it('Enter waits for one where nothing could be meant', () => {
    const shift = new Shift().happens({
      kind: 'ended',
      port: 'a',
      end: 'refused',
      trouble: 'wrong-model',
      deviceId: '0102030405060708',
      ms: 100,
      counts: new Shift().state.counts,
    });
    shift.types('s', 'return');
    expect(shift.state.view).toEqual({ kind: 'unit', deed: 'scrap', chosen: undefined, text: '' });
  });

  it('in the list the chosen failure is meant', () => {
    expect(busyShift().types('d', 'down', 'w', ...charactersOf('cable'), 'return')).toEqual([
      { kind: 'deed', deed: 'rework', unit: 'SKTH00000405', reason: 'cable' },
    ]);
  });
});

describe('reasons', () => {
  it('are wanted', () => {
    const shift = busyShift();
    expect(shift.types('s', 'return', 'return')).toEqual([]);
    expect(shift.types(...charactersOf('割れ broken'), 'return')).toEqual([
      { kind: 'deed', deed: 'scrap', unit: 'SKTH00000406', reason: '割れ broken' },
    ]);
    expect(shift.state.view).toEqual({ kind: 'run' });
  });

  it('letters that are commands elsewhere are letters in a reason', () => {
    const keys = ['s', 'return', ...charactersOf('qQpd?'), 'backspace', 'return'];
    expect(busyShift().types(...keys)).toMatchObject([{ reason: 'qQpd' }]);
  });

  it.each([
    ['unit', ['s', 'x', 'escape', 'return']],
    ['reason', ['s', 'return', 'x', 'escape', 'return']],
  ])('Esc takes it back: the %s', (_, keys) => {
    const shift = busyShift();
    expect(shift.types(...keys)).toEqual([]);
    expect(shift.state.view).toEqual({ kind: 'run' });
  });
});

it('the list of failures ends at its ends', () => {
  const shift = busyShift();
  shift.types('d', 'up', 'down', 'down', 'down', 'down');
  expect(shift.state.view).toEqual({ kind: 'failures', at: 1 });
});
