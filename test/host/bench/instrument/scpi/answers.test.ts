import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseIdentity,
  parseNumber,
  parseSwitch,
} from '../../../../../host/bench/instrument/scpi/answers.ts';
import { dialectOf } from '../../../../../host/bench/instrument/scpi/dialect.ts';
import { parseErrorReply } from '../../../../../host/bench/instrument/scpi/error-reply.ts';

describe('the answer to SYST:ERR?', () => {
  it.each([
    ['0,"No error"', 0],
    ['+0,"No error"', 0],
    ['0 No Error', 0],
    ['0,"No error;ADR 06"', 0],
    ['0', 0],
    ['-222,"Data out of range"', -222],
    ['-350, "Queue overflow"', -350],
    ['+301,"PV above OVP"', 301],
  ])('%s counts by its number', (line, code) => {
    expect(parseErrorReply(line)?.code).toBe(code);
  });

  it.each(['', 'No error', '"0"', '3.000', 'ON', '0x0', '12345678,"x"'])('%j is none', (line) => {
    expect(parseErrorReply(line)).toBeUndefined();
  });
});

describe('the state of an output', () => {
  it.each([
    ['1', true],
    ['ON', true],
    ['on', true],
    ['0', false],
    ['OFF', false],
  ])('%s is told in either way', (line, on) => {
    expect(parseSwitch(line)).toBe(on);
  });

  it.each(['', '2', 'yes', '1.0', 'ONOFF'])('%j is none', (line) => {
    expect(parseSwitch(line)).toBeUndefined();
  });
});

describe('a measured number', () => {
  it.each([
    ['3.000', 3],
    ['+3.00000000E+00', 3],
    ['-0.0002', -0.0002],
    ['.5', 0.5],
    ['3.300V', 3.3],
    ['1.2E-3', 0.0012],
  ])('%s', (line, value) => {
    expect(parseNumber(line)).toBe(value);
  });

  it.each(['', '9.9E37', 'NaN', 'INF', '1,2', '0x10', '--1', '3.0 3.0', '3.0mV', '1e400'])(
    '%j is none',
    (line) => {
      expect(parseNumber(line)).toBeUndefined();
    },
  );
});

describe('the answer to *IDN?', () => {
  it('has four fields', () => {
    const line = 'RIGOL TECHNOLOGIES,DP832,DP8C000000001,00.01.16';
    expect(parseIdentity(line)).toMatchObject({ model: 'DP832', serial: 'DP8C000000001' });
    expect(parseIdentity('RIGOL,DP832')).toBeUndefined();
    expect(parseIdentity(',DP832,1,2')).toBeUndefined();
    expect(parseIdentity('0,"No error"')).toBeUndefined();
  });

  it.each([
    ['RIGOL TECHNOLOGIES,DP832,S,1', 'rigol-dp800'],
    ['Keysight Technologies,E36312A,S,1', 'keysight-e36300a'],
    ['Agilent Technologies,E36311A,S,1', 'keysight-e36300a'],
    ['Siglent,SPD3303,S,1', 'generic'],
  ])('%s wants the dialect %s', (line, name) => {
    const identity = parseIdentity(line) ?? expect.unreachable(line);
    expect(dialectOf(identity).name).toBe(name);
  });
});

describe('whatever an instrument says', () => {
  it('is read or refused, and nothing throws', () => {
    const odd = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.double().map(String));
    fc.assert(
      fc.property(odd, (line) => {
        parseErrorReply(line);
        parseSwitch(line);
        parseIdentity(line);
        const value = parseNumber(line);
        expect(value === undefined || Number.isFinite(value)).toBe(true);
      }),
    );
  });
});
