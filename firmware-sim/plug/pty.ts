import { closeSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { ReadStream } from 'node:tty';
import { Cable } from './cable.ts';
import { MasterWriter } from './master-writer.ts';
import type { Plug, Pluggable } from './plug.ts';
import { loadPtyLibrary, type PtyLibrary, type PtyPair } from './pty-libc.ts';

export interface PtyPlugOptions {
  /** A symbolic link that always leads to the present terminal; its folder is made if need be. */
  readonly symlink?: string;
}

/** A pseudo-terminal with a fob behind it, which any program opens as a serial port. */
export async function openPtyPlug(fob: Pluggable, options: PtyPlugOptions = {}): Promise<PtyPlug> {
  return new PtyPlug(fob, await loadPtyLibrary(), options.symlink);
}

/** Unplugging closes the terminal; the next one that `replug` opens may have another number. */
export class PtyPlug implements Plug {
  readonly #library: PtyLibrary;
  readonly #symlink: string | undefined;
  readonly #cable: Cable;
  #pair: PtyPair | undefined;
  #stream: ReadStream | undefined;
  #writer: MasterWriter | undefined;
  #path = '';

  constructor(fob: Pluggable, library: PtyLibrary, symlink?: string) {
    this.#library = library;
    this.#symlink = symlink;
    this.#cable = new Cable(fob, {
      bytes: (bytes) => {
        this.#send(bytes);
      },
      unplugged: () => {
        void this.#shut();
      },
    });
    this.replug();
  }

  /** With the terminal's own path; that of the last one while the fob is unplugged. */
  get url(): string {
    return `serial:${this.#path}`;
  }

  get plugged(): boolean {
    return this.#cable.plugged;
  }

  replug(): void {
    if (this.plugged) return;
    this.#open();
    this.#cable.plugIn();
  }

  close(): Promise<void> {
    this.#cable.pull();
    const closed = this.#shut();
    if (this.#symlink !== undefined) rmSync(this.#symlink, { force: true });
    return closed;
  }

  #open(): void {
    const pair = this.#library.open();
    const stream = new ReadStream(pair.master);
    this.#pair = pair;
    this.#stream = stream;
    this.#writer = new MasterWriter(pair.master, () => stream.resume());
    this.#path = pair.path;
    if (this.#symlink !== undefined) pointTo(this.#symlink, pair.path);
    stream.on('data', (chunk) => {
      if (this.#stream === stream && typeof chunk !== 'string') this.#cable.write(chunk);
    });
    // The terminal broke under us, as when the session's devpts goes: the fob is off the wire.
    stream.on('error', () => {
      if (this.#stream !== stream) return;
      this.#cable.pull();
      void this.#shut();
    });
  }

  /** A host that does not read what it asked for is not heard any further until it does. */
  #send(bytes: Uint8Array): void {
    this.#writer?.write(bytes);
    if (this.#writer?.waiting === true) this.#stream?.pause();
  }

  #shut(): Promise<void> {
    const stream = this.#stream;
    const pair = this.#pair;
    this.#writer?.stop();
    this.#writer = undefined;
    this.#stream = undefined;
    this.#pair = undefined;
    if (stream === undefined || pair === undefined) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    stream.once('close', () => {
      resolve(undefined);
    });
    stream.destroy();
    closeSync(pair.slave);
    return promise;
  }
}

/** Leads a symbolic link to `target` in one step: nobody finds it missing or half made. */
function pointTo(symlink: string, target: string): void {
  mkdirSync(dirname(symlink), { recursive: true, mode: 0o700 });
  const temporary = `${symlink}.${process.pid}`;
  rmSync(temporary, { force: true });
  symlinkSync(target, temporary);
  renameSync(temporary, symlink);
}
