import type { Expectation, Step } from '../model.ts';
import { fields, optional, required } from '../read/fields.ts';
import { choice, integer, mapped, type Shape } from '../read/shape.ts';
import { offset } from '../quantity/duration.ts';
import { bankCall } from './bank-words.ts';
import { hostCall } from './host-words.ts';
import { measure } from './measure-words.ts';
import { elsewhere, type StepPart, type StepWord, toFob } from './step-word.ts';
import { wording } from './wording.ts';

/** Steps that hold steps, look, measure, or are done by somebody else than a hand. */
export function flowWords(
  steps: Shape<readonly Step[]>,
  expectations: Shape<readonly Expectation[]>,
): Readonly<Record<string, StepWord>> {
  return {
    host: toFob('A command of the host over the wire.', {
      value: mapped(hostCall, (call): StepPart => ({ kind: 'host', call })),
    }),
    'host-clock': elsewhere('The clock of the host goes wrong by that much; 0 sets it right.', {
      value: mapped(offset, (seconds): StepPart => ({ kind: 'host-clock', offset: seconds })),
    }),
    bank: toFob('A request to the relying party.', {
      value: mapped(bankCall, (call): StepPart => ({ kind: 'bank', call })),
    }),
    expect: toFob('What must hold; each that does not is a FAIL.', {
      value: mapped(expectations, (all): StepPart => ({ kind: 'expect', expectations: all })),
    }),
    measure: toFob('An instrument measures, within limits or for the record.', {
      value: mapped(measure, (wish): StepPart => ({ kind: 'measure', measure: wish })),
    }),
    repeat: elsewhere(
      'Steps are done several times.',
      {
        value: mapped(
          fields(
            {
              times: required(integer(1, 1_000_000, 'times'), 'How often.'),
              steps: required(steps, 'The steps.'),
            },
            'repeat',
          ),
          (value): StepPart => ({ kind: 'repeat', ...value }),
        ),
      },
      false,
    ),
    group: elsewhere(
      'Steps are retried as a whole when one of them fails; that marks the run unstable.',
      {
        value: mapped(
          fields(
            {
              attempts: optional(integer(1, 100, 'attempts'), 'Attempts in all; 1 if absent.'),
              'on-exhausted': optional(
                choice(['fail', 'invalid', 'continue']),
                'What the run is when the last attempt failed; fail if absent.',
              ),
              steps: required(steps, 'The steps.'),
            },
            'group',
          ),
          ({ attempts = 1, 'on-exhausted': onExhausted = 'fail', steps: inner }): StepPart => ({
            kind: 'group',
            group: { steps: inner, attempts, onExhausted },
          }),
        ),
      },
      false,
    ),
    'power-cuts': toFob('Steps are run once for each step of flash, with the power cut in it.', {
      value: mapped(
        fields(
          {
            during: required(steps, 'Where the power is cut.'),
            then: required(steps, 'What follows each cut.'),
            cuts: optional(
              integer(1, 1_000_000, 'cuts'),
              'At most so many cuts, spread evenly; all if absent.',
            ),
          },
          'power-cuts',
        ),
        (sweep): StepPart => ({ kind: 'power-cuts', sweep }),
      ),
    }),
    ask: elsewhere('A question to whoever stands at the bench; yes goes on.', {
      value: mapped(wording, (question): StepPart => ({ kind: 'ask', question })),
    }),
  };
}
