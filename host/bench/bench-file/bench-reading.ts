import type { FileFault, PositionedYaml } from '@fobkit/store/yaml';

/** A bench file that is being read: what the readers of its parts share. */
export interface BenchReading {
  readonly yaml: PositionedYaml;
  /** Of the bench file: relative paths in it start there. */
  readonly folder: string;
  readonly faults: FileFault[];
}
