import { checkTimes } from './check/check-times.ts';
import { faultsOfRun } from './check/run-faults.ts';
import { RunFobs } from './check/run-fobs.ts';
import type { RunParameters } from './matrix/runs.ts';
import type { Scenario } from './model.ts';
import { Cursor, type ReadingContext } from './read/cursor.ts';
import type { MapNode } from './read/node.ts';
import { runWords } from './word/file-words.ts';
import { USUAL_TIME } from './word/given-words.ts';
import { USUAL_RULES } from './word/relying-party-words.ts';

const USUAL_LIMIT = 600;

/** One run of a file; undefined when something is wrong with it, which is told. */
export function readRun(
  file: MapNode,
  parameters: RunParameters,
  context: ReadingContext,
): Scenario | undefined {
  const at = new Cursor(file, '', context);
  const written = runWords.read(at);
  const profile = parameters.get('profile')?.text;
  const facts = profile === undefined ? undefined : context.env.profile(profile);
  if (written === null || facts === undefined || profile === undefined) return undefined;
  const fobs = new RunFobs(at, facts, written.given);
  const load = fobs.loadOf();
  const steps = fobs.labelled(written.steps);
  const teardown = fobs.labelled(written.teardown ?? []);
  const seed = parameters.get('seed')?.value;
  const { title, about, source } = written;
  const { load: _, ...given } = written.given ?? { place: at.place, time: USUAL_TIME };
  const scenario: Scenario = {
    name: written.scenario,
    title: title ?? { en: written.scenario.replaceAll('-', ' ') },
    ...(about === undefined ? {} : { about }),
    ...(source === undefined ? {} : { source }),
    place: at.place,
    fileText: context.text,
    parameters: Object.fromEntries([...parameters].map(([name, { value }]) => [name, value])),
    profile,
    seed: typeof seed === 'number' ? seed : 1,
    given: { ...given, ...(load === undefined ? {} : { load }), others: fobs.others() },
    relyingParty: {
      window: (load?.mode ?? facts.preset?.mode) === 'hotp' ? 10 : 1,
      ...USUAL_RULES,
      ...written['relying-party'],
    },
    ownRules: written['relying-party'] ?? {},
    faults: faultsOfRun(written.faults, { at, fobs, steps: [...steps, ...teardown] }),
    steps,
    teardown,
    timeLimit: written['time-limit'] ?? USUAL_LIMIT,
  };
  checkTimes(scenario, at);
  return scenario;
}
