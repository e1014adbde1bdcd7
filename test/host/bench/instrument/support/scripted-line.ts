import type { CloseReason, Connection, Link } from '@fobkit/client';

/** What an instrument sends when it has got these bytes; each part arrives by itself. */
export type LineScript = (got: Uint8Array, line: ScriptedLine) => readonly Uint8Array[];

/** A line to an instrument whose every byte the test decides. It outlives its connections. */
export class ScriptedLine implements Link {
  readonly url = 'serial:/dev/ttyTOY';
  /** What was written to it, in text. */
  readonly got: string[] = [];
  opened = 0;
  closed = 0;
  readonly #script: LineScript;
  #end: ((reason: CloseReason) => void) | undefined;
  #listener: ((bytes: Uint8Array) => void) | undefined;

  constructor(script: LineScript) {
    this.#script = script;
  }

  /** Something that the instrument says now, to whoever listens. */
  says(bytes: Uint8Array): void {
    this.#listener?.(bytes);
  }

  /** The instrument ends the connection. */
  hangUp(): void {
    this.#end?.({ kind: 'lost' });
  }

  open(): Promise<Connection> {
    this.opened++;
    const { promise, resolve } = Promise.withResolvers<CloseReason>();
    this.#end = resolve;
    return Promise.resolve({
      closed: promise,
      onBytes: (listener) => {
        this.#listener = listener;
        return () => undefined;
      },
      write: (bytes) => {
        this.got.push(Buffer.from(bytes).toString('latin1').trim());
        for (const part of this.#script(bytes, this)) {
          queueMicrotask(() => {
            this.says(part);
          });
        }
        return Promise.resolve();
      },
      close: () => {
        this.closed++;
        resolve({ kind: 'closed' });
        return Promise.resolve();
      },
    });
  }
}

export const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
