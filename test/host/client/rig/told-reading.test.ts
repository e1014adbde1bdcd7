import { toldReading, type ToldReading } from '@fobkit/client';
import { expect, it } from 'vitest';
import { fobStatus } from '../support/values.ts';

const TOLD = fobStatus({
  batteryMillivolts: 2_950,
  batteryPercent: 87,
  deciCelsius: -105,
  uptime: 3 * 32_768,
  resets: 4,
  presses: 12,
  clock: 1_800_000_002 * 32_768,
});

it.each<[ToldReading, number]>([
  ['rail', 2.95],
  ['battery', 87],
  ['temperature', -10.5],
  ['uptime', 3],
  ['resets', 4],
  ['presses', 12],
  ['drift', 1.5],
])('%s is told in the unit of its reading', (what, value) => {
  expect(toldReading(what, TOLD, 1_800_000_000_500)).toBe(value);
});

it('a lost clock has no drift', () => {
  expect(toldReading('drift', fobStatus(), 0)).toBeUndefined();
});
