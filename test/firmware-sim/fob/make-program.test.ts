import { expect, test } from 'vitest';
import { Firmware } from '../../../firmware-sim/firmware/firmware.ts';
import { makeProgram, type MakeProgram } from '../../../firmware-sim/firmware/make-program.ts';
import { Fob, restoreFob, takeSnapshot } from '../../../firmware-sim/index.ts';
import { generic } from '../../../firmware-sim/profile/generic.ts';

/** A firmware that shows what it should not, at each of its boots. */
const wrong: MakeProgram = (ports, product) => {
  const program = makeProgram(ports, product);
  if (program instanceof Firmware) program.core.display.show([WRONG], 0);
  return program;
};
const WRONG = { kind: 'text', frame: { text: 'WrOnG' }, ticks: 1_000_000_000 } as const;

function flashed(makeProgramOf?: MakeProgram): Fob {
  return new Fob({
    profile: generic,
    deviceId: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    batchKey: new Uint8Array(32),
    worldTicks: 0,
    seed: 1,
    makeProgram: makeProgramOf,
  });
}

test('a chip runs the firmware that it is flashed with, at each boot', () => {
  const fob = flashed(wrong);
  expect(fob.view.rows[0]).toMatch(/^wr/i);
  fob.removeCell();
  expect(fob.view.on).toBe(false);
  fob.insertCell();
  expect(fob.view.rows[0]).toMatch(/^wr/i);
});

test('without another it runs fobkit’s own', () => {
  const fob = flashed();
  expect(fob.makeProgram).toBe(makeProgram);
  expect(fob.view.on).toBe(false);
});

test('a snapshot does not hold the firmware: who restores it says which', () => {
  const snapshot = takeSnapshot(flashed(wrong));
  expect(restoreFob(snapshot).makeProgram).toBe(makeProgram);
  expect(restoreFob(snapshot, undefined, wrong).makeProgram).toBe(wrong);
});
