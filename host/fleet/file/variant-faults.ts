import type { PathFault } from './fleet-nonsense.ts';
import type { PlacedVariant, VariedField } from './variants.ts';

/** What the bank has against a policy. */
export interface PolicyFault {
  /** `idle.limit.behind`. */
  readonly path: string;
  readonly message: string;
  /** The word itself is at fault, not what it says. */
  readonly atKey?: boolean;
}

/**
 * What is wrong with the policies that a file varies, each cause once, where it stands: a word at its
 * key, a value at the value, and what the file's own policy has wrong not at all.
 */
export function variantFaults(
  variants: readonly PlacedVariant[],
  own: readonly PolicyFault[],
  policyFaults: (policy: unknown) => readonly PolicyFault[],
): readonly PathFault[] {
  const ofOwn = new Set(own.map(({ path }) => path));
  const found = new Map<string, PathFault>();
  for (const variant of variants) {
    for (const fault of policyFaults(variant.policy)) {
      const varied = variant.changes.find(({ field }) => isWithin(fault.path, field));
      if (varied === undefined && ofOwn.has(fault.path)) continue;
      const told = placed(variant, fault, varied);
      const cause = varied === undefined ? [fault.path, fault.message] : [told.path, fault.path];
      const key = JSON.stringify(cause);
      if (!found.has(key)) found.set(key, told);
    }
  }
  return [...found.values()];
}

function placed(
  { name, changes }: PlacedVariant,
  { path, message, atKey }: PolicyFault,
  varied: VariedField | undefined,
): PathFault {
  if (atKey === true && varied?.field === path) {
    return { path: varied.key, message: `${path} ${message}`, atKey };
  }
  const place = (varied ?? changes[0])?.place ?? ['vary'];
  return { path: place, message: `${name}: ${path}: ${message}` };
}

/** Whether a fault lies in a field that is varied: `normal.behind` in `normal`. */
function isWithin(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`);
}
