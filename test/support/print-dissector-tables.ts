import { writeFileSync } from 'node:fs';
import { DISSECTOR, dissectorWithTables } from './dissector-tables.ts';

writeFileSync(DISSECTOR, dissectorWithTables());
