import { area, curveMonotoneX, line } from 'd3-shape';
import { html } from 'hono/html';
import {
  drawing,
  heightScale,
  type Html,
  NOTHING,
  pathOf,
  rounded,
  type Scale,
  type TimeAxis,
  timeScale,
  valueAxis,
  type ValueAxis,
  yearAxis,
} from './axes.ts';

/** A value on a day. */
export type Point = readonly [day: number, value: number];

interface Plot {
  readonly label: string;
  readonly time: TimeAxis;
  readonly values: ValueAxis;
}

/** One curve, filled down to the axis. */
export function curvePlot(plot: Plot, points: readonly Point[], className: string): Html {
  return plotted(plot, (x, y) => {
    const fill = area<Point>(
      ([day]) => x(day),
      y.start,
      ([, value]) => y(value),
    ).digits(2);
    const stroke = line<Point>(
      ([day]) => x(day),
      ([, value]) => y(value),
    ).digits(2);
    return [
      pathOf(fill([...points]), `fill ${className}`),
      pathOf(stroke([...points]), `stroke ${className}`),
    ];
  });
}

/** Layers upon each other, the first below; all have the same days. */
export function stackedPlot(
  plot: Plot,
  layers: readonly { readonly className: string; readonly points: readonly Point[] }[],
): Html {
  return plotted(plot, (x, y) => {
    const floor = new Map<number, number>();
    return layers.map(({ className, points }) => {
      const bounds = points.map(([day, value]) => {
        const from = floor.get(day) ?? 0;
        floor.set(day, from + value);
        return [day, from, from + value] as const;
      });
      const fill = area<(typeof bounds)[number]>(
        ([day]) => x(day),
        ([, from]) => y(from),
        ([, , to]) => y(to),
      ).digits(2);
      return pathOf(fill(bounds), `solid ${className}`);
    });
  });
}

/** Percentiles of one day, outermost first: as many below the middle as above it. */
export interface FanPoint {
  readonly day: number;
  readonly values: readonly number[];
}

/** A value that the fan is held against, as the edge of a window. */
export interface Limit {
  readonly value: number;
  readonly text: string;
  /** Whether the text stands below the line; above it if absent. */
  readonly below?: boolean;
}

/** Bands between percentiles around the line of the middle one. */
export function fanPlot(plot: Plot, fan: readonly FanPoint[], limits: readonly Limit[]): Html {
  const middle = Math.floor((fan[0]?.values.length ?? 0) / 2);
  return plotted(plot, (x, y) => {
    const bands = Array.from({ length: middle }, (_, band) => {
      const fill = area<FanPoint>(
        ({ day }) => x(day),
        ({ values }) => y(values[band] ?? 0),
        ({ values }) => y(values.at(-1 - band) ?? 0),
      )
        .curve(curveMonotoneX)
        .digits(2);
      return pathOf(fill([...fan]), 'band');
    });
    const median = line<FanPoint>(
      ({ day }) => x(day),
      ({ values }) => y(values[middle] ?? 0),
    )
      .curve(curveMonotoneX)
      .digits(2);
    return [
      ...bands,
      pathOf(median([...fan]), 'stroke median'),
      ...limits.map((limit) => limitLine(limit, x(plot.time.days), [x(0), y(limit.value)])),
    ];
  });
}

function limitLine(
  { below, text }: Limit,
  right: number,
  [left, y]: readonly [number, number],
): Html {
  return html`<line
      class="limit"
      x1="${rounded(left)}"
      x2="${rounded(right)}"
      y1="${y}"
      y2="${y}"
    />
    <text class="limit-text" x="${rounded(left) + 6}" y="${below === true ? y + 15 : y - 5}"
      >${text}</text
    >`;
}

function plotted(
  { label, time, values }: Plot,
  marks: (x: (day: number) => number, y: Scale) => readonly Html[],
): Html {
  const drawn = time.days < 2 ? [NOTHING] : marks(timeScale(time), heightScale(values));
  return drawing(label, [valueAxis(values), ...drawn, yearAxis(time)]);
}
