import { fieldsSchema } from './read/fields.ts';
import { type JsonSchema, PARAMETER_SCHEMA } from './read/json-schema.ts';
import { fileWords } from './word/file-words.ts';
import { stepDefinitions } from './word/step-words.ts';

/** JSON Schema (draft 2020-12) of a scenario file, from the tables that the reader reads by. */
export function scenarioSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'fobkit scenario',
    description: 'What is done to a fob, what is expected of it, and how it begins.',
    ...fieldsSchema(fileWords),
    anyOf: [
      { required: ['profile'] },
      { properties: { matrix: { type: 'object', required: ['profile'] } }, required: ['matrix'] },
      {
        properties: { parameters: { type: 'object', required: ['profile'] } },
        required: ['parameters'],
      },
    ],
    $defs: { parameter: PARAMETER_SCHEMA, ...stepDefinitions },
  };
}
