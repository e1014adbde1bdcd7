import { format } from 'prettier';
import { fleetJsonSchema } from '@fobkit/fleet';

// Writes what host/fleet/schema/fleet.schema.json holds.
process.stdout.write(
  await format(JSON.stringify(fleetJsonSchema()), { parser: 'json', printWidth: 100 }),
);
