import * as v from 'valibot';
import type { Line } from './record-lines.ts';

/** A line of a file that holds nothing that can be used. */
export interface DamagedLine {
  /** Counts from 1. */
  readonly line: number;
  readonly why: string;
}

/** What a line of JSON holds; `what` names it where it holds another thing: `record of a run`. */
export function storedLine<T>(
  { number, text, whole }: Line,
  schema: v.GenericSchema<unknown, T>,
  what: string,
): { readonly value: T } | DamagedLine {
  const told = (why: string): DamagedLine => ({
    line: number,
    why: whole ? why : `its writing was cut off, or it is too long: ${why}`,
  });
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return told('no JSON');
  }
  const result = v.safeParse(schema, data);
  if (result.success) return { value: result.output };
  const [issue] = result.issues;
  return told(`no ${what}: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
}
