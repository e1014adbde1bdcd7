import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What a report needs to be one file that reads nothing else. */
export interface PageParts {
  readonly styles: string;
  readonly script: string;
}

/** Styles and scripts of the page: the charts' first. */
export function pageParts(): PageParts {
  const charts = createRequire(import.meta.url);
  const read = (path: string): string => readFileSync(path, 'utf8');
  return {
    styles: `${read(charts.resolve('uplot/dist/uPlot.min.css'))}\n${read(ownPart('report.css'))}`,
    script: `${read(charts.resolve('uplot/dist/uPlot.iife.min.js'))}\n${read(ownPart('report.js'))}`,
  };
}

/** Beside this module in the sources; in a package, beside `dist`. */
function ownPart(name: string): string {
  const paths = ['./page/', '../../report/page/'].map((folder) =>
    fileURLToPath(new URL(`${folder}${name}`, import.meta.url)),
  );
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`no ${name} in ${paths.join(' or ')}`);
  return found;
}
