import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { problemAnswer } from './answers.ts';
import type { Route } from './route.ts';

const VERSION = '1.0.0';
const PROBLEM = { $ref: '#/components/schemas/Problem' };

/** The OpenAPI 3.1 document of the routes: what their schemas check and answer. `server`: before their paths. */
export function openApiOf(routes: readonly Route[], server = '/'): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    paths[`/api${route.path}`] = {
      ...paths[`/api${route.path}`],
      [route.method]: operation(route),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'The bank of fobkit',
      version: VERSION,
      description: 'Verification of codes and the desk of the bank, for programs.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: server }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: schemaOf(problemAnswer) },
    },
  };
}

function operation(route: Route): object {
  const { id, summary, roles, body, status = 200, answer, isStream = false } = route;
  const type = isStream ? 'text/event-stream' : 'application/json';
  const may = roles.length === 0 ? '' : ` Roles: ${roles.join(', ')}.`;
  const schema = isStream ? { type: 'string' } : schemaOf(answer);
  return {
    operationId: id,
    summary,
    description: `${summary}${may}`,
    security: roles.length === 0 ? [] : [{ token: [] }],
    parameters: parametersOf(route),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(body) } },
          },
        }),
    responses: {
      [String(status)]: { description: 'Done.', content: { [type]: { schema } } },
      default: {
        description: 'Refused: the sentence of the bank in both languages.',
        content: { 'application/problem+json': { schema: PROBLEM } },
      },
    },
  };
}

function parametersOf({ path, query, isStream = false }: Route): readonly object[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', maxLength: 64 },
  }));
  const inQuery = Object.entries(query?.entries ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: schemaOf(schema),
  }));
  const header = { name: 'Last-Event-ID', in: 'header', schema: { type: 'string' } };
  return [...inPath, ...inQuery, ...(isStream ? [header] : [])];
}

function schemaOf(schema: v.GenericSchema): object {
  const { $schema: _, ...bare } = toJsonSchema(schema, {
    errorMode: 'ignore',
    typeMode: 'input',
    target: 'draft-2020-12',
  });
  return bare;
}
