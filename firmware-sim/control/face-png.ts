import { Resvg } from '@resvg/resvg-js';

/**
 * A PNG of a face, `width` pixels wide, the height following. No font is loaded, so the same bytes
 * come out on every machine of a kind.
 */
export function facePng(svg: string, width: number): Uint8Array {
  const picture = new Resvg(svg, {
    fitTo: { mode: 'width', value: width },
    font: { loadSystemFonts: false },
  });
  return picture.render().asPng();
}
