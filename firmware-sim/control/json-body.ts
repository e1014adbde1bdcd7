import type { Context } from 'hono';

/** The body of a request is no JSON object. */
export class NotJson extends Error {
  override readonly name = 'NotJson';
}

/** The body as a JSON object; an empty one is an empty object. @throws NotJson when it is neither. */
export async function readJson(context: Context): Promise<object> {
  const text = await context.req.text();
  if (text.trim() === '') return {};
  const json = parse(text);
  // An array passes for an object where no field is wanted.
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  throw new NotJson('the body is no JSON object');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NotJson('the body is not JSON', { cause: error });
  }
}
