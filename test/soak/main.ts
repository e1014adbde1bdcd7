import { soakBank } from './bank/soak-bank.ts';
import { soakCodes } from './codes/soak-codes.ts';
import { soakFleet } from './fleet/soak-fleet.ts';
import { soakWholeBank } from './fleet/soak-whole-bank.ts';
import { soakLibrary } from './library.ts';
import { soakStations } from './station/main.ts';

// `npm run soak`: the library, the bank's histories, then stations for ten minutes. `-- bank [EVENTS]
// [more]`: the bank alone. `-- station [MINUTES] [more]`: stations alone; `more` adds to the last record.
// `-- fleet [FOBS]`: fobs of fleets alone, and ten codes for each at the whole bank.
// `-- codes`: random codes against other engines alone.
// `-- NAME…`: these scenarios of the library.

const MINUTES = 10;
const EVENTS = 200_000;
const FOBS = 1000;
const CODES_A_FOB = 10;
const [first, ...rest] = process.argv.slice(2);

async function soak(): Promise<boolean> {
  if (first === 'station') {
    const minutes = Number(rest.find((word) => word !== 'more') ?? MINUTES);
    return soakStations(minutes, rest.includes('more'));
  }
  if (first === 'bank') {
    return soakBank(Number(rest.find((word) => word !== 'more') ?? EVENTS), rest.includes('more'));
  }
  if (first === 'codes') return soakCodes();
  if (first === 'fleet') return soakFleets(Number(rest[0] ?? FOBS));
  if (first !== undefined) return soakLibrary([first, ...rest]);
  const library = await soakLibrary([]);
  const bank = await soakBank(EVENTS, false);
  const codes = soakCodes();
  const fleet = await soakFleets(FOBS);
  return (await soakStations(MINUTES, false)) && bank && codes && fleet && library;
}

async function soakFleets(fobs: number): Promise<boolean> {
  const asWholeFobs = soakFleet(fobs);
  return (await soakWholeBank(fobs * CODES_A_FOB)) && asWholeFobs;
}

process.exit((await soak()) ? 0 : 1);
