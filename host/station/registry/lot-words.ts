import type { Wake } from '@fobkit/store';

/**
 * Words between stations that a lot has changed: paused, going on, units given back. One that is lost
 * costs the time until a station looks by itself.
 */
export class LotWords {
  readonly #open: () => Promise<Wake | undefined>;
  #wake: Promise<Wake | undefined> | undefined;

  /**
   * @param open Never rejects; called when there is something to tell or to hear. Undefined where
   *   nobody is on another machine.
   */
  constructor(open: () => Promise<Wake | undefined>) {
    this.#open = open;
  }

  /** Never rejects. After the commit of what it tells of. */
  async tell(lot: string): Promise<void> {
    this.#wake ??= this.#open();
    await (await this.#wake)?.tell(topicOf(lot));
  }

  /** Calls `run` after each word. The function that comes back ends it. */
  listen(lot: string, run: () => void): () => void {
    this.#wake ??= this.#open();
    let stopped = false;
    let stop: () => void = () => {
      stopped = true;
    };
    void this.#wake.then((wake) => {
      if (!stopped && wake !== undefined) stop = wake.listen(topicOf(lot), run);
    });
    return () => {
      stop();
    };
  }

  async close(): Promise<void> {
    await (await this.#wake)?.close();
  }
}

function topicOf(lot: string): string {
  return `lot.${lot}`;
}
