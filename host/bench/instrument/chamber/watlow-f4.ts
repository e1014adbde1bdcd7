import { RigError } from '@fobkit/client';
import type { ModbusClient } from '../modbus/modbus-client.ts';
import { ModbusException } from '../modbus/pdu.ts';
import type { ChamberMap } from './chamber-map.ts';

/** Registers of Watlow's F4, and of an F4T set to data map 2 (TestEquity 101H p. 60, F4T p. 46). */
const ACTUAL = 100;
const INPUT_ERROR = 101;
const SET_POINT = 300;
const DECIMALS = 606;
const UNIT = 901;
/** Writing 1 ends the profile that runs. */
const TERMINATE = 1217;

const ILLEGAL_ADDRESS = 2;
const FAHRENHEIT = 0;
const CELSIUS = 1;
const MOST_DECIMALS = 3;

/**
 * Reads how the controller counts, before any number of it is believed: drivers that take one
 * decimal for granted are wrong by a factor of ten where it has none.
 */
export async function watlowF4(client: ModbusClient): Promise<ChamberMap> {
  const decimals = await one(client, DECIMALS);
  const unit = await one(client, UNIT);
  if (decimals > MOST_DECIMALS) throw odd(client, `register 606 tells ${decimals} decimals`);
  if (unit !== FAHRENHEIT && unit !== CELSIUS) throw odd(client, `register 901 tells unit ${unit}`);
  const scale = [1, 10, 100, 1000][decimals] ?? 1;
  const isCelsius = unit === CELSIUS;
  const kelvinsPerUnit = isCelsius ? 1 : 5 / 9;
  const toCelsius = (raw: number): number => {
    const value = (raw >= 0x8000 ? raw - 0x1_0000 : raw) / scale;
    return isCelsius ? value : ((value - 32) * 5) / 9;
  };
  return {
    text: `Watlow F4, ${decimals} decimals, ${isCelsius ? '°C' : '°F'}`,
    step: kelvinsPerUnit / scale,
    async actual() {
      const [raw = 0, broken = 0] = await client.read(ACTUAL, 2);
      if (broken !== 0)
        throw odd(client, `its sensor is broken (register ${INPUT_ERROR} tells ${broken})`);
      return toCelsius(raw);
    },
    setPoint: async () => toCelsius(await one(client, SET_POINT)),
    async setSetPoint(celsius) {
      const value = isCelsius ? celsius : (celsius * 9) / 5 + 32;
      const raw = Math.round(value * scale);
      if (raw < -0x8000 || raw > 0x7fff)
        throw odd(client, `${celsius} °C does not fit its registers`);
      await client.write(SET_POINT, [raw & 0xffff]);
    },
    standStill: () => client.write(TERMINATE, [1]).catch(unlessAbsent),
  };
}

/** A controller without the register runs no profiles. */
function unlessAbsent(error: unknown): void {
  const cause = error instanceof RigError ? error.cause : undefined;
  if (cause instanceof ModbusException && cause.code === ILLEGAL_ADDRESS) return;
  throw error;
}

async function one(client: ModbusClient, register: number): Promise<number> {
  const [value = 0] = await client.read(register);
  return value;
}

function odd(client: ModbusClient, why: string): RigError {
  return new RigError('unproven', `${client.what}: ${why}`);
}
