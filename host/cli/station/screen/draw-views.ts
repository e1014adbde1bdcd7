import type { StationWords } from '../words/words.ts';
import { fitted, type Line, span, wrapped } from './line.ts';
import { failedOf, type ScreenState } from './screen-state.ts';

const KEY_COLUMNS = 6;

/** The keys and what they do. */
export function drawHelp(columns: number, { screen }: StationWords): readonly Line[] {
  const rows = screen.help.flatMap(([key, what]) =>
    wrapped(what, Math.max(10, columns - KEY_COLUMNS - 2)).map((text, line): Line => [
      span(` ${fitted(line === 0 ? ` ${key}` : '', KEY_COLUMNS)}`, 'strong'),
      span(text),
    ]),
  );
  return [[], ...rows];
}

/** One of those that are not done, with what it means and what to do. */
export function drawFailure(
  state: ScreenState,
  at: number,
  columns: number,
  words: StationWords,
): readonly Line[] {
  const { screen, troubles, told } = words;
  const failed = failedOf(state);
  const chosen = failed[Math.min(at, failed.length - 1)];
  if (chosen === undefined) return [];
  const { clock, port, end, serialLabel, deviceId, trouble, why } = chosen;
  const about = trouble === undefined ? undefined : troubles[trouble];
  const facts: readonly (readonly [string, string | undefined])[] = [
    [screen.serial, serialLabel],
    [screen.device, deviceId],
    [screen.port, port],
    [screen.state, about === undefined ? screen.ends[end] : `${screen.ends[end]}: ${about.name}`],
  ];
  const room = Math.max(10, columns - 3);
  const text = (words: string | undefined): readonly Line[] =>
    words === undefined ? [] : wrapped(words, room).map((line): Line => [span(`  ${line}`)]);
  return [
    [span(` ${screen.failureTitle(at + 1, failed.length)}`, 'bad'), span(`  ${clock}`, 'faint')],
    [],
    ...facts.flatMap(([name, value]): readonly Line[] =>
      value === undefined
        ? []
        : [[span(`  ${fitted(name, 14)}  `, 'faint'), span(value, 'strong')]],
    ),
    [],
    ...text(about?.meaning),
    ...text(why === undefined ? undefined : told(why)),
    [],
    ...(about === undefined ? [] : [[span(`  ${screen.whatToDo}:`, 'faint')]]),
    ...text(about?.remedy),
  ];
}
