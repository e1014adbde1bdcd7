import * as v from 'valibot';
import { distribution } from './distribution-words.ts';
import * as q from './quantity.ts';

/** Fobs of a fleet at most; memory may hold fewer. */
export const MOST_FOBS = 1_000_000_000;

/** What a word is for; the page of words and an editor show it. */
function said<T>(text: string): v.DescriptionAction<T, string> {
  return v.description(text);
}

const DAY = 'write a day that there is, from 1970 to 2199, as 2027-04-01';

/** The thirtieth of February is none. */
function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (!(at >= 0 && at < Date.parse('2200-01-01T00:00:00Z'))) return false;
  return new Date(at).toISOString().startsWith(text);
}

const name = v.pipe(
  v.string(),
  v.regex(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    'a name is of small letters, digits and hyphens, as manual-1020; 40 at most',
  ),
);
const text = v.pipe(v.string(), v.minLength(1, 'this is empty'), v.maxLength(200, 'too long'));
const whole = (least: number, most: number) => {
  const range = `write a whole number from ${least} to ${most}`;
  return v.pipe(
    v.number(range),
    v.integer(range),
    v.minValue(least, range),
    v.maxValue(most, range),
  );
};

const life = v.strictObject({
  share: v.pipe(q.share, said('How many owners live so; all shares sum to 100 %.')),
  months: v.pipe(
    v.array(q.celsius),
    v.length(12, 'write twelve temperatures, from January on'),
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

const defectShare = v.pipe(q.share, said('How many fobs have it.'));
const defect = v.union(
  [
    v.strictObject({
      leak: v.pipe(distribution(q.current), said('Current that the cell loses besides.')),
      share: defectShare,
    }),
    v.strictObject({
      crystal: v.pipe(distribution(q.crystalError), said('Error that the crystal has besides.')),
      share: defectShare,
    }),
    v.strictObject({
      'dies-after': v.pipe(distribution(q.days), said('It stops then, whatever its cell says.')),
      share: defectShare,
    }),
  ],
  'write one of leak, crystal, dies-after and its share',
);

/** Values of a policy's field, or of `policy` itself. */
const varied = v.pipe(v.array(v.unknown()), v.minLength(1, 'write one value at least'));

/** The shape of a fleet file: quantities are read into the units of `FleetSpec`. */
export const fleetSchema = v.strictObject({
  fleet: v.pipe(name, said('Name of the fleet.')),
  title: v.optional(v.pipe(text, said('Title of its report; its name if absent.'))),
  about: v.optional(v.pipe(v.string(), v.maxLength(2000), said('What the file is for.'))),
  seed: v.optional(
    v.pipe(whole(0, 4_294_967_295), said('Every draw follows from it; 1 if absent.')),
  ),
  fobs: v.pipe(whole(1, MOST_FOBS), said('How many there are.')),
  time: v.pipe(
    q.simulated,
    said('How long they are simulated, from the day on which they are made.'),
  ),
  made: v.optional(
    v.pipe(
      v.string(),
      v.isoDate(DAY),
      v.check(isDay, DAY),
      said('The day on which they are made; 2027-04-01 if absent.'),
    ),
  ),
  profile: v.pipe(text, said('Their fob type: crystal, cell, currents, texts, end of life.')),
  serials: v.optional(
    v.pipe(text, said('The first serial label; the fob type’s example if absent. They count on.')),
  ),
  'compute-codes': v.optional(
    v.pipe(
      v.boolean(),
      said('Whether every code is computed and verified; false if absent: a right one is known.'),
    ),
  ),
  codes: v.optional(
    v.pipe(
      v.strictObject({
        mode: v.optional(v.pipe(v.picklist(['totp', 'hotp']), said('By time or by count.'))),
        algorithm: v.optional(
          v.pipe(v.picklist(['SHA1', 'SHA256', 'SHA512']), said('Of the HMAC.')),
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
            distribution(q.seconds),
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
            v.union([v.literal('never'), q.days], 'write how long, as 10 d, or never'),
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
        'write none, or fobs and guesses',
      ),
      said('Somebody who knows passwords and guesses codes, or none.'),
    ),
  ),
  policy: v.pipe(
    v.union([text, v.record(v.string(), v.unknown())], 'write a policy’s name, or a policy'),
    said(
      'How the bank judges codes: the name of a policy, or a policy; with base, changes of one.',
    ),
  ),
  vary: v.optional(
    v.pipe(
      v.union(
        [v.record(v.string(), varied), v.array(v.record(v.string(), v.unknown()))],
        'write values by field, as lockAfter: [3, 5, 10], or a list of changes',
      ),
      said('Policies that are compared: every combination of the values, or each of a list.'),
    ),
  ),
});

export type FleetData = v.InferOutput<typeof fleetSchema>;

/** Words of a file, any of which may be absent. */
export type FleetWords = { readonly [Word in keyof FleetData]?: FleetData[Word] | undefined };
