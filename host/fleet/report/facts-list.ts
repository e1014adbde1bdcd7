import { html } from 'hono/html';
import { dayText } from '../figures/calendar.ts';
import type { Html } from '../plot/axes.ts';
import type { FleetResult } from '../result/fleet-result.ts';
import { attacksText } from './guess-text.ts';
import { policyRows } from './policy-rows.ts';
import { allFobs, isSample, ofWhole } from './whole-fleet.ts';
import { counted } from './words.ts';

/** All that the run assumed. */
export function factsList({ facts }: FleetResult): Html {
  const { codes, guesser } = facts;
  const timed = codes.mode === 'totp' ? `, a new one every ${codes.stepSeconds} s` : '';
  const ofAll =
    guesser !== undefined && isSample(facts)
      ? ` (of ${allFobs(facts)}: ${attacksText(ofWhole(guesser.fobsPerDay, facts))})`
      : '';
  const last = dayText(facts.madeOn + facts.days - 1);
  const lines: readonly (readonly [string, string])[] = [
    [
      'fobs',
      `${counted(facts.fobs, 'fob')} of the type ${facts.profile.title.en} (${facts.profile.name})`,
    ],
    ['time', `${dayText(facts.madeOn)} to ${last}`],
    ...facts.assumptions.map(({ name, value }) => [name, value] as const),
    ['codes', `${codes.mode.toUpperCase()}, ${codes.algorithm}, ${codes.digits} digits${timed}`],
    [
      'verification',
      facts.computesCodes
        ? 'every code computed and verified'
        : 'codes known by their step or counter, without computing them',
    ],
    ...policyRows(facts),
    [
      'guesser',
      guesser === undefined
        ? 'none'
        : `${attacksText(guesser.fobsPerDay)}${ofAll}, at most ${counted(guesser.guesses, 'guess', 'guesses')} each`,
    ],
    ['seed', String(facts.seed)],
    ['made by', `fobkit ${facts.version}`],
  ];
  return html`<div class="sheet">
    <dl>
      ${lines.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
  </div>`;
}
