import { ByteWriter, TAG_LENGTH, toHex, UsageError } from '@fobkit/protocol';
import type { Tags } from './tag-source.ts';

/** So many bytes of a run's id stand at the head of each of its tags. */
const RUN_PREFIX_LENGTH = 5;
const LAST = 0xff_ffff;

/**
 * The tags of a run that has an id: its first 5 bytes, then a counter of 3. The fob echoes them,
 * so that a stale answer, of another run or of an earlier request of this one, never counts. All
 * connections of a run share one of these.
 */
export class RunTags implements Tags {
  readonly #prefix: Uint8Array;
  #counter = 0;

  /** @param runId 8 bytes. @throws UsageError */
  constructor(runId: Uint8Array) {
    if (runId.length !== TAG_LENGTH) {
      throw new UsageError(`a run id has ${String(TAG_LENGTH)} bytes, not ${toHex(runId)}`);
    }
    this.#prefix = runId.slice(0, RUN_PREFIX_LENGTH);
  }

  /** @throws UsageError after 16,777,215 requests. */
  next(): Uint8Array {
    if (this.#counter === LAST) throw new UsageError('the tags of this run are used up');
    this.#counter++;
    const counter = this.#counter;
    return new ByteWriter(TAG_LENGTH)
      .bytes(this.#prefix)
      .u8(counter >>> 16)
      .u16be(counter & 0xffff)
      .finish();
  }
}
