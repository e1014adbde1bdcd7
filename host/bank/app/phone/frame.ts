import { button, el, svg } from './dom.ts';
import type { Language } from './language.ts';
import { WORDS } from './words.ts';

export interface FrameActions {
  readonly switchLanguage: () => void;
  /** Only where there is a token. */
  readonly switchMode?: { readonly isOn: boolean; readonly run: () => void };
}

/** The page: the bar with the mode switch 三, the title and the other language; then the content. */
export function frame(
  language: Language,
  actions: FrameActions,
  ...content: readonly Node[]
): readonly HTMLElement[] {
  const words = WORDS[language];
  const other = language === 'ja' ? 'en' : 'ja';
  const bar = el(
    'header',
    {},
    modeSwitch(words.mode, actions.switchMode),
    el('h1', {}, words.title),
    button(words.other, { class: 'language', lang: other }, actions.switchLanguage),
  );
  return [bar, el('main', {}, ...content)];
}

function modeSwitch(label: string, mode: FrameActions['switchMode']): HTMLElement {
  if (mode === undefined) return el('span', { class: 'mode' });
  const attributes = { class: 'mode', 'aria-label': label, 'aria-pressed': String(mode.isOn) };
  const element = button('', attributes, mode.run);
  const lines = svg('path', { d: 'M3 6h18M3 12h18M3 18h18' });
  element.append(svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, lines));
  return element;
}

/** A short message that screen readers tell when it changes. */
export function notice(kind: 'info' | 'warning' | 'error', text: string): HTMLElement {
  return el('p', { class: `notice ${kind}`, role: kind === 'error' ? 'alert' : 'status' }, text);
}
