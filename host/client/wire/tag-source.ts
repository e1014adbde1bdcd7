import { ByteWriter, TAG_LENGTH } from '@fobkit/protocol';

const RUN_LENGTH = 4;
const LAST = 0xffff_ffff;

/** Where the tags of requests come from: 8 bytes, never the same twice. */
export interface Tags {
  next(): Uint8Array;
}

/**
 * Tags of requests: 4 random bytes that name the run of the host, then a counter, so that an
 * answer to an earlier request or an earlier run is told from the one that is awaited.
 */
export class TagSource implements Tags {
  readonly #randomBytes: (length: number) => Uint8Array;
  #run: Uint8Array;
  #counter = 0;

  constructor(randomBytes: (length: number) => Uint8Array) {
    this.#randomBytes = randomBytes;
    this.#run = randomBytes(RUN_LENGTH);
  }

  next(): Uint8Array {
    if (this.#counter === LAST) {
      this.#run = this.#randomBytes(RUN_LENGTH);
      this.#counter = 0;
    }
    this.#counter++;
    return new ByteWriter(TAG_LENGTH).bytes(this.#run).u32be(this.#counter).finish();
  }
}
