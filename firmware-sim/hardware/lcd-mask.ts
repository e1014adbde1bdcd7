import { SEGMENT } from './lcd-font.ts';
import type { LcdView } from './lcd.ts';

/**
 * The view with every character of the main line replaced, for pictures and transcripts of fobs
 * whose codes must not be seen: a middle bar for each lit position, a dot for each character.
 */
export function maskView(view: LcdView): LcdView {
  const [main, ...others] = view.rows;
  return {
    ...view,
    rows:
      main === undefined
        ? []
        : [(view.kind === 'screen' ? '·' : '-').repeat([...main].length), ...others],
    masks: view.masks.map((mask) => (mask === 0 ? 0 : SEGMENT.g)),
  };
}
