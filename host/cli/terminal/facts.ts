/** A name and what is so; undefined leaves the line out. */
export type Fact = readonly [name: string, value: string | undefined];

/** Facts as lines, the values below each other. */
export function facts(rows: readonly Fact[]): string {
  const told = rows.filter((row): row is readonly [string, string] => row[1] !== undefined);
  const width = Math.max(0, ...told.map(([name]) => name.length));
  return told.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}
