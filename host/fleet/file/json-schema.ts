import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { fleetSchema } from './fleet-schema.ts';

/** The JSON Schema of fleet files, as it is published in schema/fleet.schema.json. */
export function fleetJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...rest } = toJsonSchema(fleetSchema, {
    typeMode: 'input',
    errorMode: 'ignore',
    overrideSchema: ({ jsonSchema, valibotSchema }) => {
      // What is said of a quantity stands behind its transformation, where the library stops.
      const description = v.getDescription(valibotSchema);
      const items = valibotSchema.type === 'tuple' ? { minItems: 2, maxItems: 2 } : {};
      return { ...jsonSchema, ...items, ...(description === undefined ? {} : { description }) };
    },
  });
  return { $schema, title: 'A fleet of fobs, and the bank that judges their codes', ...rest };
}
