import type { Scenario, ScenarioFault, Step } from '../../scenario/model.ts';
import type { CampaignSpace } from '../space.ts';
import { simplerNumbers } from './simpler-steps.ts';

/** Without one of its faults, armed at the start in place of by a step, in simpler words. */
export function* simplerFaults(
  scenario: Scenario,
  parse: CampaignSpace['fault'],
): Generator<Scenario> {
  for (const name of scenario.faults.keys()) yield withoutFault(scenario, name);
  for (const [name, fault] of scenario.faults) {
    if (fault.armedByStep) {
      yield put(withoutArming(scenario, name), { ...fault, armedByStep: false });
    }
    for (const words of simplerWords(fault.text)) {
      const simpler = tryParse(words, parse);
      if (simpler !== undefined) yield put(scenario, { ...fault, ...simpler });
    }
  }
}

function withoutFault(scenario: Scenario, name: string): Scenario {
  const faults = new Map([...scenario.faults].filter(([it]) => it !== name));
  return { ...withoutArming(scenario, name), faults };
}

function withoutArming(scenario: Scenario, name: string): Scenario {
  return { ...scenario, steps: stepsWithout(scenario.steps, name) };
}

function stepsWithout(steps: readonly Step[], name: string): readonly Step[] {
  return steps
    .filter((step) => !((step.kind === 'arm' || step.kind === 'clear') && step.fault === name))
    .map((step) => {
      if (step.kind === 'repeat') return { ...step, steps: stepsWithout(step.steps, name) };
      return step;
    });
}

function put(scenario: Scenario, fault: ScenarioFault): Scenario {
  return { ...scenario, faults: new Map([...scenario.faults, [fault.name, fault]]) };
}

/** Without its duration, its seed, its trigger; then with smaller numbers. */
function* simplerWords(text: string): Generator<string> {
  const options = text.match(/ --[a-z-]+ \S+/g) ?? [];
  for (const option of options) yield text.replace(option, '');
  for (const match of text.matchAll(/(?<=[ :])\d+(?=[ ]|$)/g)) {
    for (const smaller of simplerNumbers(Number(match[0]))) {
      yield (
        text.slice(0, match.index) + String(smaller) + text.slice(match.index + match[0].length)
      );
    }
  }
}

function tryParse(
  words: string,
  parse: CampaignSpace['fault'],
): ReturnType<CampaignSpace['fault']> | undefined {
  try {
    return parse(words);
  } catch {
    // Some words are only right together.
    return undefined;
  }
}
