import { RigError } from '@fobkit/client';
import type { ModbusClient } from '../modbus/modbus-client.ts';
import type { ChamberMap } from './chamber-map.ts';

/** Registers of Watlow's F4T with data map 1: floats, low word first (TestEquity F4T p. 46). */
const SET_POINT = 2782;
const RAMP_ACTION = 2794;
const ACTUAL = 27_586;
const RAMP_OFF = 62;

/** @param degrees The unit in which its Modbus floats are; no register tells it. */
export function watlowF4t(client: ModbusClient, degrees: 'C' | 'F'): Promise<ChamberMap> {
  const isCelsius = degrees === 'C';
  const read = async (register: number): Promise<number> => {
    const value = floatOf(await client.read(register, 2));
    if (!Number.isFinite(value)) {
      throw new RigError('unproven', `${client.what}: register ${register} holds no number`);
    }
    return isCelsius ? value : ((value - 32) * 5) / 9;
  };
  return Promise.resolve({
    text: `Watlow F4T, floats, °${degrees}`,
    step: 0.01,
    actual: () => read(ACTUAL),
    setPoint: () => read(SET_POINT),
    setSetPoint: (celsius) =>
      client.write(SET_POINT, wordsOf(isCelsius ? celsius : (celsius * 9) / 5 + 32)),
    async standStill() {
      await client.write(RAMP_ACTION, [RAMP_OFF]);
      const [action = 0] = await client.read(RAMP_ACTION);
      if (action === RAMP_OFF) return;
      throw new RigError(
        'unproven',
        `${client.what}: its ramp was switched off and tells ${action}`,
      );
    },
  });
}

/** IEEE 754 single: 25.0 is the words 0000 41C8. */
function floatOf([low = 0, high = 0]: readonly number[]): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint16(0, high);
  view.setUint16(2, low);
  return view.getFloat32(0);
}

function wordsOf(value: number): readonly [number, number] {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return [view.getUint16(2), view.getUint16(0)];
}
