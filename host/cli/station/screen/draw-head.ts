import type { StationWords } from '../words/words.ts';
import { type Line, justified, span, widthOf } from './line.ts';
import { msLeft, ratePerHour } from './rate.ts';
import type { ScreenState } from './screen-state.ts';

/** Whose lot it is and how far it has come: three lines. */
export function drawHead(
  state: ScreenState,
  columns: number,
  words: StationWords,
): readonly Line[] {
  return [titleLine(state, columns, words), barLine(state, columns, words), numbers(state, words)];
}

function titleLine(state: ScreenState, columns: number, { screen }: StationWords): Line {
  const { lot, profile, purpose, station, dryRun, seen } = state;
  const left: Line = [
    span(` ${lot}`, 'title'),
    span(`  ${profile}, `),
    span(screen.purposes[purpose], purpose === 'test' ? 'wanted' : 'plain'),
    ...(dryRun ? [span('  '), span(` ${screen.dryRun} `, 'alarm')] : []),
  ];
  return justified(left, [span(`${station}  ${seen.clock} `, 'faint')], columns);
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

function barLine({ counts }: ScreenState, columns: number, { screen }: StationWords): Line {
  const { done, planned } = counts;
  const percent = planned === 0 ? 0 : Math.floor((100 * done) / planned);
  const text = ` ${screen.of(done, planned)}  ${String(percent)} %`;
  const room = Math.max(4, columns - widthOf(text) - 2);
  const eighths = planned === 0 ? 0 : Math.floor((8 * room * done) / planned);
  const full = '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
  return [
    span(' '),
    span(full, 'good'),
    span('░'.repeat(room - widthOf(full)), 'faint'),
    span(text, 'strong'),
  ];
}

function numbers(state: ScreenState, { screen }: StationWords): Line {
  const { counts } = state;
  const left = msLeft(state);
  const minutes = left === undefined ? undefined : Math.ceil(left / 60_000);
  const others = (['scrapped', 'quarantined', 'working', 'unused'] as const)
    .filter((name) => counts[name] > 0 || name === 'unused')
    .map((name) => `${screen.counts[name]} ${String(counts[name])}`);
  return [
    span(` ${screen.perHour(Math.round(ratePerHour(state)))} · ${screen.left(minutes)}`, 'strong'),
    span(` · ${others.join(' · ')}`),
  ];
}
