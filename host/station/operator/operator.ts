/**
 * `operator` works at a station; `supervisor` also plans lots, takes seeds in and out, and says who
 * works here.
 */
export type OperatorRole = 'operator' | 'supervisor';

/** What somebody may be asked to be allowed to. */
export type OperatorRight =
  | 'run'
  | 'reprint'
  | 'scrap'
  | 'rework'
  | 'qualify'
  | 'lot'
  | 'import'
  | 'export'
  | 'purge'
  | 'operators'
  | 'custody';

export interface Operator {
  readonly name: string;
  readonly role: OperatorRole;
  readonly createdUnixMs: number;
  readonly createdBy: string;
  /** When the operator was let work no more. */
  readonly disabledUnixMs?: number;
}

const OF_OPERATORS: ReadonlySet<OperatorRight> = new Set<OperatorRight>([
  'run',
  'reprint',
  'scrap',
  'rework',
  'qualify',
]);

/** Supervisors may all. */
export function mayDo(role: OperatorRole, right: OperatorRight): boolean {
  return role === 'supervisor' || OF_OPERATORS.has(right);
}
