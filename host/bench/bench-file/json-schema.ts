import { toJsonSchema } from '@valibot/to-json-schema';
import { benchSchema } from './schema.ts';

/** The JSON Schema of bench files, as it is published in schema/bench.schema.json. */
export function benchJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...rest } = toJsonSchema(benchSchema, {
    typeMode: 'input',
    errorMode: 'ignore',
  });
  return {
    $schema,
    title: 'A bench of fobkit: its instruments and the fobs in its ports',
    ...rest,
  };
}
