import type { Screen } from './display.ts';
import type { LowBatteryText, MenuPage, Product } from './product.ts';
import { secondsToTicks } from './ticks.ts';

/** How long a page of the information menu and a plain message stand. */
const MESSAGE_SECONDS = 5;
const WINK_SECONDS = 0.25;
const WINKS = 4;

export function textScreen(text: string, seconds = MESSAGE_SECONDS): Screen {
  return { kind: 'text', frame: { text }, ticks: secondsToTicks(seconds) };
}

/** All segments on and off in turn. */
export function winkScreens(positions: number): readonly Screen[] {
  const lit = textScreen('8'.repeat(positions), WINK_SECONDS);
  const dark = textScreen('', WINK_SECONDS);
  return Array.from({ length: 2 * WINKS }, (_, i) => (i % 2 === 0 ? lit : dark));
}

/** The text that warns of a cell with `percent` left; undefined when it is good. */
export function lowBatteryText(
  texts: readonly LowBatteryText[],
  percent: number,
): string | undefined {
  const sorted = [...texts].sort((a, b) => a.belowPercent - b.belowPercent);
  const found = sorted.find((entry) => percent < entry.belowPercent);
  return found?.text.replace('{d}', String(Math.min(9, Math.floor(percent))));
}

export interface MenuFacts {
  readonly unixSeconds: number | undefined;
  readonly batteryPercent: number;
  readonly serialLabel: string | undefined;
}

/** The information menu: one page after the other, a long serial label over several. */
export function menuScreens(
  product: Product,
  facts: MenuFacts,
  positions: number,
): readonly Screen[] {
  const pages = product.menu?.pages ?? [];
  return pages
    .flatMap((page) => pageTexts(page, facts, positions))
    .map((text) => ({ kind: 'menu', frame: { text }, ticks: secondsToTicks(MESSAGE_SECONDS) }));
}

function pageTexts(page: MenuPage, facts: MenuFacts, positions: number): readonly string[] {
  switch (page) {
    case 'time':
      // As the fob it is modelled on: the low digits of the epoch, enough to tell a wrong clock.
      return [facts.unixSeconds === undefined ? '--' : String(facts.unixSeconds).slice(-positions)];
    case 'battery':
      return [`b ${String(facts.batteryPercent)}`];
    case 'serial':
      return split(facts.serialLabel ?? '--', positions);
  }
}

function split(text: string, length: number): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; at += length) parts.push(text.slice(at, at + length));
  return parts;
}
