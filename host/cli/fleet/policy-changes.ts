import type { PolicyFacts } from '@fobkit/fleet';

/** What a policy says of itself changes no rule. */
const ABOUT: ReadonlySet<string> = new Set(['base', 'name', 'title', 'source']);
/** They are changed word by word. */
const BY_WORD: ReadonlySet<string> = new Set(['idle', 'resync']);

/** What a policy of a fleet file changes of another one, word by word; nothing of one that is whole. */
export function policyChanges(told: unknown): Pick<PolicyFacts, 'base' | 'changes'> {
  if (!isRecord(told) || typeof told['base'] !== 'string') return {};
  const changes = Object.entries(told)
    .filter(([word]) => !ABOUT.has(word))
    .flatMap(([word, value]) =>
      BY_WORD.has(word) && isRecord(value)
        ? Object.entries(value).map(([inner, one]) => [`${word}.${inner}`, one] as const)
        : [[word, value] as const],
    )
    .map(([word, value]) => ({ word, value: valueText(value) }));
  return changes.length === 0 ? {} : { base: told['base'], changes };
}

/** As a file says it: `{ behind: 4, ahead: 2 }`. */
function valueText(value: unknown): string {
  if (!isRecord(value)) return String(value);
  const words = Object.entries(value).map(([word, inner]) => `${word}: ${valueText(inner)}`);
  return `{ ${words.join(', ')} }`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
