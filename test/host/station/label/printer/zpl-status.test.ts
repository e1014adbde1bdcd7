import { describe, expect, it } from 'vitest';
import {
  hostStatusLines,
  hostTrouble,
} from '../../../../../host/station/label/printer/zpl-status.ts';
import { READY, answer } from './fake-printer.ts';

describe('the answer to ~HS', () => {
  it('is three strings between STX and ETX, however they come', () => {
    const whole = answer(READY);
    expect(hostStatusLines(whole)).toEqual(READY);
    for (let cut = 0; cut < whole.length - 2; cut++) {
      if (whole.indexOf('\u0003', whole.lastIndexOf('\u0002')) < cut) continue;
      expect(hostStatusLines(whole.slice(0, cut))).toBeUndefined();
    }
  });

  // Places of the flags: ZPL II Programming Guide, ~HS, b c f k l of string 1 and o p t of string 2.
  it.each([
    [0, 1, /out of labels/],
    [0, 2, /paused/],
    [0, 5, /buffer is full/],
    [0, 10, /too cold/],
    [0, 11, /too hot/],
    [1, 2, /head is open/],
    [1, 3, /out of ribbon/],
    [1, 7, /waits to be taken off/],
  ])('string %d, field %d', (line, field, message) => {
    const lines = READY.map((text, index) =>
      index !== line ? text : text.split(',').with(field, '1').join(','),
    );
    expect(hostTrouble(lines)).toMatch(message);
  });

  it('of a printer that is ready is no trouble', () => {
    expect(hostTrouble(READY)).toBeUndefined();
    expect(hostTrouble(['', '', ''])).toBeUndefined();
  });
});
