import {
  failedOf,
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

/** What the person at the screen wants done. */
export type Wish =
  | { readonly kind: 'finish' | 'stop' | 'pause' | 'resume' }
  | {
      readonly kind: 'deed';
      readonly deed: UnitDeed;
      readonly serialLabel: string;
      readonly reason: string;
    };

export interface AfterKey {
  readonly state: ScreenState;
  readonly wish?: Wish;
}

const MOST_REASON = 200;
const DEED_OF: Readonly<Record<string, UnitDeed>> = { s: 'scrap', w: 'rework', l: 'reprint' };

/** The screen after a key, and what is to be done. */
export function afterKey(before: ScreenState, key: Key, seen: Seen): AfterKey {
  const state: ScreenState = { ...before, seen };
  const { view } = state;
  switch (view.kind) {
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

/** Begins to ask for a reason; of the unit that is chosen, else of the last one it can be about. */
function asked(
  state: ScreenState,
  deed: UnitDeed | undefined,
  chosen: Result | undefined,
): AfterKey {
  if (deed === undefined) return { state };
  const among = deed === 'reprint' ? state.results : failedOf(state);
  const of = chosen ?? among.find(({ serialLabel }) => serialLabel !== undefined);
  if (of?.serialLabel === undefined) return { state };
  return shown(state, { kind: 'reason', deed, of, text: '' });
}

function typing(
  state: ScreenState,
  view: Extract<View, { readonly kind: 'reason' }>,
  { name, text = '' }: Key,
): AfterKey {
  const typed = view.text;
  switch (name) {
    case 'escape':
    case 'ctrl-c':
      return shown(state, { kind: 'run' });
    case 'backspace':
      return shown(state, { ...view, text: [...typed].slice(0, -1).join('') });
    case 'return': {
      const reason = typed.trim();
      const { serialLabel } = view.of;
      if (reason === '' || serialLabel === undefined) return { state };
      return {
        ...shown(state, { kind: 'run' }),
        wish: { kind: 'deed', deed: view.deed, serialLabel, reason },
      };
    }
    default: {
      const longer = typed + text.replace(/\p{Cc}/gu, '');
      return shown(state, { ...view, text: [...longer].slice(0, MOST_REASON).join('') });
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

function isBusy({ ports }: ScreenState): boolean {
  return ports.some(({ kind }) => kind === 'working');
}

function shown(state: ScreenState, view: View): AfterKey {
  return { state: { ...state, view } };
}
