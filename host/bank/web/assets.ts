import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';

export interface Asset {
  /** `style.css`: one dot, letters, digits, hyphens. */
  readonly name: string;
  /** `text/css; charset=utf-8`. */
  readonly type: string;
  readonly content: string | Uint8Array;
}

const FOREVER = 'public, max-age=31536000, immutable';

/** Static files under names that hold their hash: kept forever, and never the old one after a change. */
export class Assets {
  readonly #urls = new Map<string, string>();
  readonly #files = new Map<
    string,
    { readonly type: string; readonly body: Uint8Array<ArrayBuffer> }
  >();

  constructor(assets: readonly Asset[], prefix = '/assets') {
    for (const { name, type, content } of assets) {
      const body = Uint8Array.from(Buffer.from(content));
      const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
      const url = `${prefix}/${name.replace(/(?=\.[^.]*$)/, `.${hash}`)}`;
      this.#urls.set(name, url);
      this.#files.set(url, { type, body });
    }
  }

  /** Where the file is. @throws Error for a file that is none: the page is at fault. */
  url(name: string): string {
    const url = this.#urls.get(name);
    if (url === undefined) throw new Error(`there is no asset ${name}`);
    return url;
  }

  /** Answers for every file; other paths go on. */
  readonly serve: MiddlewareHandler = async (context, next) => {
    const file = this.#files.get(context.req.path);
    if (file === undefined || (context.req.method !== 'GET' && context.req.method !== 'HEAD')) {
      await next();
      return undefined;
    }
    return context.body(file.body, 200, { 'Content-Type': file.type, 'Cache-Control': FOREVER });
  };
}
