import { curveStepAfter, line } from 'd3-shape';
import { html } from 'hono/html';
import {
  boxOf,
  drawing,
  heightScale,
  type Html,
  NOTHING,
  pathOf,
  rounded,
  valueAxis,
  valueAxisBelow,
  type ValueAxis,
  widthScale,
} from './axes.ts';
import type { Box, Layout } from './box.ts';
import { type Place, placeLabels } from './labels.ts';

/** A policy in the plane of its two costs. */
export interface FrontierPoint {
  /** As the table beside it numbers it. */
  readonly number: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly onFrontier: boolean;
}

export interface FrontierAxes {
  readonly x: ValueAxis;
  readonly y: ValueAxis;
}

/** Points that lie on each other, where the drawing has them. */
interface Mark {
  readonly x: number;
  readonly y: number;
  readonly onFrontier: boolean;
  readonly points: readonly FrontierPoint[];
}

/** Nearer than this two points are one mark. */
const SAME = 4;
/** More numbers beside a mark than these are only counted. */
const MOST_NUMBERS = 3;

/** Points in the plane of two costs, and the line of those that no other one beats in both. */
export function frontierPlot(
  label: string,
  axes: FrontierAxes,
  points: readonly FrontierPoint[],
  layout: Layout,
): Html {
  const box = boxOf(layout, axes.y, axes.x);
  const [x, y] = [widthScale(axes.x, box), heightScale(axes.y, box)];
  const frontier = points.filter((point) => point.onFrontier).toSorted((a, b) => a.x - b.x);
  const steps = line<FrontierPoint>(
    (point) => x(point.x),
    (point) => y(point.y),
  )
    .curve(curveStepAfter)
    .digits(2);
  return drawing(label, box, [
    valueAxis(axes.y, box),
    valueAxisBelow(axes.x, box),
    pathOf(steps(frontier), 'stroke frontier'),
    ...drawn(marksOf(points, x, y), box),
  ]);
}

/** Those of the frontier come first: they are to have the room. */
function marksOf(
  points: readonly FrontierPoint[],
  x: (value: number) => number,
  y: (value: number) => number,
): readonly Mark[] {
  const marks: Mark[] = [];
  for (const point of points.toSorted((a, b) => Number(b.onFrontier) - Number(a.onFrontier))) {
    const at = { x: x(point.x), y: y(point.y) };
    const place = marks.findIndex(
      (mark) => Math.abs(mark.x - at.x) < SAME && Math.abs(mark.y - at.y) < SAME,
    );
    const same = marks[place];
    if (same === undefined) marks.push({ ...at, onFrontier: point.onFrontier, points: [point] });
    else marks[place] = { ...same, points: [...same.points, point] };
  }
  return marks;
}

function drawn(marks: readonly Mark[], box: Box): readonly Html[] {
  const places = placeLabels(
    marks.map((mark) => ({ x: mark.x, y: mark.y, text: numbersOf(mark) })),
    box,
  );
  // Those that matter lie above the others.
  return marks.map((mark, index) => markOf(mark, places[index], box)).toReversed();
}

function numbersOf({ points }: Mark): string {
  const more = points.length - MOST_NUMBERS;
  const numbers = points.slice(0, MOST_NUMBERS).map(({ number }) => number);
  return `${numbers.join(', ')}${more > 0 ? ` +${String(more)}` : ''}`;
}

function markOf(mark: Mark, place: Place | undefined, { letter }: Box): Html {
  const { onFrontier, points, x, y } = mark;
  const lead =
    place?.far === true
      ? html`<line x1="${x}" y1="${y}" x2="${rounded(place.x)}" y2="${rounded(place.y)}" />`
      : NOTHING;
  const text =
    place === undefined
      ? NOTHING
      : html`<text class="mid" x="${rounded(place.x)}" y="${rounded(place.y + 0.35 * letter)}"
          >${numbersOf(mark)}</text
        >`;
  return html`<g class="mark ${onFrontier ? 'best' : 'beaten'}">
    <title>${points.map(({ name, number }) => `${number}: ${name}`).join('\n')}</title>
    ${lead}
    <circle cx="${x}" cy="${y}" r="5" />
    ${text}
  </g>`;
}
