import { faultLine, type FileFault } from '@fobkit/store/yaml';

/** The fleet file cannot be used: the fault of whoever wrote it. Nothing was begun. */
export class FleetFileError extends Error {
  override readonly name = 'FleetFileError';
  /** All that is wrong, in the order of the file. */
  readonly faults: readonly FileFault[];

  constructor(faults: readonly FileFault[]) {
    super(faults.map(faultLine).join('\n'));
    this.faults = faults;
  }
}
