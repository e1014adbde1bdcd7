import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { fleetSchema } from './fleet-schema.ts';
import { isRecord } from './is-record.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of fleet files, as it is published in schema/fleet.schema.json.
 *
 * @param policy That of what a file says of a policy; the names of policies are those of `base`.
 */
export function fleetJsonSchema(policy: JsonSchema): JsonSchema {
  const { $schema, properties, ...rest } = toJsonSchema(fleetSchema, {
    typeMode: 'input',
    errorMode: 'ignore',
    overrideSchema: ({ jsonSchema, valibotSchema }) => {
      // What is said of a quantity stands behind its transformation, where the library stops.
      const description = v.getDescription(valibotSchema);
      const items = valibotSchema.type === 'tuple' ? { minItems: 2, maxItems: 2 } : {};
      return { ...jsonSchema, ...items, ...(description === undefined ? {} : { description }) };
    },
  });
  const title = 'A fleet of fobs, and the bank that judges their codes';
  return { $schema, title, ...rest, properties: { ...properties, ...policyWords(policy) } };
}

/** `policy` and `vary`, whose words are the bank's. */
function policyWords(policy: JsonSchema): JsonSchema {
  const { entries } = fleetSchema;
  const own = { anyOf: [namesIn(policy), policy], description: v.getDescription(entries.policy) };
  const fields = fieldsOf(policy);
  const changes = { ...fields, policy: { anyOf: own.anyOf } };
  const values = Object.entries(changes).map(([field, items]): [string, unknown] => [
    field,
    { type: 'array', items, minItems: 1 },
  ]);
  const object = { type: 'object', additionalProperties: false };
  const vary = [
    { ...object, properties: Object.fromEntries<unknown>(values) },
    { type: 'array', items: { ...object, properties: changes } },
  ];
  return {
    policy: own,
    vary: { anyOf: vary, description: v.getDescription(entries.vary.wrapped) },
  };
}

function namesIn(policy: JsonSchema): unknown {
  const { base } = propertiesOf(policy);
  return isRecord(base) ? { enum: base['enum'] } : { type: 'string' };
}

/** Every field that can be varied: `lockAfter`, and within others `idle.limit`. */
function fieldsOf(policy: JsonSchema): JsonSchema {
  const { base: _, ...words } = propertiesOf(policy);
  const inner = Object.entries(words).flatMap(([word, schema]) =>
    Object.entries(propertiesOf(schema)).map(([field, of]) => [`${word}.${field}`, of] as const),
  );
  return { ...words, ...Object.fromEntries(inner) };
}

function propertiesOf(schema: unknown): JsonSchema {
  const { properties } = isRecord(schema) ? schema : {};
  return isRecord(properties) ? properties : {};
}
