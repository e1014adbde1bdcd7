import { format } from 'prettier';
import { policyJsonSchema } from '@fobkit/bank';
import { fleetJsonSchema } from '@fobkit/fleet';

// Writes what host/fleet/schema/fleet.schema.json holds.
process.stdout.write(
  await format(JSON.stringify(fleetJsonSchema(policyJsonSchema())), {
    parser: 'json',
    printWidth: 100,
  }),
);
