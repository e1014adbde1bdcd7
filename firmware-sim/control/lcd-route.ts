import type { Context } from 'hono';
import * as v from 'valibot';
import { lcdOf, pictureOf, visibleView } from '../fob/look.ts';
import { drawLcdText } from '../hardware/lcd-text.ts';
import type { ControlledFob } from './controlled-fob.ts';

/** Query of the LCD route. */
export const lcdQuery = v.strictObject({
  format: v.optional(v.picklist(['json', 'text', 'svg', 'png']), 'json'),
  side: v.optional(v.picklist(['front', 'back']), 'front'),
  width: v.optional(
    v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number), v.minValue(64), v.maxValue(4096)),
    '640',
  ),
});

/** What an eye sees of a fob: as data, as a drawing of characters, or as a picture. */
export async function serveLcd(context: Context, { fob }: ControlledFob): Promise<Response> {
  const { format, side, width } = v.parse(lcdQuery, context.req.query());
  if (format === 'json') return context.json(lcdOf(fob));
  if (format === 'text')
    return context.text(`${drawLcdText(visibleView(fob), fob.profile.face)}\n`);
  const svg = pictureOf(fob, side);
  if (format === 'svg') return context.body(svg, 200, { 'content-type': 'image/svg+xml' });
  // The renderer is a native library that most runs never need.
  const { facePng } = await import('./face-png.ts');
  const png = Uint8Array.from(facePng(svg, width));
  return context.body(png, 200, { 'content-type': 'image/png' });
}
