/** Shapes that the record store takes and gives. */

/**
 * `ok`: done, and in flash. `full`: refused and nothing changed, since a payload is longer than 512
 * bytes or the store would hold more than a page. `worn`: the cells did not take it; the old
 * values hold.
 */
export type StoreResult = 'ok' | 'full' | 'worn';

/** `damaged`: there was a value and it cannot be read; no older one is given in its place. */
export type Stored =
  | { readonly status: 'ok'; readonly value: Uint8Array }
  | { readonly status: 'absent' }
  | { readonly status: 'damaged' };

/** `complete` is false when entries have rotted away. */
export interface StoredLog {
  /** Oldest first. */
  readonly entries: readonly Uint8Array[];
  readonly complete: boolean;
}

/** Keys are 0 to 255. */
export type Change =
  /** A new value, or undefined to remove the key. */
  | { readonly key: number; readonly value: Uint8Array | undefined }
  /** One more entry of a log. */
  | { readonly key: number; readonly entry: Uint8Array };

export interface MountReport {
  /**
   * `blank`: never used. `clean`: as a finished write leaves it. `recovered`: a cut or rot was
   * found and dealt with. `lost`: part of the log, or all of it, could not be found.
   */
  readonly found: 'blank' | 'clean' | 'recovered' | 'lost';
  /** Keys without a readable value and logs that lack entries, ascending. All 256 when lost. */
  readonly damaged: readonly number[];
}
