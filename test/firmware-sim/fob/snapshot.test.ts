import { type Fob, restoreFob, takeSnapshot } from '@fobkit/firmware-sim';
import { UsageError } from '@fobkit/protocol';
import { expect, it } from 'vitest';
import { mayHoldProductionSeed } from '../../../firmware-sim/fob/snapshot.ts';
import { blankFob, loadedFob, type RawHost, TOTP_LOAD } from '../../support/raw-host.ts';

/** Without a wire and without a cell: the flash alone keeps the seed. */
function withoutPower({ fob }: RawHost): Fob {
  fob.unplug();
  fob.removeCell();
  expect([fob.running, fob.purpose]).toEqual([false, undefined]);
  return fob;
}

const production = { ...TOTP_LOAD, purpose: 'production' } as const;

function expectNoSnapshot(fob: Fob): void {
  expect(mayHoldProductionSeed(fob)).toBe(true);
  expect(() => takeSnapshot(fob)).toThrow(UsageError);
  expect(() => takeSnapshot(fob)).toThrow(/holds the seed/);
}

function expectSnapshot(fob: Fob): void {
  expect(mayHoldProductionSeed(fob)).toBe(false);
  expect(takeSnapshot(fob)).toContain('fobkit snapshot');
}

/** Where in flash the serial label stands, as ASCII. */
function labelAt({ parts }: Fob): number {
  const { flash } = parts;
  const all = flash.read(0, flash.pageSize * flash.pageCount);
  const text = Array.from(all, (byte) => String.fromCharCode(byte)).join('');
  const at = text.indexOf(TOTP_LOAD.serialLabel);
  expect(at).toBeGreaterThan(0);
  return at;
}

it('a production fob gives none, with and without power', () => {
  const host = loadedFob('generic', production);
  expectNoSnapshot(host.fob);
  expectNoSnapshot(withoutPower(host));
});

it('a test fob gives one, with and without power', () => {
  const host = loadedFob();
  expectSnapshot(host.fob);
  expectSnapshot(withoutPower(host));
});

it('a blank fob gives one', () => {
  expectSnapshot(blankFob());
});

it('a fob whose token record cannot be read gives none: nobody knows its purpose', () => {
  const host = loadedFob('generic', production);
  host.fob.parts.flash.rot(labelAt(host.fob), 0);
  const fob = withoutPower(host);
  expectNoSnapshot(fob);
  fob.insertCell();
  expect([fob.running, fob.purpose]).toEqual([true, undefined]);
  expectNoSnapshot(fob);
});

it('wherever its flash rots, a production fob without power gives none', () => {
  const { fob } = loadedFob('generic', production);
  const { flash } = fob.parts;
  fob.unplug();
  fob.removeCell();
  const cells = flash.read(0, flash.pageSize * flash.pageCount);
  const told = [...cells.entries()]
    .filter(([, cell]) => cell !== 0xff)
    .filter(([address]) => {
      flash.rot(address, address % 8);
      const held = mayHoldProductionSeed(fob);
      flash.rot(address, address % 8);
      return !held;
    });
  expect(told).toEqual([]);
});

it('to ask changes nothing in the fob', () => {
  const fob = withoutPower(loadedFob('generic', production));
  mayHoldProductionSeed(fob);
  expect([fob.running, fob.parts.battery.present]).toEqual([false, false]);
});

it('a snapshot of a test fob brings up the same fob', () => {
  const { fob } = loadedFob();
  expect(restoreFob(takeSnapshot(fob)).serialLabel).toBe(TOTP_LOAD.serialLabel);
});
