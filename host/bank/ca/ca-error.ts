/** The folder of the development CA cannot be used; the message names place and remedy. */
export class CaError extends Error {
  override readonly name = 'CaError';
}
