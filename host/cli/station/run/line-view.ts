import type { StationEvent } from '@fobkit/station';
import { afterEvent } from '../screen/after-event.ts';
import { contentOf } from '../screen/draw-messages.ts';
import { span } from '../screen/line.ts';
import { paintLine } from '../screen/paint-line.ts';
import { isBusy, screenOf, type ScreenState } from '../screen/screen-state.ts';
import { type RunView, type RunViewOptions, seenAt } from './run-view.ts';

/** A line for each fob, where nobody can look at a screen. */
export class LineView implements RunView {
  readonly #options: RunViewOptions;
  #state: ScreenState;

  constructor(options: RunViewOptions) {
    this.#options = options;
    this.#state = screenOf(options.lot, options.counts, seenAt(options.clock));
  }

  onEvent(event: StationEvent): void {
    const { clock, words } = this.#options;
    const before = this.#state.messages[0];
    this.#state = afterEvent(this.#state, event, seenAt(clock));
    const [message] = this.#state.messages;
    if (event.kind === 'press-wanted') {
      this.note(`${event.port}  ${event.serialLabel}  ${words.screen.pressNow}`);
    } else if (message !== undefined && message !== before) {
      const { text, look } = contentOf(message, words);
      this.#print(paintLine([span(text, look)], this.#options.cli.out.paint));
    }
  }

  note(text: string): void {
    this.#print(text);
  }

  interrupted(): void {
    if (isBusy(this.#state)) this.note(this.#options.words.screen.interrupted);
  }

  close(): void {
    // Lines stay where they are.
  }

  #print(text: string): void {
    const { cli, clock } = this.#options;
    cli.out.print(`${seenAt(clock).clock}  ${text}`);
  }
}
