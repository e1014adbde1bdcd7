import type { ExchangeFault } from '../exchange-error.ts';
import { nameFault, serialFault } from '../front/token-checks.ts';
import type { TokenRecord } from '../token-record.ts';

/** What a field of a row may hold besides what all of them may. */
export interface CellRules {
  /** Characters that end a field, where quotes do not help. */
  readonly separators: string;
}

/** Why each text cannot stand in its field as it is, so that the token is refused. */
export function cellFaults(
  token: TokenRecord,
  texts: Readonly<Record<string, string | undefined>>,
  rules: CellRules,
): ExchangeFault[] {
  return Object.entries(texts).flatMap(([field, text]) => {
    const message = text === undefined ? undefined : cellFault(field, text, rules);
    return message === undefined ? [] : [{ serial: token.serial, field, message }];
  });
}

function cellFault(field: string, text: string, { separators }: CellRules): string | undefined {
  if (text === '') return 'empty';
  const name = field === 'serial' ? serialFault(text) : nameFault(text);
  if (name !== undefined) return name;
  if (text !== text.trim()) return 'has blanks around it, which readers cut off';
  const separator = [...separators].find((character) => text.includes(character));
  if (separator !== undefined) return `has a "${separator}", which ends the field`;
  return undefined;
}
