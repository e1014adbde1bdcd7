import { describe, expect, it } from 'vitest';
import { readPskc } from '../../../../../host/station/exchange/pskc/read-pskc.ts';
import { fault, file, messages, only, warning } from './pskc-support.ts';

describe('a key', () => {
  it('may be used as long as its device and its policy let it', () => {
    const dates = (start: number, expiry: number): string =>
      `<StartDate>${start}-01-01T00:00:00Z</StartDate><ExpiryDate>${expiry}-01-01T00:00:00Z</ExpiryDate>`;
    const read = (device: string, key: string): unknown => {
      const { startDate, expiryDate } = only(
        readPskc(
          file({
            device: `<DeviceInfo><SerialNo>FK0001</SerialNo>${device}</DeviceInfo>`,
            key: `<Policy>${key}</Policy>`,
          }),
        ),
      );
      return [startDate, expiryDate].map((seconds) =>
        new Date((seconds ?? 0) * 1000).getUTCFullYear(),
      );
    };
    expect(read(dates(2021, 2030), dates(2022, 2040))).toEqual([2022, 2030]);
    expect(read(dates(2023, 2035), dates(2022, 2031))).toEqual([2023, 2031]);
  });

  it('that has another user than its device keeps its own, and that is said', () => {
    const device = '<DeviceInfo><SerialNo>FK0001</SerialNo><UserId>a</UserId></DeviceInfo>';
    expect(warning(file({ device, key: '<UserId>b</UserId>' }))).toMatch(/UserId: .*not kept/);
    expect(warning(file({ device, key: '<UserId>a</UserId>' }))).not.toMatch(/UserId/);
  });

  it('for challenges is no key of TOTP', () => {
    const key = '<Policy><KeyUsage>CR</KeyUsage></Policy>';
    expect(fault(file({ key }))).toMatch(/KeyUsage CR does not allow one-time passwords/);
  });

  it.each([
    ['2030-01-01T00:00:00-05:00', Date.UTC(2030, 0, 1, 5)],
    ['2030-01-01T00:00:00.9+05:30', Date.UTC(2029, 11, 31, 18, 30)],
  ])('is valid from %s as its zone has it', (date, unixMs) => {
    const key = `<Policy><StartDate>${date}</StartDate></Policy>`;
    expect(only(readPskc(file({ key }))).startDate).toBe(unixMs / 1000);
  });

  it('that may not be used yet or any more is warned of', () => {
    const key =
      '<Policy><StartDate>2030-01-01T00:00:00Z</StartDate><ExpiryDate>2031-01-01T00:00:00Z</ExpiryDate></Policy>';
    const at = (now: number): string => messages(readPskc(file({ key }), { now }).warnings);
    expect(at(Date.UTC(2029, 0) / 1000)).toMatch(/not be used yet/);
    expect(at(Date.UTC(2032, 0) / 1000)).toMatch(/not be used any more/);
    expect(at(Date.UTC(2030, 5) / 1000)).not.toMatch(/used/);
  });

  it.each(['2030-02-30T00:00:00Z', '2030-01-01', '2030-01-01T25:00:00Z', 'tomorrow'])(
    'with the date %s is refused',
    (date) => {
      expect(fault(file({ key: `<Policy><StartDate>${date}</StartDate></Policy>` }))).toMatch(
        /StartDate: no date/,
      );
    },
  );
});

describe('a policy that is not understood forbids the key', () => {
  it.each([
    [
      'an element of its own',
      '<Policy><MaxUses>3</MaxUses></Policy>',
      /Policy: MaxUses is not understood/,
    ],
    [
      'one of another namespace',
      '<Policy><x:Geo xmlns:x="urn:x"/></Policy>',
      /Policy: Geo is not understood/,
    ],
    [
      'an unknown usage',
      '<Policy><KeyUsage>Fly</KeyUsage></Policy>',
      /KeyUsage Fly is not understood/,
    ],
    [
      'a usage without passwords',
      '<Policy><KeyUsage>Encrypt</KeyUsage></Policy>',
      /does not allow one-time/,
    ],
    [
      'an unknown rule for PINs',
      '<Policy><PINPolicy PINUsageMode="Local" PINColour="red"/></Policy>',
      /PINColour is not understood/,
    ],
    [
      'an element in PINPolicy',
      '<Policy><PINPolicy><A/></PINPolicy></Policy>',
      /PINPolicy A is not/,
    ],
  ])('%s', (_name, key, message) => {
    expect(fault(file({ key }))).toMatch(message);
  });
});
