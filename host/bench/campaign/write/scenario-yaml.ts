import { stringify } from 'yaml';
import type { LoadWish, Scenario, ScenarioFault, StartState } from '../../scenario/model.ts';
import { amount, defined, seconds } from './amounts.ts';
import { loadData } from './load-data.ts';
import { stepData } from './step-data.ts';

const SCHEMA = '# yaml-language-server: $schema=../schema/scenario.schema.json\n';

/** A scenario without parameters as the text of a file that `fob bench run` takes. */
export function scenarioYaml(scenario: Scenario): string {
  const { name, title, about, source, profile, seed, relyingParty, faults } = scenario;
  const { steps, teardown } = scenario;
  const data = defined({
    scenario: name,
    title: { ...title },
    about,
    source,
    profile,
    parameters: { seed },
    given: givenData(scenario.given),
    'relying-party': {
      window: relyingParty.window,
      'resync-window': relyingParty.resyncWindow,
      'lock-after': relyingParty.lockAfter,
      'follows-drift': relyingParty.followsDrift,
    },
    faults: faults.size === 0 ? undefined : faultsData([...faults.values()]),
    steps: steps.map(stepData),
    teardown: teardown.length === 0 ? undefined : teardown.map(stepData),
    'time-limit': seconds(scenario.timeLimit),
  });
  return SCHEMA + stringify(data, { lineWidth: 100 });
}

function givenData({ time, load, battery, temperature, crystal, drift, others }: StartState) {
  const further = [...others].map(([name, { profile, load: theirs }]) => [
    name,
    { profile, load: loadOrBlank(theirs) },
  ]);
  return defined({
    time,
    load: loadOrBlank(load),
    battery: battery === undefined ? undefined : amount(battery, '%'),
    temperature: temperature === undefined ? undefined : amount(temperature, '°C'),
    crystal: crystal === undefined ? undefined : amount(crystal, 'ppm'),
    drift: drift === undefined ? undefined : seconds(drift),
    others: others.size === 0 ? undefined : Object.fromEntries(further),
  });
}

/** A load that says nothing is the preset, which a file means by saying nothing. */
function loadOrBlank(load: LoadWish | undefined): unknown {
  if (load === undefined) return 'blank';
  const data = loadData(load);
  return Object.keys(data).length === 0 ? undefined : data;
}

function faultsData(faults: readonly ScenarioFault[]): Readonly<Record<string, unknown>> {
  const data = faults.map(({ name, text, armedByStep, equivalent }) => {
    const whole = defined({
      fault: text,
      armed: armedByStep ? 'by-step' : 'at-start',
      equivalent: equivalent && { steps: equivalent.steps.map(stepData) },
      tolerance: equivalent?.tolerance,
    });
    return [name, whole] as const;
  });
  return Object.fromEntries(data);
}
