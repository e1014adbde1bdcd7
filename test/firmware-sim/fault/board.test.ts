import { UsageError } from '@fobkit/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeFaults } from '../../../firmware-sim/fault/catalogue.ts';
import type { Fault } from '../../../firmware-sim/fault/fault.ts';
import type { Fob } from '../../../firmware-sim/fob/fob.ts';
import { restoreFob, takeSnapshot } from '../../../firmware-sim/fob/snapshot.ts';
import { nodePrimitives } from '../../../host/client/node/primitives.ts';
import { blankFob, HOTP_LOAD, loadedFob, RawHost, START, TICKS } from '../../support/raw-host.ts';
import { anyFault, generatedKinds } from './any-fault.ts';
import { arm, evidence, pressAndLook, status, watch } from './fault-support.ts';

describe('the board', () => {
  it('lists every fault in the order of arming, with what became of it', () => {
    const host = loadedFob();
    arm(host.fob, 'lcd.segment 2d', { for: '10s' });
    arm(host.fob, 'battery.brownout', { onNth: 'press:9' });
    arm(host.fob, 'wire.drop to-fob', { at: '1h' });
    host.fob.faults.clear('f3');
    host.fob.advance(60 * TICKS);
    expect(host.fob.faults.report()).toEqual([
      {
        id: 'f1',
        fault: {
          kind: 'lcd.segment',
          args: ['2d'],
          trigger: { on: 'arming' },
          durationSeconds: 10,
        },
        layer: 'part',
        text: 'lcd.segment 2d --for 10s',
        state: 'over',
        firedCount: 1,
        armedAt: START,
        firstFiredAt: START,
        lastFiredAt: START,
        evidence:
          'segment d of position 2 open from 2025-06-15T15:06:40Z until 2025-06-15T15:06:50Z',
      },
      expect.objectContaining({
        id: 'f2',
        state: 'armed',
        firedCount: 0,
        evidence: 'waits for the 9th press: 0 seen',
      }),
      expect.objectContaining({ id: 'f3', state: 'never-fired', firedCount: 0 }),
    ]);
  });

  it('tells those who watch that a fault was armed, fired and cleared', () => {
    const fob = blankFob();
    const seen = watch(fob);
    const id = arm(fob, 'crystal.stop');
    fob.faults.clear(id);
    fob.faults.clear(id);
    expect(seen).toEqual(
      ['fault-armed', 'fault-fired', 'fault-cleared'].map((kind) => ({
        kind,
        fault: 'f1',
        text: 'crystal.stop',
      })),
    );
  });

  it('does not know a fault that was never armed', () => {
    const fob = blankFob();
    expect(() => fob.faults.clear('f1')).toThrow('no fault "f1": none was armed');
    arm(fob, 'crystal.stop');
    expect(() => fob.faults.find('f2')).toThrow(UsageError);
    expect(() => fob.faults.find('f2')).toThrow('one of f1');
  });

  it('with nothing armed wants nothing: no time, no news, no bytes', () => {
    const fob = blankFob();
    expect([fob.faults.idle, fob.faults.nextDue]).toEqual([true, Infinity]);
    const id = arm(fob, 'crystal.stop', { at: '1h' });
    expect([fob.faults.idle, fob.faults.nextDue]).toEqual([false, START + 3600 * TICKS]);
    fob.faults.clear(id);
    expect([fob.faults.idle, fob.faults.nextDue]).toEqual([true, Infinity]);
  });

  it('clearing all gives every part back as it was', () => {
    const [faulty, sound] = [blankFob(), blankFob()];
    const steady = [
      'battery.leak 3',
      'battery.resistance 5',
      'crystal.drift 42',
      'crystal.stop',
      'rtc.jump 90',
      'lcd.segment 2d',
      'button.stuck open',
      'button.bounce 80',
      'thermometer.offset 3',
      'battery.drain 40',
      'flash.bitrot 5',
    ];
    for (const line of [...steady, ...steady]) arm(faulty, line);
    faulty.faults.clearAll();
    expect(faulty.save().parts).toEqual(sound.save().parts);
  });
});

/** The same life for two fobs, one of which may come out of a snapshot. */
function live(fob: Fob, turns: number): void {
  const host = new RawHost(fob);
  for (let turn = 0; turn < turns; turn++) {
    fob.press();
    fob.advance(700 * (turn + 1));
    for (let i = 0; i < 3 && host.wire.plugged; i++) {
      host.exchange(Uint8Array.of(0xa0, turn, i));
    }
    if (turn === 1) fob.setTemperature(450);
    fob.advance(20 * TICKS);
  }
  fob.unplug();
  fob.advance(3600 * TICKS);
}

/** Whatever a fault does may also make the fob fall silent, which a test host must not mind. */
function armAll(fob: Fob, faults: readonly Fault[]): void {
  for (const fault of faults) fob.faults.arm(fault);
}

/** Out of a snapshot the firmware mounts its flash anew, and mends what has rotted since its boot. */
const keptFault = anyFault.filter(({ kind }) => kind !== 'flash.bitrot');

describe('a snapshot', () => {
  it('in the middle of faults continues as the fob itself does', () => {
    fc.assert(
      fc.property(
        fc.array(keptFault, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 3 }),
        (faults, turns) => {
          const { fob } = loadedFob('generic', HOTP_LOAD);
          armAll(fob, faults);
          live(fob, turns);
          fc.pre(!fob.save().hung);
          const twin = restoreFob(takeSnapshot(fob), nodePrimitives);
          expect(twin.faults.report()).toEqual(fob.faults.report());
          live(fob, 3);
          live(twin, 3);
          expect(twin.faults.report()).toEqual(fob.faults.report());
          expect(twin.save()).toEqual(fob.save());
        },
      ),
      { numRuns: 150 },
    );
  });

  it('keeps a torn write in mid-count, and the dice', () => {
    const { fob } = loadedFob('generic', HOTP_LOAD);
    arm(fob, 'flash.torn 60', { seed: '3' });
    pressAndLook(fob);
    expect(evidence(fob, 'f1').firedCount).toBe(0);
    fob.unplug();
    const twin = restoreFob(takeSnapshot(fob), nodePrimitives);
    for (const one of [fob, twin]) {
      for (let i = 0; i < 4; i++) pressAndLook(one, 40);
    }
    expect(evidence(fob, 'f1').firedCount).toBe(1);
    expect(twin.save()).toEqual(fob.save());
  });

  it('lifts, after it was restored, what acted before', () => {
    const { fob } = loadedFob();
    const sound = fob.parts.lcd.save();
    arm(fob, 'lcd.segment 2d');
    arm(fob, 'crystal.drift 42', { for: '1h' });
    fob.unplug();
    const twin = restoreFob(takeSnapshot(fob), nodePrimitives);
    twin.faults.clear('f1');
    twin.advance(3600 * TICKS);
    expect(twin.parts.lcd.save()).toEqual(sound);
    expect(twin.parts.crystal.driftPpb).toBe(0);
    expect(twin.faults.arm({ kind: 'crystal.stop' }).id).toBe('f3');
    expect(status(new RawHost(twin)).lifecycle).toBe('ready');
  });

  it.each([
    ['no list', {}],
    ['an unknown kind', [{ kind: 'lamp' }]],
    ['a state that there is not', 'state'],
    ['dice that are no dice', 'rng'],
    ['words that the kind does not take', 'fault'],
  ])('is refused with %s', (_, change) => {
    const { fob } = loadedFob();
    arm(fob, 'crystal.drift 42');
    const [kept] = fob.faults.save() as Record<string, unknown>[];
    const bad: Record<string, unknown> = {
      state: 'asleep',
      rng: { a: -1, b: 0, c: 0, d: 0 },
      fault: { kind: 'crystal.drift', args: ['fast'] },
    };
    const state = typeof change === 'string' ? [{ ...kept, [change]: bad[change] }] : change;
    expect(() => {
      fob.faults.load(state);
    }).toThrow(UsageError);
    expect(fob.faults.report()).toHaveLength(1);
  });
});

describe('every kind', () => {
  it('is known to the generators of these tests', () => {
    expect(generatedKinds.toSorted()).toEqual(
      describeFaults()
        .map(({ kind }) => kind)
        .toSorted(),
    );
  });

  it('any faults in any life: none hangs the fob, and each report agrees with itself', () => {
    fc.assert(
      fc.property(fc.array(anyFault, { minLength: 1, maxLength: 6 }), (faults) => {
        const { fob } = loadedFob('generic', HOTP_LOAD);
        armAll(fob, faults);
        live(fob, 3);
        for (const { state, firedCount, firstFiredAt, lastFiredAt } of fob.faults.report()) {
          expect(firedCount > 0).toBe(firstFiredAt !== undefined);
          expect(firstFiredAt ?? 0).toBeLessThanOrEqual(lastFiredAt ?? 0);
          if (state === 'over') expect(firedCount).toBeGreaterThan(0);
          if (state === 'never-fired') expect(firedCount).toBe(0);
        }
        fob.faults.clearAll();
        expect(fob.faults.idle).toBe(true);
        const { battery, button, crystal, thermometer } = fob.parts;
        expect([
          battery.drainNa,
          battery.extraMilliohms,
          crystal.driftPpb,
          crystal.stopped,
          thermometer.offsetDeciCelsius,
          button.stuck,
          button.bounceMilliseconds,
        ]).toEqual([0, 0, 0, false, 0, undefined, button.parameters.bounceMilliseconds]);
      }),
      { numRuns: 150 },
    );
  });
});
