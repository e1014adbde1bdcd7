import { describe, expect, it } from 'vitest';
import { NitrokeyRig } from '../../support/nitrokey-rig.ts';
import { blankFob, loadedFob, TICKS } from '../../support/raw-host.ts';
import { arm, evidence, pressAndLook, status, tested, watch } from './fault-support.ts';

describe('lcd.segment', () => {
  it('an open middle makes a zero of an eight, and the self-test counts it', () => {
    const host = loadedFob();
    const seen = watch(host.fob);
    const ids = [1, 2, 3, 4, 5, 6].map((position) => arm(host.fob, `lcd.segment ${position}g`));
    const shown = pressAndLook(host.fob);
    expect(shown).not.toMatch(/[2345689]/);
    expect(seen).toContainEqual({ kind: 'lcd', text: shown });
    expect(tested(host, 'lcd')).toMatchObject({ ok: false, value: 6 });

    for (const id of ids) host.fob.faults.clear(id);
    expect(tested(host, 'lcd')).toMatchObject({ ok: true, value: 0 });
    expect(evidence(host.fob, 'f2').evidence).toMatch(/^segment g of position 2 open from /);
  });

  it('a stuck one lights whatever is shown, and an eye sees it at once', () => {
    const fob = blankFob();
    expect(pressAndLook(fob)).toBe('bLAnC');
    const seen = watch(fob);
    const id = arm(fob, 'lcd.segment 10d stuck');
    expect(fob.view.rows).toEqual(['bLAnC    _']);
    expect(seen).toContainEqual({ kind: 'lcd', text: 'bLAnC    _' });
    fob.faults.clear(id);
    expect(fob.view.rows).toEqual(['bLAnC']);
  });

  it('two on one segment: the last one holds, and what was there before comes back', () => {
    const fob = blankFob();
    fob.parts.lcd.breakSegment(1, 'a', 'stuck');
    const before = fob.parts.lcd.save();
    const open = arm(fob, 'lcd.segment 1a open');
    const stuck = arm(fob, 'lcd.segment 1a stuck');
    fob.faults.clear(open);
    fob.faults.clear(stuck);
    expect(fob.parts.lcd.save()).toEqual(before);
  });

  it('is refused on an LCD that has no such segment', () => {
    expect(() => arm(blankFob('shinkin-hardware'), 'lcd.segment 8a')).toThrow(
      'lcd.segment: "8a" is wrong: this LCD has positions 1 to 7',
    );
    expect(() => arm(blankFob('shinkin-app'), 'lcd.segment 1a')).toThrow('no segments');
  });
});

describe.each([
  ['battery.drain 5', 'cell'],
  ['battery.leak 100', 'cell'],
  ['battery.resistance 10', 'cell'],
  ['battery.brownout', 'cell'],
  ['button.stuck down', 'button'],
  ['button.bounce 80', 'button'],
])('%s', (line, part) => {
  it('is refused on a fob type without the part', () => {
    const kind = line.split(' ', 1).join('');
    expect(() => arm(new NitrokeyRig().fob, line)).toThrow(`${kind}: this fob type has no ${part}`);
  });
});

describe('button.stuck', () => {
  it('down is seen by the self-test after half a minute, and mended by lifting', () => {
    const host = loadedFob();
    const id = arm(host.fob, 'button.stuck');
    host.fob.advance(40 * TICKS);
    expect(tested(host, 'button')).toMatchObject({ ok: false });
    expect(status(host).events.map(({ kind }) => kind)).toContain('button-stuck');
    host.fob.faults.clear(id);
    host.fob.advance(TICKS);
    expect(tested(host, 'button')).toMatchObject({ ok: true });
    expect(evidence(host.fob, id)).toMatchObject({ state: 'over', firedCount: 1 });
  });

  it('open makes a press do nothing', () => {
    const host = loadedFob();
    const id = arm(host.fob, 'button.stuck open');
    expect(pressAndLook(host.fob)).toBe('');
    expect(status(host).presses).toBe(0);
    host.fob.faults.clear(id);
    expect(pressAndLook(host.fob)).toMatch(/^\d{6}$/);
  });
});

describe('button.bounce', () => {
  it('makes several presses of one, and lifting it restores the contact', () => {
    // Every second press turns the LCD off and is not counted.
    const host = loadedFob();
    const sound = host.fob.parts.button.bounceMilliseconds;
    const id = arm(host.fob, 'button.bounce 400');
    for (let i = 0; i < 20; i++) {
      host.fob.press(2 * TICKS);
      host.fob.advance(5 * TICKS);
    }
    expect(status(host).presses).toBeGreaterThan(10);

    host.fob.faults.clear(id);
    expect(host.fob.parts.button.bounceMilliseconds).toBe(sound);
    host.fob.advance(60 * TICKS);
    const before = status(host).presses;
    for (let i = 0; i < 20; i++) pressAndLook(host.fob, 5);
    expect(status(host).presses).toBe(before + 10);
  });
});

describe('thermometer.offset', () => {
  it('adds up in what the host reads, and leaves the temperature itself alone', () => {
    const host = loadedFob();
    const before = status(host).deciCelsius;
    const id = arm(host.fob, 'thermometer.offset -15');
    arm(host.fob, 'thermometer.offset 2.5');
    expect(status(host).deciCelsius).toBe(before - 125);
    expect(host.fob.parts.thermometer.caseDeciCelsius).toBe(before);
    host.fob.faults.clear(id);
    expect(status(host).deciCelsius).toBe(before + 25);
  });
});
