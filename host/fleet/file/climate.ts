import type { TemperatureLife } from '@fobkit/emulator/fleet';

/**
 * Tokyo by month, in tenths of a degree: normals 1991–2020 of the Japan Meteorological Agency
 * (気象庁 平年値, 東京, 日平均気温).
 */
export const TOKYO = [54, 61, 94, 143, 188, 219, 257, 269, 233, 180, 125, 77] as const;

/**
 * An office that is heated and cooled: Japan's law on sanitation in buildings asks for 18 to 28 °C
 * (建築物環境衛生管理基準). Assumed: where in that range the months lie.
 */
export const OFFICE = [210, 210, 215, 225, 240, 255, 265, 270, 260, 240, 225, 215] as const;

type NamedLife = Omit<TemperatureLife, 'share'>;

/** Lives that a file may name. Assumed: the hours, and what a pocket and a parked car come to. */
export const LIVES: readonly NamedLife[] = [
  { name: 'office', monthsDeciCelsius: OFFICE, carriedHours: 0, carriedDeciCelsius: 230 },
  { name: 'pocket', monthsDeciCelsius: OFFICE, carriedHours: 10, carriedDeciCelsius: 310 },
  { name: 'outdoors', monthsDeciCelsius: TOKYO, carriedHours: 0, carriedDeciCelsius: 230 },
  { name: 'car', monthsDeciCelsius: TOKYO, carriedHours: 9, carriedDeciCelsius: 380 },
];

/** The life of that name, if there is one. */
export function findLife(name: string): NamedLife | undefined {
  return LIVES.find((life) => life.name === name);
}
