import type { FileFault, PositionedYaml } from '../yaml/positioned-yaml.ts';

/** A bench file that is being read: what the readers of its parts share. */
export interface BenchReading {
  readonly yaml: PositionedYaml;
  /** Of the bench file: relative paths in it start there. */
  readonly folder: string;
  readonly faults: FileFault[];
}
