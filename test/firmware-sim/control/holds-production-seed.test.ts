import { expect, it } from 'vitest';
import { holdsProductionSeed } from '../../../firmware-sim/control/holds-production-seed.ts';
import { blankFob, loadedFob, type RawHost, TOTP_LOAD } from '../../support/raw-host.ts';

/** Without a wire and without a cell: the flash alone keeps the seed. */
function withoutPower({ fob }: RawHost): RawHost['fob'] {
  fob.unplug();
  fob.removeCell();
  expect([fob.running, fob.purpose]).toEqual([false, undefined]);
  return fob;
}

const production = { ...TOTP_LOAD, purpose: 'production' } as const;

it('a production fob holds one, with and without power', () => {
  const host = loadedFob('generic', production);
  expect(holdsProductionSeed(host.fob)).toBe(true);
  expect(holdsProductionSeed(withoutPower(host))).toBe(true);
});

it('a test fob holds none, with and without power', () => {
  const host = loadedFob();
  expect(holdsProductionSeed(host.fob)).toBe(false);
  expect(holdsProductionSeed(withoutPower(host))).toBe(false);
});

it('a blank fob holds none', () => {
  expect(holdsProductionSeed(blankFob())).toBe(false);
});

it('to ask changes nothing in the fob', () => {
  const fob = withoutPower(loadedFob('generic', production));
  holdsProductionSeed(fob);
  expect([fob.running, fob.parts.battery.present]).toEqual([false, false]);
});
