import { faultLine, type FileFault } from '@fobkit/store/yaml';

/** The bench file cannot be used: the fault of whoever wrote it. Nothing was touched. */
export class BenchFileError extends Error {
  override readonly name = 'BenchFileError';
  /** All that is wrong, in the order of the file. */
  readonly faults: readonly FileFault[];

  constructor(faults: readonly FileFault[]) {
    super(faults.map(faultLine).join('\n'));
    this.faults = faults;
  }
}
