import { nodeBenchEnv } from '@fobkit/bench';
import { expect, test } from 'vitest';

test('a key file of a bench has an end', async () => {
  const read = nodeBenchEnv().readText('/dev/zero');
  await expect(read).rejects.toThrow('/dev/zero is a device, and no regular file');
});
