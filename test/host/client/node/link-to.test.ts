import { describe, expect, it } from 'vitest';
import { linkTo } from '../../../../host/client/node/link-to.ts';

describe('the link to a device id', () => {
  it('that no USB device has tells where was looked, and how emulated fobs are reached', async () => {
    await expect(linkTo('00f0b000000000f0').open()).rejects.toThrow(
      /no USB device of this machine has this device id\. Emulated fobs .* links that fob sim up/,
    );
  });
});
