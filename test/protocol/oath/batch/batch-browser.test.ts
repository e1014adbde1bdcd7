import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type BatchEngine,
  readableBatchEngine,
} from '../../../../protocol/oath/batch/batch-engine.ts';
import { chromiumReason, withoutChromium } from '../../../support/chromium.ts';

const DIST = join(import.meta.dirname, '../../../../protocol/dist');
const ORIGIN = 'https://fobkit.test';

/** 1,000 codes and 100 verifications. The page is given its text, so it may use nothing around it. */
function work(engine: BatchEngine): number[] {
  const found: number[] = [];
  for (const [algorithm, items] of [
    ['SHA1', 400],
    ['SHA256', 300],
    ['SHA512', 300],
  ] as const) {
    const keys = engine.keys(algorithm, 25);
    for (let i = 0; i < 25; i++) keys.set(i, new Uint8Array(i * 6).fill(i + 1));
    const indices = Uint32Array.from({ length: items }, (_, i) => (i * i) % 25);
    const counters = Float64Array.from({ length: items }, (_, i) => i * 0x1_0000_0f01);
    const values = new Int32Array(items);
    keys.codes(indices, counters, values, 6);
    const few = items / 10;
    const windows = {
      middle: counters.slice(0, few).map((counter, i) => counter + (i % 5)),
      behind: new Int32Array(few).fill(3),
      ahead: new Int32Array(few).fill(3),
      values: values.slice(0, few),
    };
    const offsets = new Int32Array(few);
    keys.verify(indices.slice(0, few), windows, offsets, 6);
    found.push(...values, ...offsets);
  }
  return found;
}

let browser: Browser | undefined;
beforeAll(async () => {
  if (withoutChromium) return;
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
});
afterAll(() => browser?.close());

/** The kind of the fastest engine in a page under that policy, and what it computes. */
async function inPage(policy: string): Promise<unknown> {
  if (browser === undefined) throw new Error('no browser');
  const page = await browser.newPage();
  try {
    await page.route(`${ORIGIN}/**`, (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === '/') {
        const headers = { 'Content-Security-Policy': policy };
        return route.fulfill({ contentType: 'text/html', headers, body: '' });
      }
      const body = readFileSync(join(DIST, pathname), 'utf8');
      return route.fulfill({ contentType: 'text/javascript', body });
    });
    await page.goto(ORIGIN);
    return await page.evaluate(`(async () => {
      const { makeBatchEngine } = await import('${ORIGIN}/oath/batch/batch-engine.js');
      const engine = makeBatchEngine();
      return { kind: engine.kind, found: (${work.toString()})(engine) };
    })()`);
  } finally {
    await page.close();
  }
}

describe.skipIf(withoutChromium)(`the built engine in Chromium${chromiumReason}`, () => {
  const found = work(readableBatchEngine());

  it('is WebAssembly SIMD, and computes what the readable one does on Node', async () => {
    expect(await inPage("script-src 'self' 'wasm-unsafe-eval'")).toEqual({ kind: 'simd', found });
  });

  it('is the readable one where the policy of the page forbids WebAssembly', async () => {
    expect(await inPage("script-src 'self'")).toEqual({ kind: 'readable', found });
  });
});
