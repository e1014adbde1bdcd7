import { getInfo } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { HOTP_LOAD, loadedFob, TICKS } from '../../support/raw-host.ts';
import { arm, evidence, pressAndLook, status, tested, watch } from './fault-support.ts';

describe('cpu.hang', () => {
  it('is deaf until the watchdog resets it, and says so afterwards', () => {
    const host = loadedFob();
    const id = arm(host.fob, 'cpu.hang');
    expect(host.call(getInfo, {}).status).toBe('silence');
    expect(evidence(host.fob, id)).toMatchObject({ state: 'acting', firedCount: 1 });
    host.fob.advance(3 * TICKS);
    expect(status(host).resetCause).toBe('watchdog');
    expect(evidence(host.fob, id).state).toBe('over');
  });

  it('on the n-th request hangs after it was answered', () => {
    const host = loadedFob();
    arm(host.fob, 'cpu.hang', { onNth: 'frame.to-fob:2' });
    expect(host.call(getInfo, {}).status).toBe('ok');
    expect(host.call(getInfo, {}).status).toBe('ok');
    expect(host.call(getInfo, {}).status).toBe('silence');
  });
});

describe('flash.bitrot', () => {
  it('damages records, which the self-test counts; lifted, the cells are as they were', () => {
    const host = loadedFob();
    const before = host.fob.parts.flash.save();
    const id = arm(host.fob, 'flash.bitrot 200', { seed: '7' });
    expect(tested(host, 'flash').ok).toBe(false);
    expect(evidence(host.fob, id).evidence).toMatch(/^200 cells of flash flipped \(\d+\.\d, /);
    host.fob.faults.clear(id);
    // The self-test logged what it found: only cells that were in use are compared.
    const cells = host.fob.parts.flash.save()['cells'];
    const old = before['cells'];
    if (!(cells instanceof Uint8Array) || !(old instanceof Uint8Array)) throw new Error('no cells');
    expect([...old].every((byte, at) => byte === 0xff || cells[at] === byte)).toBe(true);
    expect(tested(host, 'flash').ok).toBe(true);
  });

  it('flips the cell that is named', () => {
    const { fob } = loadedFob();
    const before = fob.parts.flash.read(100, 1)[0] ?? 0;
    const id = arm(fob, 'flash.bitrot 100.3');
    expect(fob.parts.flash.read(100, 1)[0]).toBe(before ^ 8);
    fob.faults.clear(id);
    expect(fob.parts.flash.read(100, 1)[0]).toBe(before);
    expect(() => arm(fob, 'flash.bitrot 9999999.0')).toThrow('addresses 0 to ');
  });

  it('draws the same cells for the same seed', () => {
    const flipped = ['7', '7', '8'].map((seed) => {
      const { fob } = loadedFob();
      return fob.faults.find(arm(fob, 'flash.bitrot 3', { seed })).evidence;
    });
    expect(flipped[0]).toBe(flipped[1]);
    expect(flipped[0]).not.toBe(flipped[2]);
  });

  it('lifted after the page was erased rots nothing', () => {
    const { fob } = loadedFob();
    const { flash } = fob.parts;
    const id = arm(fob, 'flash.bitrot 40');
    for (let page = 0; page < flash.pageCount; page++) flash.erase(page);
    const before = flash.save();
    fob.faults.clear(id);
    expect(flash.save()).toEqual(before);
  });
});

describe('flash.torn', () => {
  it.each([1, 9, 20])(
    'power fails in step %i of the next write: old or new, never half',
    (step) => {
      const host = loadedFob('generic', HOTP_LOAD);
      const before = status(host);
      const seen = watch(host.fob);
      const id = arm(host.fob, `flash.torn ${step}`);
      expect(evidence(host.fob, id).firedCount).toBe(0);
      pressAndLook(host.fob);
      expect(seen).toContainEqual({ kind: 'reset', cause: 'brown-out' });
      expect(evidence(host.fob, id)).toMatchObject({ state: 'over', firedCount: 1 });
      const after = status(host);
      expect(after.lifecycle).toBe('ready');
      expect([before.counter, (before.counter ?? 0) + 1]).toContain(after.counter);
    },
  );

  it('lifted, nothing is cut', () => {
    const host = loadedFob('generic', HOTP_LOAD);
    const id = arm(host.fob, 'flash.torn 3');
    host.fob.faults.clear(id);
    pressAndLook(host.fob);
    expect(status(host).resetCause).toBe('power-on');
    expect(evidence(host.fob, id).state).toBe('never-fired');
  });

  it('armed twice cuts twice, the second counted from the first', () => {
    const host = loadedFob('generic', HOTP_LOAD);
    arm(host.fob, 'flash.torn 1');
    arm(host.fob, 'flash.torn 2');
    for (let i = 0; i < 3; i++) pressAndLook(host.fob, 40);
    expect(host.fob.faults.report().map(({ firedCount }) => firedCount)).toEqual([1, 1]);
  });
});
