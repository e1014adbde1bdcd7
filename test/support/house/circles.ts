import { posix } from 'node:path';
import { production, type Check } from './paths.ts';
import type { Source } from './scan.ts';

/** Files that import each other in a loop, each loop told once, from its first file on. */
export const importCircles: Check = (sources) => {
  const files = new Map(production(sources).map((source) => [source.path, targetsOf(source)]));
  const done = new Set<string>();
  const circles = new Set<string>();
  const walk = (path: string, above: readonly string[]): void => {
    const at = above.indexOf(path);
    if (at >= 0) circles.add(told(above.slice(at)));
    if (at >= 0 || done.has(path)) return;
    for (const target of files.get(path) ?? []) walk(target, [...above, path]);
    done.add(path);
  };
  for (const path of files.keys()) walk(path, []);
  return [...circles];
};

/** What is loaded when it is called for, and what is only named by URL, ties nothing. */
function targetsOf({ modules, path }: Source): readonly string[] {
  return modules
    .filter(({ how, specifier }) => specifier.startsWith('.') && how !== 'url' && how !== 'dynamic')
    .map(({ specifier }) => posix.join(posix.dirname(path), specifier));
}

function told(circle: readonly string[]): string {
  const [first = ''] = [...circle].sort();
  const from = circle.indexOf(first);
  const turned = [...circle.slice(from), ...circle.slice(0, from), first];
  return `${first}:1  imports itself in a circle: ${turned.join(' -> ')}`;
}
