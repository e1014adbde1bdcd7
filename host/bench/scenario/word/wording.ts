import type { Wording } from '../model.ts';
import { fields, optional, required } from '../read/fields.ts';
import { byKind, mapped, type Shape, text } from '../read/shape.ts';

const sentence = text('a text', 4000);

/** A text in English, or in English and Japanese. */
export const wording: Shape<Wording> = byKind({
  scalar: mapped(sentence, (en): Wording => ({ en })),
  map: fields(
    { en: required(sentence, 'In English.'), ja: optional(sentence, 'In Japanese.') },
    'a text in two languages',
  ),
});
