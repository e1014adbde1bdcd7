import { describe, expect, it } from 'vitest';
import { readPskc } from '../../../../../host/station/exchange/pskc/read-pskc.ts';
import { SEED, SEED64, fault, file, keyPackage, messages, seedText } from './pskc-support.ts';

describe('a key', () => {
  it('with faults is left out, others are read, and every fault has line and serial', () => {
    const bad = keyPackage({
      id: 'B',
      device: '<DeviceInfo><SerialNo>BAD</SerialNo></DeviceInfo>',
      algorithm: 'x',
      secret: '',
    });
    const { tokens, faults } = readPskc(file({ before: `\n\n${bad}` }));
    expect(tokens.map(seedText)).toEqual([SEED]);
    expect(faults.map(({ serial, line, field }) => [serial, line, field])).toEqual([
      ['BAD', 7, 'Algorithm'],
      ['BAD', 7, 'Secret'],
    ]);
  });

  it.each([
    ['two serials', '<SerialNo>BAD</SerialNo><SerialNo>OTHER</SerialNo>'],
    ['an unknown element', '<SerialNo>BAD</SerialNo><Serial>OTHER</Serial>'],
    ['a date that is none', '<SerialNo>BAD</SerialNo><ExpiryDate>soon</ExpiryDate>'],
  ])('of a device with faults is left out: %s', (_name, device) => {
    const bad = keyPackage({ id: 'B', device: `<DeviceInfo>${device}</DeviceInfo>` });
    const { tokens, faults } = readPskc(file({ before: bad }));
    expect(tokens.map(({ serial }) => serial)).toEqual(['FK0001']);
    expect(faults).toMatchObject([{ serial: 'BAD' }]);
  });

  it.each([
    ['a value', { secret: `<Secret>${`<PlainValue>${SEED64}</PlainValue>`.repeat(2)}</Secret>` }],
    ['a step', { data: `<TimeInterval>${'<PlainValue>30</PlainValue>'.repeat(2)}</TimeInterval>` }],
    [
      'a date',
      { key: `<Policy>${'<ExpiryDate>2030-01-01T00:00:00Z</ExpiryDate>'.repeat(2)}</Policy>` },
    ],
    ['a PIN policy', { key: '<Policy><PINPolicy/><PINPolicy MinLength="4"/></Policy>' }],
  ])('is refused that says %s twice: readers take different ones', (_name, parts) => {
    expect(fault(file(parts))).toMatch(/a second one/);
  });

  it('is refused whose text has elements in it, of which readers see different parts', () => {
    const device = '<DeviceInfo><SerialNo>FK<b>00</b>01</SerialNo></DeviceInfo>';
    expect(fault(file({ device }))).toMatch(/SerialNo: has elements in its text/);
    const secret = `<Secret><PlainValue>${SEED64}<b/></PlainValue></Secret>`;
    expect(fault(file({ secret }))).toMatch(/PlainValue: has elements in its text/);
  });

  it('twice in a file is refused; two keys of one device are warned of', () => {
    expect(messages(readPskc(file({ before: keyPackage() })).faults)).toMatch(/in the file twice/);
    const two = readPskc(file({ before: keyPackage({ id: 'other' }) }));
    expect(two.faults).toEqual([]);
    expect(messages(two.warnings)).toMatch(/more than one key/);
  });
});
