import type { ErasedField } from './message.ts';

/**
 * What a field type is made of, for those who explain messages: a dissector, a replay that names
 * the field in which two answers differ.
 */
export type FieldShape =
  | { readonly kind: 'integer' | 'bool' | 'bytes' | 'text' }
  /** A number that stands for a name. */
  | { readonly kind: 'name'; readonly names: ReadonlyMap<number, string> }
  | { readonly kind: 'list'; readonly item: FieldShape }
  | { readonly kind: 'message'; readonly name: string; readonly fields: readonly ErasedField[] };
