import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Assets } from '../web/assets.ts';

// Scripts are what tsc made of `browser/`; the rest lies in the sources.
const isBuilt = import.meta.url.endsWith('.js');
const scripts = fileURLToPath(
  new URL(isBuilt ? './browser/' : '../dist/pages/browser/', import.meta.url),
);
const files = fileURLToPath(
  new URL(isBuilt ? '../../pages/static/' : './static/', import.meta.url),
);

/** The files of the pages, for the web's base to serve. Throws where the project was not built. */
export function pageAssets(): Assets {
  return new Assets([
    {
      name: 'bank.css',
      type: 'text/css; charset=utf-8',
      content: readFileSync(`${files}bank.css`),
    },
    { name: 'bank.svg', type: 'image/svg+xml', content: readFileSync(`${files}bank.svg`) },
    ...['software-keyboard.js', 'event-list.js', 'print-button.js'].map((name) => ({
      name,
      type: 'text/javascript; charset=utf-8',
      content: readFileSync(`${scripts}${name}`),
    })),
  ]);
}
