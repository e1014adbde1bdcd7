import type { Parts } from './parts.ts';

/** World ticks until the button's contact moves, or the alarm of a running chip wakes it. */
export function ticksToPartEvent(parts: Parts, running: boolean): number {
  const { button, crystal, rtc, thermometer } = parts;
  const edge = button.nextEdge() ?? Infinity;
  const alarm = running ? rtc.ticksToAlarm() : undefined;
  if (alarm === undefined) return edge;
  return Math.min(edge, crystal.worldTicksUntil(alarm, thermometer.caseDeciCelsius));
}

/** World ticks until the cell is empty, or `most` when it surely lasts that long or is spared. */
export function ticksToFlat({ battery, thermometer }: Parts, most: number): number {
  const celsius = thermometer.caseDeciCelsius;
  const spared = battery.externalPower() || battery.flat;
  if (spared || battery.lasts(most, celsius)) return most;
  return Math.min(most, battery.worldTicksUntilFlat(celsius));
}

/** Lets world ticks pass in which nothing happens before their end. */
export function passTime(parts: Parts, span: number): void {
  const { battery, button, crystal, rtc, thermometer } = parts;
  const celsius = thermometer.caseDeciCelsius;
  rtc.advance(crystal.advance(span, celsius));
  battery.advance(span, celsius);
  button.advance(span);
}
