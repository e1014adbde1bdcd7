import { type Box, textWidth } from './box.ts';

/** A point of a plot, and what is written beside it. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** The middle of a text beside its point; `far` from it a line has to lead there. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly far: boolean;
}

interface Rectangle {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** As large as a dot is drawn, and some space. */
const DOT = 7;
const NEAR = 15;
const DISTANCES = [NEAR, 26, 38, 52, 68, 86] as const;
const DIRECTIONS = [
  [0, -1],
  [0.8, -0.8],
  [1, 0],
  [0, 1],
  [0.8, 0.8],
  [-0.8, -0.8],
  [-1, 0],
  [-0.8, 0.8],
] as const;

/** Places texts near their points, none on another or on a point; undefined where there is no room. */
export function placeLabels(spots: readonly Spot[], box: Box): readonly (Place | undefined)[] {
  const taken = spots.map(({ x, y }) => around({ x, y }, DOT, DOT));
  return spots.map((spot) => {
    const place = placesOf(spot, box).find((one) => {
      const own = rectangleOf(spot.text, one, box);
      return isInside(own, box) && !taken.some((other) => overlap(own, other));
    });
    if (place !== undefined) taken.push(rectangleOf(spot.text, place, box));
    return place;
  });
}

function placesOf({ text, x, y }: Spot, { letter }: Box): readonly Place[] {
  const reach = Math.max(0, textWidth(text, letter) / 2 - DOT);
  return DISTANCES.flatMap((distance) =>
    DIRECTIONS.map(([right, down]) => ({
      x: x + right * (distance + reach),
      y: y + down * distance,
      far: distance > NEAR,
    })),
  );
}

function rectangleOf(text: string, middle: { x: number; y: number }, { letter }: Box): Rectangle {
  return around(middle, textWidth(text, letter) / 2 + 1, letter / 2 + 1);
}

function around({ x, y }: { x: number; y: number }, wide: number, high: number): Rectangle {
  return { left: x - wide, right: x + wide, top: y - high, bottom: y + high };
}

function isInside({ bottom, left, right, top }: Rectangle, box: Box): boolean {
  return left >= box.left && right <= box.width && top >= box.letter && bottom <= box.floor;
}

function overlap(one: Rectangle, other: Rectangle): boolean {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}
