import type { StationWords } from '../words/words.ts';
import {
  fitted,
  fittedRight,
  justified,
  type Line,
  type Look,
  type Span,
  span,
  widthOf,
} from './line.ts';
import type { EndedPort, PortState } from './screen-state.ts';

/** Columns of a table of ports. */
export interface PortColumns {
  readonly all: number;
  readonly port: number;
  readonly serial: number;
}

const MOST_PORT = 20;
const MOST_SERIAL = 20;

export function portColumns(
  ports: readonly PortState[],
  all: number,
  { screen }: StationWords,
): PortColumns {
  const widest = (heading: string, texts: readonly string[], most: number): number =>
    Math.min(most, Math.floor(all / 4), Math.max(...[heading, ...texts].map(widthOf)));
  return {
    all,
    port: widest(
      screen.port,
      ports.map(({ name }) => name),
      MOST_PORT,
    ),
    serial: widest(screen.serial, ports.map(nameOf), MOST_SERIAL),
  };
}

export function portHeading({ all, port, serial }: PortColumns, { screen }: StationWords): Line {
  const text = ` ${fitted(screen.port, port)}  ${fitted(screen.serial, serial)}  ${screen.state}`;
  return [span(fitted(text, all), 'faint')];
}

/** A port in one line. */
export function portRow(
  state: PortState,
  columns: PortColumns,
  nowMs: number,
  words: StationWords,
): Line {
  const { port, serial, all } = columns;
  const left: Line = [
    span(` ${fitted(state.name, port)}  `),
    span(`${fitted(nameOf(state), serial)}  `, 'strong'),
    ...stateOf(state, words),
  ];
  return justified(left, [span(`${timeOf(state, nowMs, words)} `, 'faint')], all);
}

/** A port in two lines and an empty one, where there is room to be seen from afar. */
export function portCard(
  state: PortState,
  columns: PortColumns,
  nowMs: number,
  words: StationWords,
): readonly Line[] {
  const { port, all } = columns;
  const head: Line = [
    span(` ${fitted(state.name, port)}  `, 'strong'),
    span(nameOf(state), 'strong'),
  ];
  const body: Line = [span(' '.repeat(port + 3)), ...stateOf(state, words)];
  return [justified(head, [span(`${timeOf(state, nowMs, words)} `, 'faint')], all), body, []];
}

export const CARD_LINES = 3;

/** The label, else the chip's number. */
function nameOf({ serialLabel, deviceId }: PortState): string {
  return serialLabel ?? deviceId ?? '';
}

function timeOf(state: PortState, nowMs: number, { screen }: StationWords): string {
  if (state.kind === 'empty') return '';
  const ms = state.kind === 'working' ? nowMs - state.sinceMs : state.tookMs;
  return screen.seconds(fittedRight((Math.max(0, ms) / 1000).toFixed(1), 5));
}

function stateOf(state: PortState, { screen, troubles }: StationWords): readonly Span[] {
  switch (state.kind) {
    case 'empty':
      return [span(`· ${screen.insert}`, 'faint')];
    case 'working':
      if (state.pressWanted) return [span(` ${screen.pressNow} `, 'alarm')];
      return [
        span(`▸ ${state.step === undefined ? screen.identifying : screen.steps[state.step]}`),
      ];
    case 'ended': {
      const look = lookOf(state);
      const mark = look === 'good' ? '✔' : look === 'bad' ? '✘' : '▪';
      const reason = state.trouble === undefined ? '' : `: ${troubles[state.trouble].name}`;
      const hint = state.stillIn ? ` · ${screen.takeOut}` : '';
      return [span(`${mark} ${screen.ends[state.end]}${reason}`, look), span(hint, 'faint')];
    }
  }
}

function lookOf({ end, trouble }: EndedPort): Look {
  if (end === 'done' || end === 'trimmed') return 'good';
  if (end === 'would-do' || trouble === 'already-done') return 'strong';
  return end === 'quarantined' || end === 'refused' ? 'bad' : 'wanted';
}
