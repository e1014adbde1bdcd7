import type { ByteReader } from '../bytes/reader.ts';
import type { ByteWriter } from '../bytes/writer.ts';

/** How one kind of value travels: its codec with its limits, and its name in CDDL (RFC 8610). */
export interface FieldType<T> {
  /** @throws UsageError when the value breaks the limits of the type. */
  write(writer: ByteWriter, value: T): void;
  /** @throws WireError when the bytes are not a value of the type within its limits. */
  read(reader: ByteReader): T;
  readonly cddl: string;
  readonly shape: FieldShape;
}

export type ValueOf<F> = F extends FieldType<infer T> ? T : never;

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

/** A field as the schema's own code sees it, once the type parameter has done its work. */
export interface ErasedField {
  readonly name: string;
  readonly key: number;
  readonly type: FieldType<unknown>;
  readonly required: boolean;
}
