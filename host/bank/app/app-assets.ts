import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One file of the app, as it is served. */
export interface AppAsset {
  /** Relative to the app's root, with `/`. */
  readonly path: string;
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface AppAssets {
  /** Changes whenever a file does: the name of the phone's cache. */
  readonly version: string;
  readonly files: ReadonlyMap<string, AppAsset>;
  readonly worker: AppAsset;
}

/** The page; every address in it is relative. */
export const APP_PAGE = 'token';

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  webmanifest: 'application/manifest+json',
};

// Scripts are what tsc made of `phone/`, `shared/` and `worker/`; the rest lies in the sources.
const isBuilt = import.meta.url.endsWith('.js');
const scripts = fileURLToPath(new URL(isBuilt ? './' : '../dist/app/', import.meta.url));
const pages = fileURLToPath(new URL(isBuilt ? '../../app/static/' : './static/', import.meta.url));

/** Reads the app's files. Throws where the project has not been built. */
export function readAppAssets(): AppAssets {
  const worker = `${scripts}worker/service-worker.js`;
  if (!existsSync(worker)) throw new Error(`${worker} is missing: run npm run build`);
  const files = [
    ...readdirSync(pages).map((name) =>
      asset(name === 'token.html' ? APP_PAGE : name, `${pages}${name}`),
    ),
    ...['phone', 'shared'].flatMap((folder) =>
      readdirSync(`${scripts}${folder}`)
        .filter((name) => name.endsWith('.js'))
        .map((name) => asset(`${folder}/${name}`, `${scripts}${folder}/${name}`)),
    ),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const code = readFileSync(worker, 'utf8');
  const version = versionOf([...files.map(({ body }) => body), Buffer.from(code)]);
  const paths = files.map(({ path }) => path);
  const told = `const APP_ASSETS = ${JSON.stringify({ version, page: APP_PAGE, paths })};\n`;
  return {
    version,
    files: new Map(files.map((file) => [file.path, file])),
    worker: {
      path: 'sw.js',
      type: TYPES['js'] ?? '',
      body: Uint8Array.from(Buffer.from(told + code)),
    },
  };
}

function asset(path: string, file: string): AppAsset {
  const type = TYPES[file.slice(file.lastIndexOf('.') + 1)];
  if (type === undefined) throw new Error(`${file}: the app serves no such kind of file`);
  return { path, type, body: Uint8Array.from(readFileSync(file)) };
}

function versionOf(bodies: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const body of bodies) hash.update(`${String(body.length)}\n`).update(body);
  return hash.digest('hex').slice(0, 16);
}
