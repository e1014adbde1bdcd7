import { toJsonSchema } from '@valibot/to-json-schema';
import { policySchema } from './policy-schema.ts';
import { policies } from './presets/presets.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of what a file may say of a policy: every word, none of which must be there, since
 * `base` names the policy that has the rest.
 */
export function policyJsonSchema(): JsonSchema {
  const whole = toJsonSchema(policySchema, { typeMode: 'input', errorMode: 'ignore' });
  const base = {
    enum: policies.map(({ name }) => name),
    description: 'The policy that has what is not said here.',
  };
  const said = asWritten({ ...whole });
  const properties = isRecord(said['properties']) ? said['properties'] : {};
  return { type: 'object', properties: { base, ...properties }, additionalProperties: false };
}

/** Windows may be one number, and `base` may have whatever is absent. */
function asWritten(schema: JsonSchema): JsonSchema {
  const { description, required, ...rest } = schema;
  const told = description === undefined ? {} : { description };
  const { properties } = rest;
  if (!isRecord(properties)) return schema;
  if ('behind' in properties) {
    return { anyOf: [properties['behind'], { ...rest, required }], ...told };
  }
  const inner = Object.entries(properties).map(([word, of]): [string, unknown] => [
    word,
    isRecord(of) ? asWritten(of) : of,
  ]);
  const isPart = 'afterDays' in properties || 'automatic' in properties || 'normal' in properties;
  const words = { ...rest, properties: Object.fromEntries<unknown>(inner) };
  return { ...words, ...(isPart ? {} : { required }), ...told };
}

function isRecord(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
