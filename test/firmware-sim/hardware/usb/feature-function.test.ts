import { decodeSetup, HidReportType, HidRequest, type SetupPacket } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { FeatureFunction } from '../../../../firmware-sim/hardware/usb/feature-function.ts';

const LENGTH = 64;
const NOTHING = new Uint8Array(0);
const FEATURE = HidReportType.Feature << 8;

let heard: Uint8Array[];
let hangUps: number;
let keyboard: FeatureFunction;

beforeEach(() => {
  heard = [];
  hangUps = 0;
  keyboard = new FeatureFunction(0, LENGTH, {
    toFob: (bytes) => heard.push(bytes),
    hangUp: () => hangUps++,
  });
});

function setup(requestType: number, request: number, value: number, length = 0): SetupPacket {
  const bytes = [requestType, request, value & 0xff, value >>> 8, 0, 0, length, 0];
  return decodeSetup(Uint8Array.from(bytes));
}

const set = (value: number, data: Uint8Array): ReturnType<FeatureFunction['control']> =>
  keyboard.control(setup(0x21, HidRequest.SetReport, value, data.length), data);

const get = (request: number, value: number): ReturnType<FeatureFunction['control']> =>
  keyboard.control(setup(0xa1, request, value, LENGTH), NOTHING);

describe('HID by feature reports', () => {
  it('hands a report of the host to the firmware as it is', () => {
    const report = new Uint8Array(LENGTH).fill(7);
    expect(set(FEATURE, report)).toBe('ack');
    expect(heard).toEqual([report]);
  });

  it('answers with the report that the firmware sent last, as often as it is asked', () => {
    expect(get(HidRequest.GetReport, FEATURE)).toEqual(new Uint8Array(LENGTH));
    const report = new Uint8Array(LENGTH).fill(9);
    keyboard.toHost(report);
    expect(get(HidRequest.GetReport, FEATURE)).toEqual(report);
    expect(get(HidRequest.GetReport, FEATURE)).toEqual(report);
  });

  it('takes the lamps of a keyboard, which the firmware does not hear of', () => {
    expect(set(HidReportType.Output << 8, Uint8Array.of(1))).toBe('ack');
    expect(heard).toEqual([]);
  });

  it.each([
    ['a feature report that is too short', FEATURE, 63],
    ['a feature report with a number', FEATURE + 1, LENGTH],
    ['an input report', HidReportType.Input << 8, LENGTH],
    ['lamps of another length', HidReportType.Output << 8, 2],
  ])('refuses %s', (_, value, length) => {
    expect(set(value, new Uint8Array(length))).toBe('stall');
    expect(heard).toEqual([]);
  });

  it('keeps idle rate and protocol until the bus is reset', () => {
    keyboard.control(setup(0x21, HidRequest.SetIdle, 0x7d00), NOTHING);
    keyboard.control(setup(0x21, HidRequest.SetProtocol, 0), NOTHING);
    expect(get(HidRequest.GetIdle, 0)).toEqual(Uint8Array.of(0x7d));
    expect(get(HidRequest.GetProtocol, 0)).toEqual(Uint8Array.of(0));
    keyboard.restart();
    expect(get(HidRequest.GetIdle, 0)).toEqual(Uint8Array.of(0));
    expect(get(HidRequest.GetProtocol, 0)).toEqual(Uint8Array.of(1));
    expect(hangUps).toBe(1);
  });

  it.each([
    ['another report', HidRequest.GetReport, HidReportType.Input << 8],
    ['what it does not know', 0x55, 0],
  ])('stalls when it is asked for %s', (_, request, value) => {
    expect(get(request, value)).toBe('stall');
  });
});
