import {
  failedOf,
  isBusy,
  labelsFor,
  type Result,
  type ScreenState,
  type Seen,
  type UnitDeed,
  type View,
} from './screen-state.ts';

/** A key, by the character that it writes or by its name: `q`, `Q`, `return`, `up`. */
export interface Key {
  readonly name: string;
  /** What it writes; absent for arrows and their like. */
  readonly text?: string;
}

export interface DeedWish {
  readonly kind: 'deed';
  readonly deed: UnitDeed;
  /** Its serial label, or what was scanned or typed to name it. */
  readonly unit: string;
  readonly reason: string;
}

/** What the person at the screen wants done. */
export type Wish = { readonly kind: 'finish' | 'stop' | 'pause' | 'resume' } | DeedWish;

export interface AfterKey {
  readonly state: ScreenState;
  readonly wish?: Wish;
}

const MOST_TYPED = 200;
const DEED_OF: Readonly<Record<string, UnitDeed>> = { s: 'scrap', w: 'rework', l: 'reprint' };

/** The screen after a key, and what is to be done. */
export function afterKey(before: ScreenState, key: Key, seen: Seen): AfterKey {
  const state: ScreenState = { ...before, seen };
  const { view } = state;
  switch (view.kind) {
    case 'unit':
      return choosing(state, view, key);
    case 'reason':
      return typing(state, view, key);
    case 'sure':
      return sure(state, key);
    case 'help':
      return shown(state, { kind: 'run' });
    case 'failures':
      return leafing(state, view.at, key);
    case 'run':
      return commanded(state, key, undefined);
  }
}

function commanded(state: ScreenState, { name }: Key, chosen: Result | undefined): AfterKey {
  switch (name) {
    case 'q':
      return { state: { ...state, ending: state.ending ?? 'finish' }, wish: { kind: 'finish' } };
    case 'Q':
    case 'ctrl-c':
      return isBusy(state) ? shown(state, { kind: 'sure' }) : stopped(state);
    case 'p':
      return { state, wish: { kind: 'pause' } };
    case 'r':
      return { state, wish: { kind: 'resume' } };
    case 'd':
      return failedOf(state).length === 0 ? { state } : shown(state, { kind: 'failures', at: 0 });
    case '?':
    case 'h':
      return shown(state, { kind: 'help' });
    default:
      return asked(state, DEED_OF[name], chosen);
  }
}

/** Asks for the reason where the unit is chosen, else for the unit: the newest that it can be about. */
function asked(
  state: ScreenState,
  deed: UnitDeed | undefined,
  chosen: Result | undefined,
): AfterKey {
  if (deed === undefined) return { state };
  if (chosen === undefined) {
    const [newest] = labelsFor(state, deed);
    return shown(state, { kind: 'unit', deed, chosen: newest, text: '' });
  }
  const { serialLabel } = chosen;
  if (serialLabel === undefined) return { state };
  return shown(state, { kind: 'reason', deed, unit: serialLabel, text: '' });
}

/** A scanner types the label and Enter. */
function choosing(
  state: ScreenState,
  view: Extract<View, { readonly kind: 'unit' }>,
  key: Key,
): AfterKey {
  const { deed, chosen, text } = view;
  const labels = labelsFor(state, deed);
  const at = labels.findIndex((label) => label === chosen);
  switch (key.name) {
    case 'up':
      return shown(state, { ...view, chosen: labels[Math.max(0, at - 1)], text: '' });
    case 'down':
      return shown(state, { ...view, chosen: labels[at + 1] ?? labels.at(-1), text: '' });
    case 'return': {
      const unit = text.trim() === '' ? chosen : text.trim();
      return unit === undefined
        ? { state }
        : shown(state, { kind: 'reason', deed, unit, text: '' });
    }
    default:
      return edited(state, view, key);
  }
}

function typing(
  state: ScreenState,
  view: Extract<View, { readonly kind: 'reason' }>,
  key: Key,
): AfterKey {
  if (key.name !== 'return') return edited(state, view, key);
  const reason = view.text.trim();
  if (reason === '') return { state };
  const { deed, unit } = view;
  return { ...shown(state, { kind: 'run' }), wish: { kind: 'deed', deed, unit, reason } };
}

function edited(
  state: ScreenState,
  view: Extract<View, { readonly text: string }>,
  { name, text = '' }: Key,
): AfterKey {
  const typed = view.text;
  switch (name) {
    case 'escape':
    case 'ctrl-c':
      return shown(state, { kind: 'run' });
    case 'backspace':
      return shown(state, { ...view, text: [...typed].slice(0, -1).join('') });
    default: {
      const longer = typed + text.replace(/\p{Cc}/gu, '');
      return shown(state, { ...view, text: [...longer].slice(0, MOST_TYPED).join('') });
    }
  }
}

function leafing(state: ScreenState, at: number, key: Key): AfterKey {
  const failed = failedOf(state);
  const last = failed.length - 1;
  switch (key.name) {
    case 'up':
    case 'k':
      return shown(state, { kind: 'failures', at: Math.max(0, at - 1) });
    case 'down':
    case 'j':
    case 'tab':
      return shown(state, { kind: 'failures', at: Math.min(last, at + 1) });
    case 'd':
    case 'escape':
    case 'return':
      return shown(state, { kind: 'run' });
    default:
      return commanded(state, key, failed[Math.min(at, last)]);
  }
}

function sure(state: ScreenState, { name }: Key): AfterKey {
  const yes = name === 'Q' || name === 'y' || name === 'ctrl-c';
  return yes ? stopped(state) : shown(state, { kind: 'run' });
}

function stopped(state: ScreenState): AfterKey {
  return {
    state: { ...state, ending: 'stop', view: { kind: 'run' } },
    wish: { kind: 'stop' },
  };
}

function shown(state: ScreenState, view: View): AfterKey {
  return { state: { ...state, view } };
}
