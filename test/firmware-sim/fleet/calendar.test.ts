import { expect, it } from 'vitest';
import { monthOfDay } from '../../../firmware-sim/fleet/calendar.ts';

it('tells the month of every day of four centuries as the calendar does', () => {
  for (let day = 0; day < 146_097; day++) {
    const month = new Date(day * 86_400_000).getUTCMonth();
    if (monthOfDay(day) !== month) expect(monthOfDay(day), `day ${day}`).toBe(month);
  }
});
