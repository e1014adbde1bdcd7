import * as v from 'valibot';
import { distribution } from './distribution-words.ts';
import { isRecord } from './is-record.ts';
import { day, name, text, textOf, whole } from './plain-words.ts';
import * as q from './quantity.ts';

/** Fobs of a fleet at most; memory may hold fewer. */
export const MOST_FOBS = 1_000_000_000;

/** What a word is for; the page of words and an editor show it. */
function said<T>(text: string): v.DescriptionAction<T, string> {
  return v.description(text);
}

const life = v.strictObject({
  share: v.pipe(q.share, said('How many owners live so; all shares sum to 100 %.')),
  months: v.pipe(
    v.array(q.celsius),
    v.length(12, ({ input }) => `write twelve temperatures, from January on, not ${input.length}`),
    said('Where the fob lies, by month from January on.'),
  ),
  carried: v.optional(
    v.pipe(
      q.hoursOfDay,
      said('Hours of a day, from eight in the morning on, in which it is carried; 0 h if absent.'),
    ),
  ),
  'carried-at': v.optional(v.pipe(q.celsius, said('Its temperature then; 31 °C if absent.'))),
});

const ONE_DEFECT = 'write one of leak, crystal and dies-after, beside its share';
const defect = v.pipe(
  v.strictObject({
    leak: v.optional(v.pipe(distribution(q.current), said('Current that the cell loses besides.'))),
    crystal: v.optional(
      v.pipe(distribution(q.crystalError), said('Error that the crystal has besides.')),
    ),
    'dies-after': v.optional(
      v.pipe(distribution(q.days), said('It stops then, whatever its cell says.')),
    ),
    share: v.pipe(q.share, said('How many fobs have it.')),
  }),
  v.minEntries(2, ONE_DEFECT),
  v.maxEntries(2, ONE_DEFECT),
);

/** Values of a policy's field, or of `policy` itself. */
const varied = v.pipe(
  v.array(v.unknown(), ({ input }) =>
    isRecord(input)
      ? 'write what lies within with a dot, as resync.window: [1, 2]'
      : 'write a list of values, as [3, 5, 10]',
  ),
  v.minLength(1, 'write one value at least'),
);

/** Words of policies: which they are the bank knows. */
const policyWords = (wanted?: string) =>
  v.custom<Readonly<Record<string, unknown>>>(isRecord, wanted);

/** The shape of a fleet file: quantities are read into the units of `FleetSpec`. */
export const fleetSchema = v.strictObject({
  fleet: v.pipe(name, said('Name of the fleet.')),
  title: v.optional(v.pipe(text, said('Title of its report; its name if absent.'))),
  about: v.optional(v.pipe(textOf(2000), said('What the file is for.'))),
  seed: v.optional(
    v.pipe(whole(0, 4_294_967_295), said('Every draw follows from it; 1 if absent.')),
  ),
  fobs: v.pipe(whole(1, MOST_FOBS), said('How many there are.')),
  time: v.pipe(
    q.simulated,
    said('How long they are simulated, from the day on which they are made.'),
  ),
  made: v.optional(v.pipe(day, said('The day on which they are made; 2027-04-01 if absent.'))),
  profile: v.pipe(
    textOf(200, 'write the name of a fob type'),
    said('Their fob type: crystal, cell, currents, texts, end of life.'),
  ),
  serials: v.optional(
    v.pipe(
      textOf(200, 'write a label, in quotes if it is a number'),
      said('The first serial label; the fob type’s example if absent. They count on.'),
    ),
  ),
  'compute-codes': v.optional(
    v.pipe(
      v.boolean('write true or false'),
      said('Whether every code is computed and verified; false if absent: a right one is known.'),
    ),
  ),
  codes: v.optional(
    v.pipe(
      v.strictObject({
        mode: v.optional(
          v.pipe(v.picklist(['totp', 'hotp'], 'write totp or hotp'), said('By time or by count.')),
        ),
        algorithm: v.optional(
          v.pipe(
            v.picklist(['SHA1', 'SHA256', 'SHA512'], 'write SHA1, SHA256 or SHA512'),
            said('Of the HMAC.'),
          ),
        ),
        digits: v.optional(v.pipe(whole(4, 10), said('Length of a code.'))),
        step: v.optional(
          v.pipe(
            q.seconds,
            v.integer('write whole seconds'),
            v.minValue(1, 'write 1 s at least'),
            said('Time step.'),
          ),
        ),
      }),
      said('What they are loaded with; what the fob type usually gets if absent.'),
    ),
  ),
  crystal: v.optional(
    v.pipe(
      v.strictObject({
        error: v.optional(
          v.pipe(
            distribution(q.crystalError),
            said(
              'Error when new, after calibration and trim; triangular over the fob type’s tolerance if absent.',
            ),
          ),
        ),
        ageing: v.optional(
          v.pipe(distribution(q.ageing), said('Negative slows down; the fob type’s if absent.')),
        ),
      }),
      said('The clocks.'),
    ),
  ),
  shelf: v.optional(
    v.pipe(
      v.strictObject({
        time: v.optional(
          v.pipe(
            distribution(q.days),
            said(
              'From the day on which it is made to its registration; evenly 14 d to 180 d if absent.',
            ),
          ),
        ),
        temperature: v.optional(v.pipe(q.celsius, said('On the shelf; 20 °C if absent.'))),
      }),
      said('Stock, before the first use.'),
    ),
  ),
  lives: v.optional(
    v.pipe(
      v.record(name, v.union([q.share, life], 'write a share, as 30 %, or share, months, carried')),
      said(
        'Where owners keep their fobs: office, pocket, outdoors and car are known, others are told. office 60 %, pocket 30 %, outdoors 10 % if absent.',
      ),
    ),
  ),
  cell: v.optional(
    v.pipe(
      v.strictObject({
        charge: v.optional(
          v.pipe(
            distribution(q.charge),
            said('On the first day; a bell curve of 98 % and 1 % if absent.'),
          ),
        ),
        'sleep-current': v.optional(
          v.pipe(
            distribution(q.relativeCurrent),
            said('Of the chip, against the fob type’s; a bell curve of 100 % and 5 % if absent.'),
          ),
        ),
      }),
      said('The cells and what drains them.'),
    ),
  ),
  defects: v.optional(
    v.pipe(
      v.array(defect),
      v.maxLength(20, '20 at most'),
      said('What some fobs have wrong: a fob has one defect at most.'),
    ),
  ),
  owners: v.optional(
    v.pipe(
      v.strictObject({
        presses: v.optional(
          v.pipe(
            distribution(q.perDay),
            said('How often an owner presses; 0.2 /day 40 %, 1 /day 45 %, 4 /day 15 % if absent.'),
          ),
        ),
        idle: v.optional(
          v.pipe(q.share, said('Presses whose code is not typed at all; 5 % if absent.')),
        ),
        typing: v.optional(
          v.pipe(
            distribution(q.typing),
            said('From the press to the bank’s answer; evenly 6 s to 25 s if absent.'),
          ),
        ),
        mistyped: v.optional(v.pipe(q.share, said('Codes that are mistyped; 1 % if absent.'))),
        tries: v.optional(
          v.pipe(
            whole(1, 12),
            said(
              'How often somebody tries, with a new code each, before calling the help desk; 3 if absent.',
            ),
          ),
        ),
        'replaced-after': v.optional(
          v.pipe(
            v.union([v.literal('never'), q.sending], 'write how long, as 10 d, or never'),
            said('From the death of a fob to its replacement; 10 d if absent.'),
          ),
        ),
      }),
      said('What the people do.'),
    ),
  ),
  guesser: v.optional(
    v.pipe(
      v.union(
        [
          v.literal('none'),
          v.strictObject({
            fobs: v.optional(
              v.pipe(
                q.perDay,
                v.integer('write a whole number of fobs, as 1 /day'),
                said('How many fobs are guessed at; 1 /day if absent.'),
              ),
            ),
            guesses: v.optional(
              v.pipe(
                whole(1, 4000),
                said(
                  'Most guesses at one fob on one day; 100 if absent. The bank may lock sooner.',
                ),
              ),
            ),
          }),
        ],
        'write none, or both as { fobs: 1 /day, guesses: 100 }',
      ),
      said('Somebody who knows passwords and guesses codes, or none.'),
    ),
  ),
  policy: v.pipe(
    v.union(
      [text, policyWords()],
      'write a policy’s name, or { base: a name, and what it changes }',
    ),
    said(
      'How the bank judges codes: the name of a policy, or a policy; with base, changes of one.',
    ),
  ),
  vary: v.optional(
    v.pipe(
      v.union(
        [
          v.array(policyWords('write changes of the policy, as { lockAfter: 3 }')),
          v.record(v.string(), varied),
        ],
        'write values by field, as lockAfter: [3, 5, 10], or a list of changes',
      ),
      said('Policies that are compared: every combination of the values, or each of a list.'),
    ),
  ),
});

export type FleetData = v.InferOutput<typeof fleetSchema>;

/** Words of a file, any of which may be absent. */
export type FleetWords = { readonly [Word in keyof FleetData]?: FleetData[Word] | undefined };
