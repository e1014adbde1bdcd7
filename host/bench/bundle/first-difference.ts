/** Where two values of JSON differ first, in the order of the first one's fields. */
export interface ValueDifference {
  /** As `transcript.3.fields.code`. */
  readonly path: string;
  readonly was: unknown;
  readonly is: unknown;
}

/** Compares as deep as they go; a field that is not there and one that is undefined are the same. */
export function firstDifference(
  was: unknown,
  is: unknown,
  path: readonly string[] = [],
): ValueDifference | undefined {
  if (isMap(was) && isMap(is) && Array.isArray(was) === Array.isArray(is)) {
    for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
      const found = firstDifference(was[key], is[key], [...path, key]);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return Object.is(was, is) ? undefined : { path: path.join('.'), was, is };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
