/** A capture file is not what it must be. The message begins with the place, `byte 128: …`. */
export class CaptureError extends Error {
  override readonly name = 'CaptureError';
  /** Where in the file the fault is, counted from its first byte. */
  readonly offset: number;

  constructor(offset: number, what: string, options?: ErrorOptions) {
    super(`byte ${String(offset)}: ${what}`, options);
    this.offset = offset;
  }
}
