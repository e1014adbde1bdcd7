import { fields, optional, required } from '../read/fields.ts';
import { mapOf, mapped, NAME, type Shape, text } from '../read/shape.ts';
import { duration } from '../quantity/duration.ts';
import { axis, parameter } from '../matrix/parameter-words.ts';
import { faultShape } from './fault-words.ts';
import { given } from './given-words.ts';
import { relyingParty } from './relying-party-words.ts';
import { steps } from './step-words.ts';
import { wording } from './wording.ts';

const sentence = text('a sentence', 4000);

const name: Shape<string> = mapped(text('a name as dead-battery', 100), (written, at) =>
  NAME.test(written)
    ? written
    : at.wrong(
        `${JSON.stringify(written)} is no name; small letters, digits and hyphens, as dead-battery`,
      ),
);

/** The words at the top of a file. */
export const fileWords = {
  scenario: required(name, 'Name of the scenario, in small letters, digits and hyphens.'),
  title: optional(wording, 'What a report calls it; the name if absent.'),
  about: optional(sentence, 'What it is for, in a sentence or two.'),
  source: optional(sentence, 'Where the incident, or the rule, was read.'),
  profile: optional(text('the name of a fob type'), 'The fob type.'),
  parameters: optional(mapOf(parameter, 'name of a parameter'), 'Parameters and their defaults.'),
  matrix: optional(
    mapOf(axis, 'name of a parameter'),
    'Parameters that take several values: a run for each combination.',
  ),
  given: optional(given, 'The state in which a run begins.'),
  'relying-party': optional(relyingParty, 'How the relying party judges codes.'),
  faults: optional(mapOf(faultShape(steps), 'name of a fault'), 'Faults, by name.'),
  steps: required(steps, 'What is done and expected, in order.'),
  teardown: optional(steps, 'What is done at the end, however it ends.'),
  'time-limit': optional(
    duration({ from: 1, to: 2_592_000, range: 'from 1 s to 30 d' }),
    'How long a run may take on a bench; 10 min if absent.',
  ),
};

/** Read once for the whole file, before the runs. */
const READ_BEFORE = { expects: '', schema: {}, read: () => true as const };

/** One run, but for its parameters. */
export const runWords = fields(
  {
    ...fileWords,
    profile: optional(READ_BEFORE, fileWords.profile.about),
    parameters: optional(READ_BEFORE, fileWords.parameters.about),
    matrix: optional(READ_BEFORE, fileWords.matrix.about),
  },
  'a scenario',
);
