import { benchJsonSchema } from '../../host/bench/bench-file/json-schema.ts';

// Writes what host/bench/schema/bench.schema.json holds.
process.stdout.write(`${JSON.stringify(benchJsonSchema(), null, 2)}\n`);
