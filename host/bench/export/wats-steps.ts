import type { RunRecord, StepRecord } from '../run/record.ts';
import { short, statusOf, type WatsStep } from './wats-model.ts';
import { stepMarks, stepProof } from './words.ts';

/** Steps that hold others. */
const SEQUENCES: ReadonlySet<string> = new Set(['group', 'repeat', 'power-cuts']);
/** Steps that find out whether something is so. */
const TESTS: ReadonlySet<string> = new Set(['expect', 'bank', 'ask']);

export interface StepTree {
  readonly steps: readonly WatsStep[];
  /** Id of the innermost step that failed first. */
  readonly culprit: number | undefined;
}

interface Node {
  readonly id: number;
  readonly record: StepRecord;
  readonly children: Node[];
}

/** The steps of a run as the tree that their depths tell. */
export function stepTree({ steps }: RunRecord, nextId: () => number): StepTree {
  const top: Node[] = [];
  const path: Node[] = [];
  for (const record of [...steps].sort((a, b) => a.number - b.number)) {
    const node: Node = { id: nextId(), record, children: [] };
    path.length = Math.min(path.length, record.depth);
    (path.at(-1)?.children ?? top).push(node);
    path.push(node);
  }
  const culprit = firstFailure(top);
  return { steps: top.map((node) => stepOf(node, culprit)), culprit };
}

function firstFailure(nodes: readonly Node[]): number | undefined {
  const failed = nodes.find(({ record }) => record.verdict === 'FAIL');
  return failed === undefined ? undefined : (firstFailure(failed.children) ?? failed.id);
}

function stepOf({ children, id, record }: Node, culprit: number | undefined): WatsStep {
  const { endUnixMs, startUnixMs, text, verdict } = record;
  const common = {
    id,
    group: 'M',
    name: short(text),
    status: statusOf(verdict),
    totTime: Math.max(0, endUnixMs - startUnixMs) / 1000,
    causedUUTFailure: id === culprit,
    reportText: reportOf(record),
  } as const;
  if (children.length > 0 || SEQUENCES.has(record.kind)) {
    const steps = children.map((child) => stepOf(child, culprit));
    const seqCall = { path: record.place.file, name: short(text), version: '-' };
    return { ...common, stepType: 'SequenceCall', steps, seqCall };
  }
  if (!TESTS.has(record.kind)) return { ...common, stepType: 'Action' };
  return { ...common, stepType: 'ET_PFT', booleanMeas: [{ name: null, status: common.status }] };
}

function reportOf(record: StepRecord): string {
  const { text } = record;
  const whole = short(text) === text ? '' : text;
  return [whole, ...stepMarks(record), stepProof(record)].filter((one) => one !== '').join('; ');
}
