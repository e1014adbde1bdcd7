import type { PolicyVariant } from '../fleet-plan.ts';
import { isRecord } from './is-record.ts';

type Changes = readonly (readonly [field: string, value: unknown])[];

/** What a policy of a comparison changes, as `4 steps behind, 2 ahead; lock after 3`. */
export function variantName(changes: Changes): PolicyVariant['name'] {
  return changes.map(([field, value]) => changeText(field, value)).join('; ');
}

function changeText(field: string, value: unknown): string {
  if (field === 'policy') return isRecord(value) ? nameOf(value) : String(value);
  if (field === 'normal') return windowText(value);
  if (field === 'lockAfter') return value === 'never' ? 'no lock' : `lock after ${String(value)}`;
  if (field === 'followsDrift') return value === true ? 'follows the drift' : 'ignores the drift';
  const name = wordsOf(field);
  if (isWindow(value)) return `${name} ${windowText(value)}`;
  return isRecord(value) ? `${name}: ${fieldsText(value)}` : `${name} ${String(value)}`;
}

function fieldsText(value: Readonly<Record<string, unknown>>): string {
  return Object.entries(value)
    .map(([field, one]) => `${wordsOf(field)} ${isRecord(one) ? fieldsText(one) : String(one)}`)
    .join(', ');
}

function windowText(value: unknown): string {
  const { behind, ahead } = isWindow(value) ? value : { behind: value, ahead: value };
  return `${String(behind)} ${behind === 1 ? 'step' : 'steps'} behind, ${String(ahead)} ahead`;
}

function isWindow(value: unknown): value is Readonly<Record<'ahead' | 'behind', unknown>> {
  return isRecord(value) && 'behind' in value && 'ahead' in value;
}

/** `resync.byHand` as `resync by hand`. */
function wordsOf(field: string): string {
  return field.replace('.', ' ').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function nameOf({ name, base }: Readonly<Record<string, unknown>>): string {
  return [name, base].find((one) => typeof one === 'string') ?? 'policy';
}
