import type { PathFault } from './fleet-nonsense.ts';
import { isRecord } from './is-record.ts';
import type { PolicyFault } from './variant-faults.ts';

/** More words than somebody forgets: he meant to change another policy. */
const FORGOTTEN = 2;

/** What is wrong with the file's own policy, where the file says it. */
export function policyFaults(
  policy: unknown,
  faultsOf: (policy: unknown) => readonly PolicyFault[],
): readonly PathFault[] {
  const path = ['policy'];
  if (isRecord(policy) && Object.hasOwn(policy, 'policy')) {
    const base = `base: ${typeof policy['policy'] === 'string' ? policy['policy'] : 'rfc4226'}`;
    const message = `policy: a policy that changes another says so by base; write ${base.slice(0, 60)}`;
    return [{ path: ['policy', 'policy'], message, atKey: true }];
  }
  const faults = faultsOf(policy);
  const missing = faults.filter((fault) => isMissing(fault));
  const lacksBase = isRecord(policy) && !Object.hasOwn(policy, 'base');
  if (!lacksBase || missing.length <= FORGOTTEN) return faults.map(placed);
  const words = missing.map((fault) => fault.path).join(', ');
  const message = `policy: say which policy it changes, as base: rfc4226; one without base says all, and ${words} are missing`;
  return [{ path, message }, ...faults.filter((fault) => !isMissing(fault)).map(placed)];
}

function isMissing({ message, path }: PolicyFault): boolean {
  return message === 'is missing' && !path.includes('.');
}

function placed({ path, message, atKey = false }: PolicyFault): PathFault {
  const isWhole = path === '' || path === 'policy';
  return {
    path: isWhole ? ['policy'] : ['policy', ...path.split('.')],
    message: isWhole ? `policy: ${message}` : `policy: ${path}: ${message}`,
    atKey,
  };
}
