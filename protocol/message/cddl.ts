import type { ErasedField } from './field-type.ts';
import type { MessageType } from './message.ts';

/** Prints a message as a CDDL rule (RFC 8610), one field a line. */
export function messageCddl(type: MessageType<unknown>): string {
  if (type.fields.length === 0) return `${type.name} = {\n  * uint => any,\n}`;
  const lines = type.fields.map(fieldCddl);
  return `${type.name} = {\n${lines.join('\n')}\n  * uint => any,\n}`;
}

function fieldCddl(field: ErasedField): string {
  const occurrence = field.required ? '' : '? ';
  const key = `  ${occurrence}${String(field.key)}: `;
  if (!field.type.cddl.includes('\n')) return `${key}${field.type.cddl}, ; ${field.name}`;
  return `${key}( ; ${field.name}\n    ${field.type.cddl}\n  ),`;
}
