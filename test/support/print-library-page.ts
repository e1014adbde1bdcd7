import { writeFileSync } from 'node:fs';
import { LIBRARY_PAGE, libraryPage } from './library-table.ts';

writeFileSync(LIBRARY_PAGE, await libraryPage());
