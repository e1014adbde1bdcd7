import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { buildEngineModule, ENGINE_MODULE } from '../../../support/batch-engine-module.ts';

it('the committed engine is what its source builds, byte for byte', async () => {
  expect(await buildEngineModule()).toBe(readFileSync(ENGINE_MODULE, 'utf8'));
});
