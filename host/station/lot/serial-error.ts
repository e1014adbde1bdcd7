/** Labels that a scheme cannot make, or that nobody may have. Lists every fault. */
export class SerialError extends Error {
  override readonly name = 'SerialError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}
