import type { LoadWish, Scenario, StartState } from '../../scenario/model.ts';

const NEW_YEAR_2027 = 1_798_761_600;
const WISHES = ['temperature', 'crystal', 'drift', 'battery'] as const;
const LOAD_FIELDS = [
  'purpose',
  'seedLength',
  'expires',
  't0',
  'counter',
  'suite',
  'stepSeconds',
  'algorithm',
  'digits',
  'mode',
] as const;

/** A plainer start: what the fob type has by itself, the usual time, the bank's usual rules. */
export function* simplerStart(scenario: Scenario): Generator<Scenario> {
  const { given } = scenario;
  for (const wish of WISHES) {
    if (given[wish] !== undefined) yield { ...scenario, given: without(given, wish) };
  }
  if (given.load !== undefined) {
    const { place } = given.load;
    if (LOAD_FIELDS.some((field) => given.load?.[field] !== undefined)) {
      yield { ...scenario, given: { ...given, load: { place } } };
    }
    for (const field of LOAD_FIELDS) {
      if (given.load[field] === undefined) continue;
      yield { ...scenario, given: { ...given, load: loadWithout(given.load, field) } };
    }
    yield { ...scenario, given: without(given, 'load') };
  }
  const { window, resyncWindow, lockAfter, followsDrift } = scenario.relyingParty;
  if (!followsDrift) {
    const relyingParty = { window, resyncWindow, lockAfter, followsDrift: true };
    yield { ...scenario, relyingParty };
  }
  if (given.time !== NEW_YEAR_2027) {
    yield { ...scenario, given: { ...given, time: NEW_YEAR_2027 } };
  }
}

function without(given: StartState, wish: (typeof WISHES)[number] | 'load'): StartState {
  const { [wish]: _, ...rest } = given;
  return rest;
}

function loadWithout(load: LoadWish, field: (typeof LOAD_FIELDS)[number]): LoadWish {
  const { [field]: _, ...rest } = load;
  return rest;
}
