/** What was most likely meant and what is possible, for the end of a message. */
export function suggestion(given: string, names: readonly string[]): string {
  const nearest = nearestOf(given, names);
  if (nearest !== undefined) return `did you mean ${nearest}?`;
  return names.length === 0 ? 'there is none' : `possible: ${names.join(', ')}`;
}

/** The name that was most likely meant; undefined when none is near. */
export function nearestOf(given: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, distance: distanceOf(given.slice(0, 40), name) }))
    .sort((a, b) => a.distance - b.distance);
  const [first] = ranked;
  return first !== undefined && first.distance <= Math.max(1, first.name.length / 3)
    ? first.name
    : undefined;
}

/** How many letters must be put in, taken out or changed. */
function distanceOf(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const change = (row[j] ?? 0) + (from[i] === to[j] ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
