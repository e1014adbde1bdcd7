import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { controlActions, openApiDocument } from '@fobkit/firmware-sim/control';

const operation = v.looseObject({
  requestBody: v.optional(
    v.looseObject({
      content: v.looseObject({
        'application/json': v.looseObject({
          schema: v.looseObject({ properties: v.optional(v.record(v.string(), v.unknown())) }),
        }),
      }),
    }),
  ),
});
const document = v.parse(
  v.looseObject({
    openapi: v.string(),
    paths: v.record(v.string(), v.looseObject({ post: v.optional(operation) })),
  }),
  JSON.parse(JSON.stringify(openApiDocument())),
);

function openPost(path: string): Record<string, unknown> | undefined {
  return document.paths[path]?.post;
}

describe('the OpenAPI document', () => {
  it('is of version 3.1', () => {
    expect(document.openapi).toBe('3.1.0');
  });

  it.each(Object.keys(controlActions))('names the action %s', (name) => {
    expect(document.paths[`/v1/fobs/{id}/${name}`]?.post).toBeDefined();
  });

  it.each([
    ['cell', true],
    ['advance', true],
    ['press', false],
    ['release', false],
  ])('says of %s whether it wants a body: %s', (name, required) => {
    const post = openPost(`/v1/fobs/{id}/${name}`);
    expect(post?.['requestBody']).toMatchObject({ required });
  });

  it('leaves the dialect of its schemas to OpenAPI 3.1', () => {
    expect(JSON.stringify(openApiDocument())).not.toContain('$schema');
  });

  it('tells the fields of an action from the schema that checks them', () => {
    const body = document.paths['/v1/fobs/{id}/cell']?.post?.requestBody;
    const { properties } = body?.content['application/json'].schema ?? {};
    expect(Object.keys(properties ?? {})).toEqual(['present', 'fresh']);
  });
});
