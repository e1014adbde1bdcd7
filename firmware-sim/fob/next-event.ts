import type { Parts } from './parts.ts';

/** World ticks until the button's contact or the supply moves, or an alarm wakes a running chip. */
export function ticksToPartEvent(parts: Parts, running: boolean): number {
  const { battery, button, crystal, rtc, thermometer } = parts;
  const edge = Math.min(button.nextEdge() ?? Infinity, battery.rail.ticksToChange());
  const alarm = running ? rtc.ticksToAlarm() : undefined;
  if (alarm === undefined) return edge;
  return Math.min(edge, crystal.worldTicksUntil(alarm, thermometer.caseDeciCelsius));
}

/** World ticks until the cell is empty, or `most` when it surely lasts that long or is spared. */
export function ticksToFlat({ battery, thermometer }: Parts, most: number): number {
  const celsius = thermometer.caseDeciCelsius;
  const spared = battery.externalPower() || battery.rail.connected || battery.flat;
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
