import type { StationEvent } from '@fobkit/station';
import type { RunView, RunViewOptions } from './run-view.ts';

/** Each event as a line of JSON, with its time. */
export class JsonView implements RunView {
  readonly #options: Pick<RunViewOptions, 'cli' | 'clock'>;

  constructor(options: Pick<RunViewOptions, 'cli' | 'clock'>) {
    this.#options = options;
  }

  onEvent(event: StationEvent): void {
    const { cli, clock } = this.#options;
    const { kind, ...rest } = event;
    cli.out.json({ event: kind, unixMs: clock.unixMs(), ...rest });
  }

  note(text: string): void {
    this.#options.cli.out.note(text);
  }

  interrupted(): void {
    // How it ended tells the last event.
  }

  close(): void {
    // What was printed is whole.
  }
}
