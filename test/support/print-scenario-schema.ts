import { format } from 'prettier';
import { scenarioSchema } from '@fobkit/bench';

// Writes what host/bench/schema/scenario.schema.json holds.
process.stdout.write(
  await format(JSON.stringify(scenarioSchema()), { parser: 'json', printWidth: 100 }),
);
