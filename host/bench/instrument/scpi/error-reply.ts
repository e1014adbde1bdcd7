export interface ScpiErrorReply {
  /** 0 is none; negative ones are of SCPI, positive ones of the maker. */
  readonly code: number;
  /** As it was told. */
  readonly text: string;
}

/**
 * The answer to `SYST:ERR?`. Its number counts, never its words: `0,"No error"`, `+0,"No error"`,
 * `0 No Error` and `0,"No error;ADR 06"` are all none. Undefined when it begins with no number.
 */
export function parseErrorReply(line: string): ScpiErrorReply | undefined {
  const match = /^\s*([+-]?\d{1,6})(?:[\s,;].*)?$/.exec(line);
  if (match === null) return undefined;
  return { code: Number(match[1]), text: line.trim().slice(0, 120) };
}
