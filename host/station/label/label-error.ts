/** A label that cannot be made as it is asked for. The message tells what would do. */
export class LabelError extends Error {
  override readonly name = 'LabelError';
}
