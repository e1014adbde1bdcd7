/** The control channel of an emulated fob refused. */
export class ControlError extends Error {
  override readonly name: string = 'ControlError';
  /** HTTP status. */
  readonly status: number;
  /** A `RigRefusalCode`, or what a newer emulator says. */
  readonly code: string;
  /** The field of the request at fault, as `trigger.n`. */
  readonly field: string | undefined;

  constructor(status: number, code: string, message: string, field?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

export interface GoneOptions extends ErrorOptions {
  /** The file with what its process said at its end. */
  readonly log?: string | undefined;
}

/** Nobody is there any more. */
export class SimGoneError extends Error {
  override readonly name = 'SimGoneError';

  constructor(control: string, options: GoneOptions = {}) {
    const { log } = options;
    super(
      `the emulated fob at ${control} is gone. ` +
        (log === undefined ? '' : `What its process said: ${log}. `) +
        'See which ones are up: fob sim list. Start another: fob sim up',
      options,
    );
  }
}

/** The process of the emulated fobs did not come up. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
}
