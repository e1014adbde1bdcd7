import type { Lot, LotCounts, LotReport, TokenParameters } from '@fobkit/station';
import { formatUtc } from '../../terminal/moment.ts';
import type { Fact } from '../../terminal/facts.ts';
import { wideFacts } from '../wide-facts.ts';
import { isoTime, localTime } from '../../store/tell.ts';
import type { StationWords } from '../words/words.ts';

/** A lot for a program. */
export function lotToJson(lot: Lot, counts: LotCounts): Record<string, unknown> {
  return {
    lot: lot.name,
    id: lot.id,
    state: lot.state,
    profile: lot.profile,
    model: lot.model,
    purpose: lot.purpose,
    counts,
    serials: lot.serials,
    parameters: lot.parameters,
    codeCheck: lot.codeCheck,
    trim: lot.trim ?? null,
    qualifiedHours: lot.qualifiedHours ?? null,
    expiry: lot.expiry ?? null,
    created: isoTime(lot.createdUnixMs),
    createdBy: lot.createdBy,
    closed: isoTime(lot.closedUnixMs),
  };
}

const COUNTED = ['planned', 'done', 'scrapped', 'quarantined', 'unused', 'working'] as const;

/** A lot for a person. */
export function lotText(lot: Lot, counts: LotCounts, words: StationWords): string {
  const { names, states } = words.commands;
  const { screen } = words;
  return wideFacts([
    [names.lot, `${lot.name} (${lot.id})`],
    [names.state, states[lot.state]],
    [names.type, lot.profile],
    [names.purpose, screen.purposes[lot.purpose]],
    [names.codes, codesText(lot.parameters)],
    [names.created, `${localTime(lot.createdUnixMs)}, ${lot.createdBy}`],
    [names.closed, lot.closedUnixMs === undefined ? undefined : localTime(lot.closedUnixMs)],
    [names.expiry, lot.expiry === undefined ? undefined : formatUtc(lot.expiry)],
    [
      names.golden,
      lot.qualifiedHours === undefined ? undefined : `${String(lot.qualifiedHours)} h`,
    ],
    ...trimFacts(lot, counts, words),
    ...COUNTED.map((name): Fact => [screen.counts[name], String(counts[name])]),
  ]);
}

/** What became of a lot, for a person. */
export function reportText(report: LotReport, words: StationWords): string {
  const { names } = words.commands;
  const { lot, counts, visits, firstTime, perHour, reasons, steps } = report;
  const share =
    counts.done === 0 ? '' : ` (${String(Math.floor((100 * firstTime) / counts.done))} %)`;
  const facts = wideFacts([
    [names.visits, String(visits)],
    [names.firstTime, `${String(firstTime)}${share}`],
    [names.perHour, perHour === undefined ? undefined : String(Math.round(perHour))],
  ]);
  const why = reasons.map(({ result, trouble, visits: often }): Fact => {
    const { name } = troubleNamed(trouble, words);
    return [name, `${String(often)} (${words.screen.ends[result]})`];
  });
  const seconds = (ms: number): string => words.screen.seconds((ms / 1000).toFixed(2));
  const took = steps.map(({ step, medianMs, longestMs }): Fact => [
    stepNamed(step, words),
    `${names.median} ${seconds(medianMs)}, ${names.longest} ${seconds(longestMs)}`,
  ]);
  return [lotText(lot, counts, words), facts, wideFacts(why), wideFacts(took)]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** `TOTP SHA1, 6, 30 s`: how, digits, time step. */
export function codesText({
  mode,
  algorithm,
  digits,
  stepSeconds,
  suite,
}: TokenParameters): string {
  const how = suite ?? `${mode.toUpperCase()} ${algorithm}`;
  return [how, String(digits), stepSeconds === undefined ? undefined : `${String(stepSeconds)} s`]
    .filter((part) => part !== undefined)
    .join(', ');
}

/** The words for a trouble by its name in a record, which a newer fobkit may have written. */
export function troubleNamed(
  trouble: string,
  { troubles }: StationWords,
): { readonly name: string; readonly meaning?: string; readonly remedy?: string } {
  const known = Object.entries(troubles).find(([name]) => name === trouble);
  return known === undefined ? { name: trouble } : known[1];
}

/** The words for a step by its name in a record, which a newer fobkit may have written. */
function stepNamed(step: string, { screen }: StationWords): string {
  return Object.entries(screen.steps).find(([name]) => name === step)?.[1] ?? step;
}

function trimFacts(
  { trim }: Lot,
  { trimmed }: LotCounts,
  { commands, screen }: StationWords,
): readonly Fact[] {
  if (trim === undefined) return [];
  return [
    [commands.names.trim, `${String(trim.ppm)} ppm (${commands.trimBy[trim.by]})`],
    [screen.counts.trimmed, String(trimmed)],
  ];
}
