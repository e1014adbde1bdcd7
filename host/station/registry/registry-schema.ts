import type { OperatorTables } from '../operator/tables.ts';
import type { RegistryTables } from './schema.ts';

/** The tables of a registry's database that are written here; vault and chains have their own. */
export type RegistrySchema = RegistryTables & OperatorTables;
