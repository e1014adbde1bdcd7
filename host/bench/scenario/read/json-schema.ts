/** A part of a JSON Schema (draft 2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A text that holds a `${parameter}`. */
export const PARAMETER_SCHEMA: JsonSchema = {
  description: 'A parameter of this file, as ${percent}.',
  type: 'string',
  pattern: '\\$\\{[a-z][a-z0-9-]*\\}',
};

export function reference(name: string): JsonSchema {
  return { $ref: `#/$defs/${name}` };
}

export function orParameter(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, reference('parameter')] };
}
