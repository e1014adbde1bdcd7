import { type HostClock, type Link, LinkCapture } from '@fobkit/client';
import { VERSION } from '../help/version.ts';

/** What passes over the links of one run at a time, as a pcapng file. */
export class RunCapture {
  #blocks: Uint8Array[] = [];
  #capture: LinkCapture | undefined;
  #wrapped = new Map<Link, Link>();

  /** Forgets what was, for the next run. */
  begin(): void {
    this.#blocks = [];
    this.#capture = undefined;
    this.#wrapped = new Map();
  }

  /** The same link, captured in whichever run it is opened. */
  of(link: Link, clock: HostClock): Link {
    return { url: link.url, open: (options) => this.#wrap(link, clock).open(options) };
  }

  /** Undefined when nothing passed. */
  bytes(): Uint8Array | undefined {
    return this.#blocks.length === 0 ? undefined : Buffer.concat(this.#blocks);
  }

  #wrap(link: Link, clock: HostClock): Link {
    this.#capture ??= new LinkCapture({
      write: (block) => {
        this.#blocks.push(block);
      },
      clock,
      application: `fob ${VERSION}`,
    });
    const wrapped = this.#wrapped.get(link) ?? this.#capture.of(link);
    this.#wrapped.set(link, wrapped);
    return wrapped;
  }
}
