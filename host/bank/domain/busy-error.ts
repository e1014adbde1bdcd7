/** There is more costly work than is done in a while. Nothing was begun: whoever asks again later may be served. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
  /** Seconds. */
  readonly retryAfter = 5;

  constructor() {
    super('the bank is busy: ask again in a while');
  }
}
