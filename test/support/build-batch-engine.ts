import { writeFileSync } from 'node:fs';
import { buildEngineModule, ENGINE_MODULE } from './batch-engine-module.ts';

// `npm run batch-engine`: after a change of protocol/oath/batch/assembly/.
writeFileSync(ENGINE_MODULE, await buildEngineModule());
