/**
 * - `address`: the URL is none, or the server refuses the name, the password or the database.
 * - `unreachable`: no server answers there.
 * - `lost`: the server was there, and does not answer any more.
 * - `version`: what waits in the queue is of another version of fobkit.
 * - `share`: a worker could not do its share, whoever tried.
 */
export type QueueErrorCode = 'address' | 'unreachable' | 'lost' | 'version' | 'share';

/** Something is wrong with the queue between machines. Never tells a password. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
  readonly code: QueueErrorCode;

  constructor(code: QueueErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
