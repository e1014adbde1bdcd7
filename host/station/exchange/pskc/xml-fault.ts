/** Text that is no XML as we take it: where, and why. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;

  constructor(line: number, column: number, message: string) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

/** The fault at a place in a text, counted in UTF-16 units. */
export function faultAt(text: string, offset: number, message: string): XmlFault {
  const before = text.slice(0, offset);
  const lines = before.split(/\r\n|\r|\n/);
  return new XmlFault(lines.length, (lines.at(-1)?.length ?? 0) + 1, message);
}
