import type { FobDevice } from '@fobkit/client';
import type { PortEvent, PortSource } from '../../../../../host/station/run/port.ts';
import type { ToStation } from './messages.ts';

export type Connect = (
  port: { readonly name: string; readonly url: string },
  signal: AbortSignal,
) => Promise<FobDevice>;

/** Ports that somebody tells of, by their URLs. */
export class ToldPorts implements PortSource {
  readonly #connect: Connect;
  readonly #told: PortEvent[] = [];
  #wake = Promise.withResolvers<undefined>();

  constructor(connect: Connect) {
    this.#connect = connect;
  }

  tell(message: ToStation & { readonly kind: 'arrived' | 'left' }): void {
    const { port: name } = message;
    if (message.kind === 'left') this.#told.push({ kind: 'left', port: name });
    else {
      const { url } = message;
      this.#told.push({
        kind: 'arrived',
        port: { name, connect: (signal) => this.#connect({ name, url }, signal) },
      });
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
