import type { FobDevice } from '@fobkit/client';
import type { PortEvent, PortSource } from '../../../../../host/station/run/port.ts';
import type { ToStation } from './messages.ts';

/** Ports that somebody tells of, by their URLs. */
export class ToldPorts implements PortSource {
  readonly #connect: (url: string, signal: AbortSignal) => Promise<FobDevice>;
  readonly #told: PortEvent[] = [];
  #wake = Promise.withResolvers<undefined>();

  constructor(connect: (url: string, signal: AbortSignal) => Promise<FobDevice>) {
    this.#connect = connect;
  }

  tell(message: ToStation & { readonly kind: 'arrived' | 'left' }): void {
    const { port: name } = message;
    if (message.kind === 'left') this.#told.push({ kind: 'left', port: name });
    else {
      const { url } = message;
      const connect = (signal: AbortSignal): Promise<FobDevice> => this.#connect(url, signal);
      this.#told.push({ kind: 'arrived', port: { name, connect } });
    }
    this.#wake.resolve(undefined);
  }

  async *watch(signal: AbortSignal): AsyncGenerator<PortEvent, undefined> {
    signal.addEventListener('abort', () => {
      this.#wake.resolve(undefined);
    });
    while (!signal.aborted) {
      for (const event of this.#told.splice(0)) yield event;
      await this.#wake.promise;
      this.#wake = Promise.withResolvers();
    }
  }
}
