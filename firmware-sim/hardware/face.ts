/** Colours of a face, as SVG colours. */
export interface FaceColours {
  readonly body: string;
  /** The darker end of the body's shading, and its rim. */
  readonly bodyShade: string;
  /** Frame around the glass; the header of a phone app. */
  readonly bezel: string;
  readonly glass: string;
  readonly ink: string;
  readonly button: string;
  /** Lettering on the body, and the mark on the button. */
  readonly print: string;
}

/** How a fob looks from outside: data of a profile, drawn by face-svg.ts. */
export interface Face {
  /** `fob` and `card` are cases with a glass; `phone` shows the app on a screen; `stick` is a plug. */
  readonly shape: 'fob' | 'card' | 'phone' | 'stick';
  readonly widthMillimetres: number;
  readonly heightMillimetres: number;
  readonly cornerMillimetres: number;
  /** Whether the case has an eye for a key ring, at its left. */
  readonly keyRing: boolean;
  readonly button: 'round' | 'bar' | 'none';
  /** Printed on the front; the title bar of an app. */
  readonly brand: string;
  readonly colours: FaceColours;
}

/**
 * The id of a paint in a picture: its own for each set of colours, so that several pictures can
 * stand in one page.
 */
export function paintId(face: Face, name: 'body' | 'glass' | 'dome' | 'soft'): string {
  const { body, bodyShade, glass } = face.colours;
  return `${name}-${`${body}${bodyShade}${glass}`.replace(/[^0-9a-zA-Z]/g, '')}`;
}
