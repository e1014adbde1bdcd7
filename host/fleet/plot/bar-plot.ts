import { scaleBand } from 'd3-scale';
import { html } from 'hono/html';
import {
  boxOf,
  drawing,
  floorLine,
  heightScale,
  type Html,
  nameBelow,
  NOTHING,
  rounded,
  valueAxis,
  type ValueAxis,
} from './axes.ts';
import { type Layout, textWidth } from './box.ts';

/** Some bars side by side under one name. */
export interface BarGroup {
  readonly name: string;
  readonly bars: readonly { readonly className: string; readonly value: number }[];
}

/** One group alone is no wall. */
const WIDEST = 32;

/** Groups of bars from 0 up. */
export function barPlot(
  label: string,
  values: ValueAxis,
  groups: readonly BarGroup[],
  layout: Layout,
): Html {
  const box = boxOf(layout, values);
  const y = heightScale(values, box);
  const x = scaleBand(
    groups.map(({ name }) => name),
    [box.left, box.right],
  ).padding(0.2);
  const needed = Math.max(0, ...groups.map(({ name }) => textWidth(name, box.letter)));
  // Names that would touch each other are left out: of quarters the same one in every year.
  let every = 1;
  while (every * x.step() < needed + box.letter / 2) every *= 2;
  return drawing(label, box, [
    valueAxis(values, box),
    ...groups.map(({ bars, name }, index) => {
      const middle = (x(name) ?? 0) + x.bandwidth() / 2;
      const width = Math.min(WIDEST, x.bandwidth() / Math.max(1, bars.length));
      const left = middle - (width * bars.length) / 2;
      return html`<g class="axis">
        ${bars.map(
          ({ className, value }, place) =>
            html`<rect
              class="solid ${className}"
              x="${rounded(left + place * width)}"
              width="${rounded(Math.max(1, width - 1))}"
              y="${y(value)}"
              height="${rounded(box.floor - y(value))}"
            />`,
        )}
        ${index % every === 0 ? nameBelow(name, middle, box) : NOTHING}
      </g>`;
    }),
    html`<g class="axis">${floorLine(box)}</g>`,
  ]);
}
