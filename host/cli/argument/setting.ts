import type { Scalar } from '@fobkit/bench';
import { InvalidArgumentError } from 'commander';

/** Reads `name=value`, one after the other, into what was read before. */
export function parseSetting(
  text: string,
  before: Readonly<Record<string, Scalar>> = {},
): Readonly<Record<string, Scalar>> {
  const [, name, value] = /^([a-z][a-z0-9-]*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('a parameter and its value, as percent=5');
  }
  return { ...before, [name]: scalarOf(value) };
}

/** What YAML would take it for. */
function scalarOf(text: string): Scalar {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?$/.test(text) ? Number(text) : text;
}
