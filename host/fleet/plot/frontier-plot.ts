import { curveStepAfter, line } from 'd3-shape';
import { html } from 'hono/html';
import {
  drawing,
  heightScale,
  type Html,
  pathOf,
  valueAxis,
  valueAxisBelow,
  type ValueAxis,
  widthScale,
} from './axes.ts';

/** A policy in the plane of its two costs. */
export interface FrontierPoint {
  /** As the table beside it numbers it. */
  readonly number: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly onFrontier: boolean;
}

/** Points in the plane of two costs, and the line of those that no other one beats in both. */
export function frontierPlot(
  label: string,
  axes: { readonly x: ValueAxis; readonly y: ValueAxis },
  points: readonly FrontierPoint[],
): Html {
  const [x, y] = [widthScale(axes.x), heightScale(axes.y)];
  const frontier = points.filter((point) => point.onFrontier).toSorted((a, b) => a.x - b.x);
  const steps = line<FrontierPoint>(
    (point) => x(point.x),
    (point) => y(point.y),
  )
    .curve(curveStepAfter)
    .digits(2);
  return drawing(label, [
    valueAxis(axes.y),
    valueAxisBelow(axes.x),
    pathOf(steps(frontier), 'stroke frontier'),
    // Those that matter lie above the others.
    ...points
      .toSorted((a, b) => Number(a.onFrontier) - Number(b.onFrontier))
      .map((point) => mark(point, x(point.x), y(point.y))),
  ]);
}

function mark({ name, number, onFrontier }: FrontierPoint, x: number, y: number): Html {
  return html`<g class="${onFrontier ? 'best' : 'beaten'}">
    <title>${name}</title>
    <circle cx="${x}" cy="${y}" r="9" />
    <text class="mid" x="${x}" y="${y + 4}">${number}</text>
  </g>`;
}
