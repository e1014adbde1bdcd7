import { parse, type ParseError } from 'jsonc-parser';

/**
 * Where a text is no longer JSON, as `line 1, column 2`; never what stands there, which may be a
 * secret, and which the engine's own messages quote. Undefined where that is not to be found.
 */
export function jsonPlace(text: string): string | undefined {
  const faults: ParseError[] = [];
  try {
    parse(text, faults, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    // It goes down a level for each bracket.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  const [first] = faults;
  if (first === undefined) return undefined;
  const before = text.slice(0, first.offset).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return `line ${before.length}, column ${column}`;
}
