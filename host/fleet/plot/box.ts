/** How large a drawing is, in units of its own that a page scales, and its letters in them. */
export interface Layout {
  readonly name: 'wide' | 'narrow';
  readonly width: number;
  readonly height: number;
  /** The largest that the style sheet makes them. */
  readonly letter: number;
}

/** For a figure across the page. */
export const WIDE: Layout = { name: 'wide', width: 960, height: 300, letter: 15 };
/** For half of it, and for a phone. */
export const NARROW: Layout = { name: 'narrow', width: 400, height: 240, letter: 14 };

/** The rectangle in which values are drawn; texts stand around it. */
export interface Box extends Layout {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly floor: number;
}

/** What stands around a rectangle. */
export interface Around {
  /** Names of the values at its left. */
  readonly left: readonly string[];
  /** The last name below it, which reaches out by half. */
  readonly last?: string;
  /** Whether the values below have a unit, in a line of its own. */
  readonly hasUnitBelow?: boolean;
}

/** Leaves room for all that stands around. */
export function boxAround(layout: Layout, { hasUnitBelow = false, last = '', left }: Around): Box {
  const { height, letter, width } = layout;
  const widest = Math.max(0, ...left.map((text) => textWidth(text, letter)));
  return {
    ...layout,
    left: Math.ceil(widest) + 10,
    right: width - Math.ceil(Math.max(letter, textWidth(last, letter) / 2)),
    top: 2 * letter,
    floor: height - (hasUnitBelow ? 3 : 1.7) * letter,
  };
}

const NARROW_SIGN = /[ .,:;'|il]/;

/** About how wide a text is, in a font that is rather wide. */
export function textWidth(text: string, letter: number): number {
  const ems = Array.from(text, (sign) =>
    '%mw'.includes(sign) ? 1 : NARROW_SIGN.test(sign) ? 0.34 : 0.64,
  );
  return ems.reduce((sum, em) => sum + em, 0) * letter;
}
