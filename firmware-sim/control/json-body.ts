import type { Context } from 'hono';

/** The body of a request is no JSON text. */
export class NotJson extends Error {
  override readonly name = 'NotJson';
}

/** The body as JSON; an empty one is an empty object. @throws NotJson when it is neither. */
export async function readJson(context: Context): Promise<unknown> {
  const text = await context.req.text();
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NotJson('the body is not JSON', { cause: error });
  }
}
