import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiDocument } from '../../../../host/bank/api/api-routes.ts';
import { CONTRACT } from '../store/support.ts';
import { ApiHere } from './support/api-here.ts';
import { FOB, registered } from './support/asked.ts';

let here: ApiHere;

beforeEach(async () => {
  here = await ApiHere.open();
});

afterEach(() => here.close());

describe('the document', () => {
  const ajv = new Ajv2020({ strict: false });
  interface Operation {
    readonly operationId: string;
    readonly responses: Record<string, { content: Record<string, { schema: object }> }>;
  }
  const document = JSON.parse(JSON.stringify(apiDocument())) as {
    readonly openapi: string;
    readonly paths: Record<string, Record<string, Operation>>;
    readonly components: { readonly schemas: Record<string, object> };
  };

  it('is OpenAPI 3.1, and the one that is served', async () => {
    expect(document.openapi).toBe('3.1.0');
    expect(await (await here.ask('/openapi.json')).json()).toEqual(document);
  });

  it('names each operation once, and has schemas that are schemas', () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { responses } of operations) {
      for (const { content } of Object.values(responses)) {
        for (const { schema } of Object.values(content)) {
          if (!('$ref' in schema)) expect(ajv.validateSchema(schema)).toBe(true);
        }
      }
    }
  });

  it.each([
    ['/tokens', '/tokens'],
    ['/tokens/ending', '/tokens/ending?withinDays=3650'],
    ['/tokens/{serial}', `/tokens/${FOB}`],
    ['/contracts', '/contracts'],
    ['/contracts', '/contracts?most=1'],
    ['/contracts/{contractId}', `/contracts/${CONTRACT}`],
    ['/events', '/events'],
    ['/health', '/health'],
  ])('tells what %s answers', async (path, asked) => {
    await registered(here);
    const schema =
      document.paths[`/api/v1${path}`]?.['get']?.responses['200']?.content['application/json']
        ?.schema;
    const answer: unknown = await (await here.get('auditor', asked)).json();
    const validate = ajv.compile(schema ?? false);
    expect({ ok: validate(answer), errors: validate.errors }).toEqual({ ok: true, errors: null });
  });

  it('tells what a problem is', async () => {
    const validate = ajv.compile(document.components.schemas['Problem'] ?? false);
    for (const response of [
      await here.ask('/contracts'),
      await here.post('verifier', '/verify', {}),
      await here.ask('/nowhere'),
    ]) {
      expect(validate(await response.json())).toBe(true);
    }
  });
});
