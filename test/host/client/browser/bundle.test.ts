import { type Context, createContext, runInContext } from 'node:vm';
import { fileURLToPath } from 'node:url';
import { build, defaultClientConditions, type Rolldown } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';

const entry = fileURLToPath(new URL('../support/page.ts', import.meta.url));

let chunk: Rolldown.OutputChunk;
beforeAll(async () => {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['fobkit-source', ...defaultClientConditions] },
    build: {
      write: false,
      minify: false,
      lib: { entry, formats: ['es'], fileName: 'page' },
    },
  });
  if ('on' in result) throw new Error('one build is expected, not a watch');
  const [bundle] = [result].flat();
  const [only, ...others] = bundle?.output ?? [];
  if (only?.type !== 'chunk' || others.length > 0) throw new Error('one chunk is expected');
  chunk = only;
});

/** What the client may use of a page; nothing of Node is among it. */
function pageGlobals(): Context {
  const names = { performance, crypto, setTimeout, clearTimeout, EventTarget, AbortSignal };
  return createContext({ ...names, AbortController, DOMException, navigator: {} });
}

describe('the client bundled for a browser', () => {
  it('needs nothing from outside', () => {
    expect([...chunk.imports, ...chunk.dynamicImports]).toEqual([]);
  });

  it('has no module of Node, nor what a bundler puts in the place of one', () => {
    const stray = chunk.moduleIds.filter((id) => /browser-external|^node:|\\0node/.test(id));
    expect(stray).toEqual([]);
    expect(chunk.code).not.toMatch(/['"]node:/);
  });

  it('runs where there is no Node', async () => {
    const page = pageGlobals();
    // The bundle is a module without imports and exports, so a script can hold it.
    runInContext(chunk.code, page);
    const found: unknown = await runInContext(
      `(async () => {
        const { client, browser } = page;
        const fobs = await browser.grantedFobs();
        const refused = await browser.requestHidFob().catch((error) => error.name);
        const bytes = browser.browserEnv.randomBytes(8).length;
        return [fobs.length, refused, bytes, typeof client.FobDevice.connect].join(' ');
      })()`,
      page,
    );
    expect(found).toBe('0 UsageError 8 function');
  });
});
