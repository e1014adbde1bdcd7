import { expect, it } from 'vitest';
import { AgeingTable } from '../../../firmware-sim/fleet/ageing-table.ts';
import { ageingPpb, EPOCH_SECONDS } from '../../../firmware-sim/hardware/crystal.ts';

it('sums up the ageing of a crystal epoch by epoch as the crystal does', () => {
  const table = new AgeingTable(1826);
  for (let ppbPerYear = -100_000; ppbPerYear <= 100_000; ppbPerYear += 1999) {
    table.fill(ppbPerYear);
    let error = 0;
    for (const [epoch, found] of table.rates.entries()) {
      const rate = ageingPpb(ppbPerYear, epoch);
      const begin = epoch * EPOCH_SECONDS;
      if (found !== rate) expect(found, `${ppbPerYear} in epoch ${epoch}`).toBe(rate);
      const atBegin = (table.sums[epoch] ?? 0) + found * begin;
      if (atBegin !== error) expect(atBegin, `${ppbPerYear} up to epoch ${epoch}`).toBe(error);
      error += rate * EPOCH_SECONDS;
    }
    expect(error).not.toBeNaN();
  }
});
