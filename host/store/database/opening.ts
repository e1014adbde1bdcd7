import type { HostClock } from '@fobkit/client';
import type { Migrations } from './migration.ts';

export interface OpenOptions {
  /** A file, whose folder is there, or the URL of a PostgreSQL database. */
  readonly address: string;
  readonly migrations: Migrations;
  readonly clock: HostClock;
  /** PostgreSQL: the schema that holds the tables; `fobkit` if absent. */
  readonly schema?: string;
  /** PostgreSQL: how transactions see each other; `serializable`, the safest, if absent. */
  readonly isolation?: 'read committed' | 'serializable';
  /** PostgreSQL: opens what is not restored to its end yet, for who does just that. */
  readonly restoring?: boolean;
  /** SQLite: `off` leaves commits to chance, for measurements alone; `full` if absent. */
  readonly sync?: 'full' | 'off';
  /** Something that people should know of and that stops nothing. */
  readonly log?: (message: string) => void;
}
