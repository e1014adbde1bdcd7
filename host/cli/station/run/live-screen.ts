import type { StationEvent } from '@fobkit/station';
import { FullScreen } from '../../terminal/full-screen.ts';
import { watchKeys } from '../../terminal/keys.ts';
import { afterEvent, afterTick, noted } from '../screen/after-event.ts';
import { afterKey, type Key } from '../screen/after-key.ts';
import { drawScreen } from '../screen/draw-screen.ts';
import { paintLine } from '../screen/paint-line.ts';
import { endedWell, screenOf, type ScreenState } from '../screen/screen-state.ts';
import { type RunView, type RunViewOptions, seenAt } from './run-view.ts';

/** Seconds are seen to pass; oftener would be restless. */
const TICK_MS = 250;
/** Many fobs at once change the screen no oftener. */
const REDRAW_MS = 50;

/** The screen of a run on a terminal, moved by events, keys and time. */
export class LiveScreen implements RunView {
  readonly #options: RunViewOptions;
  readonly #screen: FullScreen;
  readonly #letGo: () => void;
  #state: ScreenState;
  #cancel: (() => void) | undefined;
  #drawnMs = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(options: RunViewOptions) {
    const { cli, clock, lot, counts } = options;
    this.#options = options;
    this.#state = screenOf(lot, counts, seenAt(clock));
    this.#screen = new FullScreen(cli.out);
    this.#screen.open();
    this.#letGo = watchKeys(cli.stdin, (key) => {
      this.#onKey(key);
    });
    this.#draw();
  }

  onEvent(event: StationEvent): void {
    this.#state = afterEvent(this.#state, event, seenAt(this.#options.clock));
    if (this.#options.bell && isFailure(event)) this.#screen.bell();
    this.#soon();
  }

  note(text: string): void {
    this.#state = noted(this.#state, text);
    this.#soon();
  }

  interrupted(): void {
    this.#state = { ...this.#state, ending: this.#state.ending ?? 'finish' };
    this.#soon();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancel?.();
    this.#letGo();
    this.#screen.close();
  }

  #onKey(key: Key): void {
    const { state, wish } = afterKey(this.#state, key, seenAt(this.#options.clock));
    this.#state = state;
    this.#soon();
    if (wish !== undefined) this.#options.onWish(wish);
  }

  /** Draws at once, unless it has just been drawn. */
  #soon(): void {
    if (this.#closed) return;
    const sinceMs = this.#options.clock.now() - this.#drawnMs;
    if (sinceMs >= REDRAW_MS) this.#draw();
    else this.#drawAfter(REDRAW_MS - sinceMs);
  }

  #draw(): void {
    if (this.#closed) return;
    const { cli, clock, words } = this.#options;
    this.#drawnMs = clock.now();
    this.#state = afterTick(this.#state, seenAt(clock));
    const size = { columns: cli.out.width, rows: cli.out.height };
    const lines = drawScreen(this.#state, size, words);
    this.#screen.draw(lines.map((line) => paintLine(line, cli.out.paint)));
    this.#drawAfter(TICK_MS);
  }

  #drawAfter(ms: number): void {
    this.#cancel?.();
    this.#cancel = this.#options.clock.after(ms, () => {
      this.#draw();
    });
  }
}

function isFailure(event: StationEvent): boolean {
  if (event.kind === 'trouble') return true;
  return event.kind === 'ended' && !endedWell(event.end) && event.trouble !== 'already-done';
}
