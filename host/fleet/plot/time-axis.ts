import { scaleLinear } from 'd3-scale';
import { html } from 'hono/html';
import { monthsOf, yearsOf } from '../figures/calendar.ts';
import { floorLine, type Html, line, nameBelow, NOTHING, rounded } from './axes.ts';
import { type Box, textWidth } from './box.ts';

/** The days of a run, and the day on which it begins. */
export interface TimeAxis {
  readonly days: number;
  readonly madeOn: number;
}

/** In fewer days months are told, in more years. */
const TWO_YEARS_DAYS = 731;

export function timeScale({ days }: TimeAxis, { left, right }: Box): (day: number) => number {
  return scaleLinear([0, days], [left, right]);
}

/** The calendar's years or months below, as many by name as have room. */
export function timeAxis(time: TimeAxis, box: Box): Html {
  const x = timeScale(time, box);
  const spans = (time.days > TWO_YEARS_DAYS ? yearsOf : monthsOf)(time.madeOn, time.days);
  const widthOf = ({ from, to }: { from: number; to: number }): number => x(to) - x(from);
  const room = Math.max(...spans.map(widthOf));
  const needed = textWidth(spans[0]?.label ?? '', box.letter) + box.letter / 2;
  const every = Math.max(1, Math.ceil(needed / room));
  return html`<g class="axis">
    ${spans.map((span, index) => {
      const start = rounded(x(span.from));
      // A part of a year has its name where it reaches into none of a whole one beside it.
      const hasRoom = (widthOf(span) + room) / 2 >= needed && widthOf(span) >= needed / 2;
      const isNamed = index % every === 0 && (every > 1 || hasRoom);
      return html`${span.from === 0 ? NOTHING : line([start, box.floor], [start, box.floor + 6])}${
        isNamed ? nameBelow(span.label, x((span.from + span.to) / 2), box) : NOTHING
      }`;
    })}
    ${floorLine(box)}
  </g>`;
}
