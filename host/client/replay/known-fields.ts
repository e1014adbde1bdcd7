import {
  catalogue,
  type ErasedField,
  type FieldShape,
  replyEnvelope,
  requestEnvelope,
} from '@fobkit/protocol';

/** The fields of all messages by their path, those within lists without a number. */
export function knownFields(): ReadonlySet<string> {
  const found = new Set<string>();
  const types = catalogue.flatMap(({ request, reply }) => [request, reply]);
  for (const { fields } of [requestEnvelope, replyEnvelope, ...types]) collect(found, '', fields);
  return found;
}

/**
 * Whether some message may have a field of that path: `loaded.digits`, `events[2].clock`. A key
 * that the schema does not know may be any, `key 17`.
 */
export function isKnownField(path: string, known: ReadonlySet<string>): boolean {
  const bare = path.replace(/\[\d+\]/g, '');
  const [, parent = '', unknown] = /^(?:(.+)\.)?(key \d+)$/.exec(bare) ?? [];
  if (unknown === undefined) return known.has(bare);
  return parent === '' || known.has(parent);
}

function collect(found: Set<string>, prefix: string, fields: readonly ErasedField[]): void {
  for (const { name, type } of fields) {
    const path = `${prefix}${name}`;
    found.add(path);
    const shape = itemOf(type.shape);
    if (shape.kind === 'message') collect(found, `${path}.`, shape.fields);
  }
}

function itemOf(shape: FieldShape): FieldShape {
  return shape.kind === 'list' ? itemOf(shape.item) : shape;
}
