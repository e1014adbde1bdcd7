import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { fleetSchema } from './fleet-schema.ts';
import { isRecord } from './is-record.ts';
import * as q from './quantity.ts';

type Items = ReturnType<typeof toJsonSchema>['items'];
type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of fleet files, as it is published in schema/fleet.schema.json.
 *
 * @param policy That of what a file says of a policy; the names of policies are those of `base`.
 */
export function fleetJsonSchema(policy: JsonSchema): JsonSchema {
  const { $schema, $defs, properties, ...rest } = toJsonSchema(fleetSchema, {
    typeMode: 'input',
    errorMode: 'ignore',
    definitions: QUANTITIES,
    overrideSchema: ({ jsonSchema, valibotSchema }) => {
      // What is said of a quantity stands behind its transformation, where the library stops.
      const description = v.getDescription(valibotSchema);
      const limits = valibotSchema.type === 'strict_tuple' ? limitsOf(jsonSchema.items) : {};
      return { ...jsonSchema, ...limits, ...(description === undefined ? {} : { description }) };
    },
  });
  const title = 'A fleet of fobs, and the bank that judges their codes';
  const words = { ...properties, ...policyWords(policy) };
  return { $schema, title, ...rest, properties: words, $defs: { ...$defs, policy } };
}

/** Quantities stand in many distributions: each is told once. */
const { ageing, charge, crystalError, current, days, perDay, relativeCurrent, share, typing } = q;
const QUANTITIES = {
  ...{ ageing, charge, crystalError, current, days, perDay, relativeCurrent, share, typing },
};
const POLICY = '#/$defs/policy';

/** Both limits are of one kind. */
function limitsOf(items: Items): { readonly items?: Items } {
  const limit = Array.isArray(items) ? items[0] : undefined;
  const both = { minItems: 2, maxItems: 2, additionalItems: undefined };
  return limit === undefined ? {} : { ...both, items: limit };
}

/** `policy` and `vary`, whose words are the bank's: each stands once, in its definition. */
function policyWords(policy: JsonSchema): JsonSchema {
  const { entries } = fleetSchema;
  const { base, ...words } = propertiesOf(policy);
  const name = isRecord(base) ? { enum: base['enum'] } : { type: 'string' };
  const own = [name, { $ref: POLICY }];
  const changes = { ...fieldsOf(words), policy: { anyOf: own } };
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
    policy: { anyOf: own, description: v.getDescription(entries.policy) },
    vary: { anyOf: vary, description: v.getDescription(entries.vary.wrapped) },
  };
}

/** Every field that can be varied: `lockAfter`, and within others `idle.limit`. */
function fieldsOf(words: JsonSchema): JsonSchema {
  const fields = Object.entries(words).flatMap(([word, schema]) => {
    const $ref = `${POLICY}/properties/${word}`;
    const inner = Object.keys(propertiesOf(schema)).map(
      (field) => [`${word}.${field}`, { $ref: `${$ref}/properties/${field}` }] as const,
    );
    return [[word, { $ref }] as const, ...inner];
  });
  return Object.fromEntries(fields);
}

function propertiesOf(schema: unknown): JsonSchema {
  const { properties } = isRecord(schema) ? schema : {};
  return isRecord(properties) ? properties : {};
}
