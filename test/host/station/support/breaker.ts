import type { Connection, Link } from '@fobkit/client';
import type { WorkStore } from '../../../../host/station/run/work-store.ts';
import { DiskFull } from './memory-registry.ts';

/** What happens at the operation in whose place a breaker stands. */
export type Break =
  | { readonly kind: 'none' }
  /** The operation is done, or not, and then the hand does this. */
  | { readonly kind: 'hand'; readonly act: () => void }
  /** The registry does not take it; it may have been kept all the same. */
  | { readonly kind: 'registry' }
  /** The wire takes everything and brings nothing, until the hand ends that. */
  | { readonly kind: 'mute'; readonly until: (end: () => void) => void }
  /** The process is gone: nothing of it happens any more. */
  | { readonly kind: 'killed' };

/** Counts what a visit does to the fob and to the registry, and breaks one of it. */
export class Breaker {
  /** What was counted, for messages. */
  readonly seen: string[] = [];
  readonly killed = Promise.withResolvers<'killed'>();
  readonly #at: number;
  readonly #when: 'before' | 'after';
  readonly #what: Break;
  readonly #connections = new Set<Connection>();
  #dead = false;
  #mute = false;

  constructor(at: number, when: 'before' | 'after', what: Break) {
    this.#at = at;
    this.#when = when;
    this.#what = what;
  }

  get fired(): boolean {
    return this.seen.length > this.#at;
  }

  get #isDead(): boolean {
    return this.#dead;
  }

  link(link: Link): Link {
    return {
      url: link.url,
      open: async (options) => {
        if (this.#dead) return await never();
        const connection = await link.open(options);
        if (this.#isDead) {
          await connection.close();
          return await never();
        }
        this.#connections.add(connection);
        return {
          ...(connection.framing === undefined ? {} : { framing: connection.framing }),
          closed: connection.closed,
          onBytes: (listener) =>
            connection.onBytes((bytes) => {
              if (!this.#mute) listener(bytes);
            }),
          close: () => connection.close(),
          write: (bytes) => this.#do('wire', 'write', () => connection.write(bytes)),
        };
      },
    };
  }

  store(store: WorkStore): WorkStore {
    return new Proxy(store, {
      get: (target, name: keyof WorkStore) => {
        if (name === 'watch') return undefined;
        const method = target[name].bind(target) as (...given: unknown[]) => Promise<unknown>;
        return (...given: unknown[]) => this.#do('registry', name, () => method(...given));
      },
    });
  }

  async #do<T>(of: 'wire' | 'registry', name: string, work: () => Promise<T>): Promise<T> {
    if (this.#dead) return await never();
    const here = this.seen.push(`${of} ${name}`) - 1 === this.#at;
    if (here && this.#when === 'before') await this.#break(of);
    const result = await work();
    if (here && this.#when === 'after') await this.#break(of);
    return result;
  }

  async #break(of: 'wire' | 'registry'): Promise<void> {
    const what = this.#what;
    if (what.kind === 'hand') what.act();
    if (what.kind === 'mute') {
      this.#mute = true;
      what.until(() => {
        this.#mute = false;
      });
    }
    if (what.kind === 'registry' && of === 'registry') throw new DiskFull('the disk is full');
    if (what.kind !== 'killed') return;
    this.#dead = true;
    // The system closes what a dead process had open.
    for (const connection of this.#connections) await connection.close();
    this.killed.resolve('killed');
    await never();
  }
}

function never<T>(): Promise<T> {
  return Promise.withResolvers<T>().promise;
}
