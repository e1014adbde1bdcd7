import {
  type ConnectOptions,
  FobDevice,
  type HostEnv,
  type Link,
  LinkLostError,
} from '@fobkit/client';

/** A link that one opens at a time, asked in between too. */
export class OneLink {
  readonly #link: Link;
  readonly #env: HostEnv;
  #open: FobDevice | undefined;

  constructor(link: Link, env: HostEnv) {
    this.#link = link;
    this.#env = env;
  }

  get url(): string {
    return this.#link.url;
  }

  async connect(options: ConnectOptions = {}): Promise<FobDevice> {
    this.#open = await FobDevice.connect(this.#link, this.#env, options);
    return this.#open;
  }

  /** Asks the fob over the device that is open, or over one of its own that it closes again. */
  async ask<T>(question: (fob: FobDevice) => Promise<T>): Promise<T> {
    if (this.#open !== undefined) {
      try {
        return await question(this.#open);
      } catch (error) {
        if (!(error instanceof LinkLostError)) throw error;
        this.#open = undefined;
      }
    }
    const fob = await FobDevice.connect(this.#link, this.#env);
    return question(fob).finally(() => fob.close());
  }
}
