import type { Trouble } from '@fobkit/station';
import type { StationWords } from '../words/words.ts';
import { type Line, type Look, span } from './line.ts';
import { endedWell, type Message, type ScreenState } from './screen-state.ts';

/** How often each reason came, most frequent first. */
export function failureLine({ failures }: ScreenState, words: StationWords): Line | undefined {
  const { screen, troubles } = words;
  const counted = Object.entries(failures)
    .filter((entry): entry is [Trouble, number] => entry[0] in troubles)
    .toSorted(([, a], [, b]) => b - a)
    .map(([trouble, count]) => `${troubles[trouble].name} ${String(count)}`);
  if (counted.length === 0) return undefined;
  return [span(` ${screen.failures}: `, 'faint'), span(counted.join(' · '))];
}

export function messageLine(message: Message, words: StationWords): Line {
  const { look, text } = contentOf(message, words);
  return [span(` ${message.clock}  `, 'faint'), span(text, look)];
}

/** A message without its time, as it also stands in the lines of a run without a screen. */
export function contentOf(
  message: Message,
  { screen, troubles, told }: StationWords,
): { readonly text: string; readonly look: Look } {
  switch (message.kind) {
    case 'result': {
      const { end, port, serialLabel, deviceId, trouble, why } = message.result;
      const name = serialLabel ?? deviceId ?? '';
      const reason = trouble === undefined ? '' : `: ${troubles[trouble].name}`;
      const detail = why === undefined || why === '' ? '' : ` (${told(why)})`;
      const who = name === '' ? port : `${port}  ${name}`;
      const look = endedWell(end) ? 'plain' : 'bad';
      // What would be done is told by its reason alone.
      if (end === 'would-do' && detail !== '') return { look, text: `${who}  ${told(why ?? '')}` };
      return { look, text: `${who}  ${screen.ends[end]}${reason}${detail}` };
    }
    case 'trouble': {
      const { trouble, why } = message;
      return { look: 'bad', text: `${troubles[trouble].name}: ${told(why)}` };
    }
    case 'paused':
    case 'resumed':
      return { look: 'strong', text: screen[message.kind](message.by) };
    case 'waiting':
      return { look: 'strong', text: screen.waitingAt(message.port, message) };
    case 'note':
      return { look: 'plain', text: told(message.text) };
  }
}
