import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { controlActions } from './actions.ts';
import { faultBody } from './fault-routes.ts';

const secured = [{ token: [] }];

const fobId = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'Device id, 16 hexadecimal digits.',
  schema: { type: 'string', pattern: '^[0-9a-f]{16}$' },
};

const errors = {
  '400': { description: 'The input is wrong: the message names the field.' },
  '401': { description: 'The token is missing or wrong.' },
  '403': { description: 'Asked by a foreign name or page.' },
  '404': { description: 'No such fob.' },
};

function get(summary: string, parameters: readonly object[] = [], type = 'application/json') {
  return {
    get: {
      summary,
      security: secured,
      parameters,
      responses: { '200': { description: 'ok', content: { [type]: {} } }, ...errors },
    },
  };
}

function bodyOf(schema: v.GenericSchema): object {
  const json = toJsonSchema(schema, {
    errorMode: 'ignore',
    typeMode: 'input',
    target: 'draft-2020-12',
  });
  // OpenAPI 3.1 speaks this dialect by itself.
  const { $schema: _, ...bare } = json;
  // An action without fields may come without a body; faults are a choice, which has none itself.
  const required = (json.required ?? []).length > 0 || json.anyOf !== undefined;
  return { required, content: { 'application/json': { schema: bare } } };
}

function post(summary: string, parameters: readonly object[], schema?: v.GenericSchema) {
  return {
    post: {
      summary,
      security: secured,
      parameters,
      ...(schema === undefined ? {} : { requestBody: bodyOf(schema) }),
      responses: {
        '200': { description: 'Done: the fob as it then is.', content: { 'application/json': {} } },
        ...errors,
      },
    },
  };
}

function query(name: string, description: string, values?: readonly string[]) {
  const schema = values === undefined ? { type: 'string' } : { type: 'string', enum: values };
  return { name, in: 'query', description, schema };
}

/** The control channel as an OpenAPI 3.1 document, from the schemas that check its input. */
export function openApiDocument(): object {
  const actions: Record<string, object> = {};
  for (const [name, { summary, schema }] of Object.entries(controlActions)) {
    actions[`/v1/fobs/{id}/${name}`] = post(summary, [fobId], schema);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'fobkit control channel',
      version: '1',
      description: 'What a hand can do to an emulated fob. Served on loopback.',
    },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths: {
      '/health': { get: { summary: 'Who is here.', responses: { '200': { description: 'ok' } } } },
      '/v1/fobs': get('All fobs of this process.'),
      '/v1/fobs/{id}': get('One fob.', [fobId]),
      ...actions,
      '/v1/fobs/{id}/lcd': get('What an eye sees of the fob.', [
        fobId,
        query('format', 'json (default), text, svg or png', ['json', 'text', 'svg', 'png']),
        query('side', 'The code is in front, the serial label behind.', ['front', 'back']),
        query('width', 'Width of a png in pixels, 64 to 4096.'),
      ]),
      '/v1/faults': get('Every kind of fault there is.'),
      '/v1/fobs/{id}/faults': {
        ...get('The faults of a fob and their evidence.', [fobId]),
        ...post('Arm a fault.', [fobId], faultBody),
        delete: {
          summary: 'Clear all faults.',
          security: secured,
          parameters: [fobId],
          responses: { '200': { description: 'ok' }, ...errors },
        },
      },
      '/v1/fobs/{id}/faults/{fault}': {
        delete: {
          summary: 'Clear one fault.',
          security: secured,
          parameters: [
            fobId,
            { name: 'fault', in: 'path', required: true, schema: { type: 'string' } },
          ],
          responses: { '200': { description: 'ok' }, ...errors },
        },
      },
      '/v1/fobs/{id}/snapshot': get('The whole state of a test fob.', [fobId]),
      '/v1/fobs/{id}/restore': post('Put the fob of a snapshot in its place.', [fobId]),
      '/v1/events': get(
        'What happens to the fobs, as server-sent events.',
        [query('fob', 'Only the events of this fob.')],
        'text/event-stream',
      ),
      '/v1/shutdown': post('End this process and its fobs.', []),
    },
  };
}
