import { type Candidate, placeOf } from '@fobkit/client';

/** The links of what is one device at one port. */
export interface PortLinks {
  readonly name: string;
  readonly links: readonly Candidate[];
}

/**
 * Sorts the links of one device id by the port that they go through. A device has one link of a
 * kind, so that two of a kind are two devices, one of them misnumbered.
 *
 * @param portOf The port of each link by URL, where it is known.
 */
export function groupLinks(
  links: readonly Candidate[],
  portOf: ReadonlyMap<string, string>,
): readonly PortLinks[] {
  const known = new Set(portOf.values());
  const [only] = known;
  const groups = new Map<string, Candidate[]>();
  const nth = new Map<string, number>();
  for (const link of links) {
    const kind = link.url.slice(0, link.url.indexOf(':'));
    const before = nth.get(kind) ?? 0;
    nth.set(kind, before + 1);
    const named = portOf.get(link.url) ?? (known.size === 1 && before === 0 ? only : undefined);
    const key = named ?? `#${String(before)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [link]);
    else group.push(link);
  }
  return [...groups].map(([key, group]) => ({
    name: key.startsWith('#') ? placeOf(group[0]?.url ?? key) : key,
    links: group,
  }));
}
