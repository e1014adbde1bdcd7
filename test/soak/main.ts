import { soakLibrary } from './library.ts';
import { soakStations } from './station/main.ts';

// `npm run soak`: the library, then stations for ten minutes. `-- station [MINUTES] [more]`:
// stations alone; `more` adds to their last record. `-- NAME…`: these scenarios of the library.

const MINUTES = 10;
const [first, ...rest] = process.argv.slice(2);

async function soak(): Promise<boolean> {
  if (first === 'station') {
    const minutes = Number(rest.find((word) => word !== 'more') ?? MINUTES);
    return soakStations(minutes, rest.includes('more'));
  }
  if (first !== undefined) return soakLibrary([first, ...rest]);
  const library = await soakLibrary([]);
  return (await soakStations(MINUTES, false)) && library;
}

process.exit((await soak()) ? 0 : 1);
