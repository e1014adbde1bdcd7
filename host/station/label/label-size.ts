import { LabelError } from './label-error.ts';
import type { LabelSize } from './label-layout.ts';

/** What fits the back of a fob, and what fits a card beside it. */
export const LABEL_SIZES = ['30x10', '38x12', '40x12', '45x15', '50x20'] as const;

const LEAST = 5;
const MOST = 200;

/** `38x12`: width and height in millimetres. */
export function labelSize(text: string): LabelSize {
  const [, width = '', height = ''] = /^(\d{1,3}(?:\.\d)?)[x×](\d{1,3}(?:\.\d)?)$/.exec(text) ?? [];
  const size = { widthMm: Number(width), heightMm: Number(height) };
  const good = [size.widthMm, size.heightMm].every((side) => side >= LEAST && side <= MOST);
  if (good) return size;
  const wanted = `WIDTHxHEIGHT in millimetres, ${String(LEAST)} to ${String(MOST)} each`;
  throw new LabelError(`label size: not ${wanted}; usual ones are ${LABEL_SIZES.join(', ')}`);
}
