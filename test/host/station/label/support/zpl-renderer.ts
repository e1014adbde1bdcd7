import { createRequire } from 'node:module';
import type * as Renderer from 'zpl-renderer-js';

// By require, so that Vite does not transform its nine megabytes.
const { zplToBase64MultipleAsync } = createRequire(import.meta.url)(
  'zpl-renderer-js',
) as typeof Renderer;

export interface RenderedSize {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly dotsPerMm: number;
}

/** The labels of a ZPL text as PNGs, by an interpreter that is not ours. */
export async function renderZpl(
  zpl: string,
  { widthMm, heightMm, dotsPerMm }: RenderedSize,
): Promise<readonly Uint8Array[]> {
  const pictures = await zplToBase64MultipleAsync(zpl, widthMm, heightMm, dotsPerMm);
  return pictures.map((text) => new Uint8Array(Buffer.from(text, 'base64')));
}
