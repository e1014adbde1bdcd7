import type { Context } from 'hono';
import * as v from 'valibot';
import { faceSvg } from '../hardware/face-svg.ts';
import { drawLcdText } from '../hardware/lcd-text.ts';
import type { ControlledFob } from './controlled-fob.ts';
import { reportOfLcd, visibleView } from './fob-report.ts';

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
export async function serveLcd(context: Context, target: ControlledFob): Promise<Response> {
  const { format, side, width } = v.parse(lcdQuery, context.req.query());
  if (format === 'json') return context.json(reportOfLcd(target));
  if (format === 'text')
    return context.text(`${drawLcdText(visibleView(target), target.fob.profile.face)}\n`);
  const svg = pictureOf(target, side);
  if (format === 'svg') return context.body(svg, 200, { 'content-type': 'image/svg+xml' });
  // The renderer is a native library that most runs never need.
  const { facePng } = await import('./face-png.ts');
  const png = Uint8Array.from(facePng(svg, width));
  return context.body(png, 200, { 'content-type': 'image/png' });
}

function pictureOf(target: ControlledFob, side: 'front' | 'back'): string {
  const { fob, deviceId } = target;
  const { serialLabel } = fob;
  return faceSvg({
    face: fob.profile.face,
    view: visibleView(target),
    side,
    model: fob.profile.product.model,
    deviceId,
    buttonDown: fob.parts.button.isDown(),
    ...(serialLabel === undefined ? {} : { serialLabel }),
  });
}
