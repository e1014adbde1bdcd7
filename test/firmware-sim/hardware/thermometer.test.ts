import { describe, expect, it } from 'vitest';
import { Thermometer } from '../../../firmware-sim/hardware/thermometer.ts';

describe('thermometer', () => {
  it('reads the case, 25 °C at first', () => {
    const thermometer = new Thermometer();
    expect(thermometer.deciCelsius()).toBe(250);
    thermometer.caseDeciCelsius = -105;
    expect(thermometer.deciCelsius()).toBe(-105);
  });

  it('errs by its offset without warming the case', () => {
    const thermometer = new Thermometer(200);
    thermometer.offsetDeciCelsius = 35;
    expect(thermometer.deciCelsius()).toBe(235);
    expect(thermometer.caseDeciCelsius).toBe(200);
  });

  it('comes back whole from a save', () => {
    const first = new Thermometer(-55);
    first.offsetDeciCelsius = 3;
    const second = new Thermometer();
    second.load(first.save());
    expect(second.save()).toEqual(first.save());
  });
});
