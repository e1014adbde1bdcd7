import { ByteReader } from '../bytes/reader.ts';
import { expectHead, readHead, skipItem } from './cbor-reader.ts';
import { Major } from './cbor-writer.ts';
import type { ErasedField, FieldShape } from './field-type.ts';
import type { MessageType } from './message.ts';

/** Where one value of a message stands in its bytes. */
export interface Span {
  /** `loaded.digits`, `events[2].clock`; `key 17` where the schema has no such field. */
  readonly path: string;
  /** Of its first byte: that of its key, or of an item in a list. */
  readonly start: number;
  /** Of its content, behind key and head; an integer, a flag or a name has none. */
  readonly content: number;
  /** Behind its last byte. */
  readonly end: number;
  readonly kind: 'integer' | 'bool' | 'bytes' | 'text' | 'name' | 'unknown';
}

/** A message that was sent as an item of another begins so many bytes into it. */
export interface SpanOptions {
  readonly offset?: number;
}

/**
 * The values of a message in their order, those of nested messages and lists one by one. A value
 * need not lie within the limits of its field, nor keys ascend.
 *
 * @throws WireError when the bytes are no CBOR that a message can have.
 */
export function spansOf(
  bytes: Uint8Array,
  type: MessageType<unknown>,
  { offset = 0 }: SpanOptions = {},
): Span[] {
  const reader = new ByteReader(bytes);
  const walk = new Walk(reader, offset);
  walk.message('', type.fields);
  reader.end();
  return walk.spans;
}

class Walk {
  readonly spans: Span[] = [];
  readonly #reader: ByteReader;
  readonly #offset: number;

  constructor(reader: ByteReader, offset: number) {
    this.#reader = reader;
    this.#offset = offset;
  }

  message(prefix: string, fields: readonly ErasedField[]): void {
    const count = expectHead(this.#reader, Major.map);
    for (let i = 0; i < count; i++) {
      const start = this.#reader.position;
      const key = expectHead(this.#reader, Major.unsigned);
      const field = fields.find((one) => one.key === key);
      if (field === undefined) this.#unknown(`${prefix}key ${String(key)}`, start);
      else this.#value(`${prefix}${field.name}`, field.type.shape, start);
    }
  }

  #value(path: string, shape: FieldShape, start: number): void {
    if (shape.kind === 'message') this.message(`${path}.`, shape.fields);
    else if (shape.kind === 'list') this.#list(path, shape.item);
    else this.#leaf(path, shape.kind, start);
  }

  #list(path: string, item: FieldShape): void {
    const count = expectHead(this.#reader, Major.array);
    for (let i = 0; i < count; i++) {
      this.#value(`${path}[${String(i)}]`, item, this.#reader.position);
    }
  }

  #leaf(path: string, kind: Exclude<Span['kind'], 'unknown'>, start: number): void {
    const reader = this.#reader;
    const { major, argument } = readHead(reader);
    const content = reader.position;
    if (major === Major.bytes || major === Major.text) reader.skip(argument);
    if (major === Major.array || major === Major.map) {
      for (let i = 0; i < (major === Major.map ? 2 : 1) * argument; i++) skipItem(reader);
    }
    this.#add({ path, kind, start, content, end: reader.position });
  }

  #unknown(path: string, start: number): void {
    const content = this.#reader.position;
    skipItem(this.#reader);
    this.#add({ path, kind: 'unknown', start, content, end: this.#reader.position });
  }

  #add(span: Span): void {
    const offset = this.#offset;
    const { start, content, end } = span;
    this.spans.push({
      ...span,
      start: start + offset,
      content: content + offset,
      end: end + offset,
    });
  }
}
