import stringWidth from 'string-width';

/** A name and what is so; undefined leaves the line out. */
export type Fact = readonly [name: string, value: string | undefined];

/** Facts as lines, the values below each other: a kanji takes two columns. */
export function facts(rows: readonly Fact[]): string {
  const told = rows.filter((row): row is readonly [string, string] => row[1] !== undefined);
  const width = Math.max(0, ...told.map(([name]) => stringWidth(name)));
  const gap = (name: string): string => ' '.repeat(width - stringWidth(name) + 2);
  return told.map(([name, value]) => `${name}${gap(name)}${value}`).join('\n');
}
