import { expect, it } from 'vitest';
import { encodePageHeader } from '../../../../firmware-sim/firmware/store/page.ts';
import { mount } from '../../../../firmware-sim/firmware/store/record-store.ts';
import { encodeBody, RecordKind } from '../../../../firmware-sim/firmware/store/record.ts';
import { Flash } from '../../../../firmware-sim/hardware/flash.ts';

const CHIP = { pageSize: 128, pageCount: 2, wearLimit: 100 };

function page(flash: Flash, number: number, epoch: number): void {
  const record = { key: 1, kind: RecordKind.Value, payload: Uint8Array.of(number) };
  const body = encodeBody(record, false);
  flash.write(number * 128, encodePageHeader(epoch));
  flash.write(number * 128 + 12, body);
  flash.write(number * 128 + 12 + body.length, Uint8Array.of(0));
}

it.each([
  [1, 2, 1],
  [2, 1, 0],
  [0xffff_ffff, 0, 1],
  [0, 0xffff_ffff, 0],
])('of two pages with a header the later epoch holds: %i and %i', (first, second, winner) => {
  const flash = new Flash(CHIP);
  page(flash, 0, first);
  page(flash, 1, second);
  expect(mount(flash).get(1)).toEqual({ status: 'ok', value: Uint8Array.of(winner) });
  const loser = flash.read((1 - winner) * 128, 128);
  expect(loser.every((byte) => byte === 0xff)).toBe(true);
});

it('a page header with one wrong bit is written anew at mount, so that the next one is harmless too', () => {
  const flash = new Flash(CHIP);
  page(flash, 0, 5);
  flash.rot(3, 1);
  expect(mount(flash).report.found).toBe('recovered');
  flash.rot(128 + 8, 6);
  expect(mount(flash).get(1)).toEqual({ status: 'ok', value: Uint8Array.of(0) });
});

it.each([
  ['header', 12],
  ['marker', 12 + 9],
])('a record %s with one wrong bit is written anew at mount', (_, address) => {
  const flash = new Flash(CHIP);
  page(flash, 0, 5);
  flash.rot(address, 2);
  expect(mount(flash).report).toEqual({ found: 'recovered', damaged: [] });
  expect(mount(flash).report.found).toBe('clean');
  expect(mount(flash).get(1)).toEqual({ status: 'ok', value: Uint8Array.of(0) });
});
