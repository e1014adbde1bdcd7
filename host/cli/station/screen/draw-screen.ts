import type { StationWords } from '../words/words.ts';
import { drawHead } from './draw-head.ts';
import { failureLine, messageLine } from './draw-messages.ts';
import { CARD_LINES, portCard, portColumns, portHeading, portRow } from './draw-port.ts';
import { drawFailure, drawHelp } from './draw-views.ts';
import { cutLine, fitted, type Line, span, widthOf, wrapped } from './line.ts';
import type { PortState, ScreenState } from './screen-state.ts';

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

const LEAST: ScreenSize = { columns: 30, rows: 8 };
/** Columns beyond which the eye loses its line. */
const MOST_COLUMNS = 120;
/** Messages that are kept in sight when ports are many. */
const LEAST_MESSAGES = 2;

/** The screen as lines, no more and no longer than fit: a function of the state alone. */
export function drawScreen(
  state: ScreenState,
  size: ScreenSize,
  words: StationWords,
): readonly Line[] {
  if (size.columns < LEAST.columns || size.rows < LEAST.rows) {
    return [cutLine([span(words.screen.tooSmall, 'bad')], size.columns)];
  }
  const columns = Math.min(size.columns, MOST_COLUMNS);
  const head = drawHead(state, columns, words);
  const foot = drawFoot(state, columns, words);
  const rows = size.rows - head.length - foot.length;
  const body = drawBody(state, { columns, rows }, words).slice(0, rows);
  const gap = Array.from({ length: rows - body.length }, (): Line => []);
  return [...head, ...body, ...gap, ...foot].map((line) => cutLine(line, columns));
}

function drawBody(state: ScreenState, size: ScreenSize, words: StationWords): readonly Line[] {
  const { view } = state;
  if (view.kind === 'help') return drawHelp(size.columns, words);
  if (view.kind === 'failures') {
    const lines = drawFailure(state, view.at, size.columns, words);
    return lines.length < size.rows ? [[], ...lines] : lines.filter((line) => line.length > 0);
  }
  const failures = failureLine(state, words);
  const below = failures === undefined ? 0 : 1;
  const messages = Math.min(state.messages.length, LEAST_MESSAGES);
  const ports = drawPorts(state, { ...size, rows: size.rows - below - messages - 1 }, words);
  const room = Math.max(0, size.rows - ports.length - below - 1);
  return [
    ...ports,
    [],
    ...(failures === undefined ? [] : [failures]),
    ...state.messages.slice(0, room).map((message) => messageLine(message, words)),
  ];
}

/** Cards where all of them fit, rows where they do not, and what stands in the way at last. */
function drawPorts(state: ScreenState, size: ScreenSize, words: StationWords): readonly Line[] {
  const { ports, seen } = state;
  if (ports.length === 0) return [[], [span(` ${words.screen.noPorts}`, 'strong')]];
  const columns = portColumns(ports, size.columns, words);
  if (ports.length * CARD_LINES < size.rows) {
    return [[], ...ports.flatMap((port) => portCard(port, columns, seen.ms, words))].slice(0, -1);
  }
  const most = Math.max(1, size.rows - 2);
  const shown = ports.length <= most ? ports : mostUrgent(ports, most - 1);
  const hidden = ports.length - shown.length;
  return [
    [],
    portHeading(columns, words),
    ...shown.map((port) => portRow(port, columns, seen.ms, words)),
    ...(hidden === 0 ? [] : [[span(` ${words.screen.morePorts(hidden)}`, 'faint')]]),
  ];
}

/** Those that somebody has to see to, in the order of their ports. */
function mostUrgent(ports: readonly PortState[], most: number): readonly PortState[] {
  const chosen = new Set(
    ports.toSorted((a, b) => urgency(b) - urgency(a)).slice(0, Math.max(1, most)),
  );
  return ports.filter((port) => chosen.has(port));
}

function urgency(port: PortState): number {
  if (port.kind === 'empty') return 0;
  if (port.kind === 'ended') return port.stillIn ? 3 : 1;
  return port.pressWanted ? 4 : 2;
}

/** What ails the station, what is asked, and the keys. */
function drawFoot(state: ScreenState, columns: number, words: StationWords): readonly Line[] {
  const banners: Line[] = [];
  const banner = (text: string): void => {
    banners.push(...alarm(text, columns));
  };
  const { screen, troubles } = words;
  if (state.trouble !== undefined) {
    const { name, remedy } = troubles[state.trouble.trouble];
    banner(`${name}: ${remedy}`);
  }
  if (state.paused) banner(screen.pausedBanner);
  if (state.over !== undefined) banner(screen.runEnds[state.over]);
  else if (state.ending === 'finish') banner(screen.finishing);
  else if (state.ending === 'stop') banner(screen.stopping);
  return [...banners, ...bottom(state, columns, words)];
}

function bottom(state: ScreenState, columns: number, words: StationWords): readonly Line[] {
  const { view } = state;
  const { screen } = words;
  if (view.kind === 'sure') return alarm(screen.sure, columns);
  if (view.kind === 'unit') {
    const shown = view.text === '' ? (view.chosen ?? '') : view.text;
    return typedLine(screen.askUnit(view.deed), shown, screen.unitKeys, columns);
  }
  if (view.kind === 'reason') {
    return typedLine(screen.askReason(view.deed, view.unit), view.text, screen.reasonKeys, columns);
  }
  if (view.kind === 'failures') return [[span(` ${screen.failureKeys}`, 'faint')]];
  if (view.kind === 'help') return [[span(` ${screen.anyKey}`, 'faint')]];
  const keys = screen.keys.flatMap(([key, what]) => [
    span(` ${key}`, 'strong'),
    span(` ${what}  `, 'faint'),
  ]);
  return [keys];
}

function typedLine(asked: string, text: string, keys: string, columns: number): readonly Line[] {
  const question = ` ${asked} `;
  const room = Math.max(4, columns - widthOf(question) - 2);
  return [
    [span(question, 'wanted'), span(`${tail(text, room)}▏`, 'strong')],
    [span(` ${keys}`, 'faint')],
  ];
}

function alarm(text: string, columns: number): readonly Line[] {
  return wrapped(text, columns - 2).map((line) => [span(fitted(` ${line}`, columns), 'alarm')]);
}

/** The end of what was typed, as far as it fits. */
function tail(text: string, columns: number): string {
  let shown = text;
  while (widthOf(shown) > columns) shown = [...shown].slice(1).join('');
  return shown;
}
