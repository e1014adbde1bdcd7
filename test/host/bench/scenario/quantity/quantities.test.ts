import { expect, it } from 'vitest';
import {
  crystalError,
  percent,
  temperature,
  trim,
  voltage,
} from '../../../../../host/bench/scenario/quantity/quantities.ts';
import { readShape } from '../support.ts';

it.each([
  ['25 °C', 25],
  ['25°C', 25],
  ['25 C', 25],
  ['25 ℃', 25],
  ['-10.5 °C', -10.5],
  ['−40 °C', -40],
  ['125 °C', 125],
])('a temperature %s is %d °C', (text, celsius) => {
  expect(readShape(temperature, text)).toBe(celsius);
});

it.each([
  ['2.1 V', 2100],
  ['50 mV', 50],
  ['3.3V', 3300],
  ['0 V', 0],
  ['6 V', 6000],
])('a voltage %s is %d mV', (text, millivolts) => {
  expect(readShape(voltage, text)).toBe(millivolts);
});

it.each([
  ['5 %', 5],
  ['5%', 5],
  ['0.5 %', 0.5],
  ['"${p} %"', 5],
])('a percentage %s is %d', (text, value) => {
  expect(readShape(percent, text)).toBe(value);
});

it('errors of a crystal are ppm, trims ppb', () => {
  expect(readShape(crystalError, '20 ppm')).toBe(20);
  expect(readShape(crystalError, '-500 ppb')).toBe(-0.5);
  expect(readShape(crystalError, '0')).toBe(0);
  expect(readShape(trim, '1500 ppb')).toBe(1500);
  expect(readShape(trim, '-2 ppm')).toBe(-2000);
});

it.each([
  [temperature, '25', '"25" has no unit; a temperature, as 25 °C, -10 °C'],
  [temperature, '25 F', '"25 F" has the wrong unit "F"; a temperature, as'],
  [temperature, '126 °C', '"126 °C" is out of range; -40 to 125 °C'],
  [temperature, '-41 °C', '"-41 °C" is out of range; -40 to 125 °C'],
  [voltage, '2.1', '"2.1" has no unit; a voltage, as 2.1 V, 50 mV'],
  [voltage, '2.1 v', '"2.1 v" has the wrong unit "v"'],
  [voltage, '6.001 V', '"6.001 V" is out of range; 0 to 6 V'],
  [voltage, '-1 mV', '"-1 mV" is out of range; 0 to 6 V'],
  [percent, '101 %', '"101 %" is out of range; 0 to 100 %'],
  [percent, '5', '"5" has no unit; a percentage, as 5 %'],
  [crystalError, '20 PPM', '"20 PPM" has the wrong unit "PPM"'],
  [trim, '10001 ppm', 'is out of range'],
  [trim, 'many ppb', 'is no number with a unit'],
])('%# a wrong quantity is told', (shape, text, told) => {
  expect(readShape(shape, text)).toEqual([expect.stringContaining(told)]);
});
