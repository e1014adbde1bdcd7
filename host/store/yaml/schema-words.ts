import type { GenericSchema } from 'valibot';
import type { YamlPath } from './positioned-yaml.ts';

/** The words that a schema has where a path leads; none where anything goes. */
export function schemaWords(schema: GenericSchema, path: YamlPath): readonly string[] {
  const [key, ...rest] = path;
  const options = optionsOf(schema);
  if (key === undefined) {
    return [...new Set(options.flatMap((option) => Object.keys(entriesOf(option))))];
  }
  return options.flatMap((option) => {
    const inner = innerOf(option, key);
    return inner === undefined ? [] : schemaWords(inner, rest);
  });
}

/** The schema itself, or what it wraps or chooses from. */
function optionsOf(schema: GenericSchema): readonly GenericSchema[] {
  if ('options' in schema && Array.isArray(schema.options)) {
    return schema.options.filter(isSchema).flatMap(optionsOf);
  }
  if ('wrapped' in schema && isSchema(schema.wrapped)) return optionsOf(schema.wrapped);
  return [schema];
}

function innerOf(schema: GenericSchema, key: string | number): GenericSchema | undefined {
  const entries = entriesOf(schema);
  const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
  const inner = entry ?? ('item' in schema ? schema.item : 'value' in schema ? schema.value : null);
  return isSchema(inner) ? inner : undefined;
}

function entriesOf(schema: GenericSchema): Readonly<Record<string, unknown>> {
  const entries: unknown = 'entries' in schema ? schema.entries : undefined;
  return typeof entries === 'object' && entries !== null ? { ...entries } : {};
}

function isSchema(value: unknown): value is GenericSchema {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'schema';
}
