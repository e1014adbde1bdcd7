import { scaleBand } from 'd3-scale';
import { html } from 'hono/html';
import {
  drawing,
  heightScale,
  type Html,
  rounded,
  timeScale,
  valueAxis,
  type ValueAxis,
} from './axes.ts';

/** Some bars side by side under one name. */
export interface BarGroup {
  readonly name: string;
  readonly bars: readonly { readonly className: string; readonly value: number }[];
}

/** Groups of bars from 0 up. */
export function barPlot(label: string, values: ValueAxis, groups: readonly BarGroup[]): Html {
  const y = heightScale(values);
  const across = timeScale({ days: 1, madeOn: 0 });
  const x = scaleBand(
    groups.map(({ name }) => name),
    [across(0), across(1)],
  ).padding(0.25);
  const floor = y(0);
  // Names that would touch each other are left out.
  const every = Math.max(1, Math.ceil(62 / x.step()));
  return drawing(label, [
    valueAxis(values),
    ...groups.map(({ bars, name }, index) => {
      const left = x(name) ?? 0;
      const width = x.bandwidth() / Math.max(1, bars.length);
      const text = html`<text
        class="mid"
        x="${rounded(left + x.bandwidth() / 2)}"
        y="${floor + 20}"
      >
        ${name}
      </text>`;
      return html`<g class="axis">
        ${bars.map(
          ({ className, value }, place) =>
            html`<rect
              class="solid ${className}"
              x="${rounded(left + place * width)}"
              width="${rounded(Math.max(1, width - 1))}"
              y="${y(value)}"
              height="${rounded(floor - y(value))}"
            />`,
        )}
        ${index % every === 0 ? text : html``}
      </g>`;
    }),
  ]);
}
