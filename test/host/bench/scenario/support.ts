import { readScenarios, type Scenario, type ScenarioEnv, ScenarioError } from '@fobkit/bench';
import type { FaultData } from '@fobkit/client';
import { Cursor, ProblemList } from '../../../../host/bench/scenario/read/cursor.ts';
import type { Shape } from '../../../../host/bench/scenario/read/shape.ts';
import { parseTree } from '../../../../host/bench/scenario/read/yaml-tree.ts';

const types = {
  'shinkin-hardware': { mode: 'totp', label: 'SKTH00000017' },
  generic: { mode: 'totp', label: 'FB000001' },
  'hotp-button': { mode: 'hotp', label: 'HB-0099' },
} as const;

/** Three fob types; a fault is any words that begin with a known kind. */
export const env: ScenarioEnv = {
  profileNames: Object.keys(types),
  profile(name) {
    const type = Object.entries(types).find(([key]) => key === name)?.[1];
    if (type === undefined) return undefined;
    const { mode, label } = type;
    return {
      name,
      serialLabel: label,
      preset: { mode, algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
    };
  },
  fault(words: string | FaultData) {
    const kind = typeof words === 'string' ? words.split(' ')[0] : words['kind'];
    if (kind === 'lcd.segment' || kind === 'battery.brownout') {
      return { fault: { kind }, text: typeof words === 'string' ? words : kind };
    }
    throw new Error(`no fault is called ${String(kind)}; did you mean lcd.segment?`);
  },
};

/** The runs of a file. */
export function read(text: string, set?: Readonly<Record<string, string>>): readonly Scenario[] {
  return readScenarios({ text, file: 'f.yaml' }, env, set === undefined ? {} : { set });
}

/** The one run of steps that are written under a usual head, each on lines of its own from line 4. */
export function withSteps(...steps: readonly string[]): string {
  return [
    'scenario: a',
    'profile: generic',
    'steps:',
    ...steps.map((step) => `  - ${step}`),
    '',
  ].join('\n');
}

export function stepsOf(...steps: readonly string[]): Scenario['steps'] {
  return read(withSteps(...steps))[0]?.steps ?? [];
}

/** What is told of a file that is wrong, one line a problem; empty when it is right. */
export function problems(text: string, set?: Readonly<Record<string, string>>): readonly string[] {
  try {
    read(text, set);
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.split('\n');
    throw error;
  }
}

/** What a shape makes of a piece of YAML, or what it tells. */
export function readShape<T>(shape: Shape<T>, yaml: string): T | readonly string[] {
  const list = new ProblemList();
  const parameters = new Map([['p', { value: 5, text: '5' }]]);
  const context = {
    env,
    text: yaml,
    parameters,
    problems: list,
    faultNames: [],
    fobNames: [],
    readBefore: new WeakMap(),
  };
  const value = shape.read(new Cursor(parseTree(yaml, 'f'), 'x', context));
  const told = list.inOrder().map(({ message }) => message);
  return value === null || told.length > 0 ? told : value;
}
