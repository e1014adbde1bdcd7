import type { Device, devicesAsync, HIDAsync } from 'node-hid';
import type { FobHid, FobHidDevice } from '@fobkit/firmware-sim/plug';
import { describe, expectTypeOf, it } from 'vitest';

describe('the types of FobHid', () => {
  it('are those of node-hid, to programs that open devices', () => {
    expectTypeOf<FobHidDevice>().toExtend<HIDAsync>();
    type Open = (path: string, options?: { nonExclusive?: boolean }) => Promise<HIDAsync>;
    expectTypeOf<FobHid['HIDAsync']['open']>().toExtend<Open>();
    type OpenByIds = (vendorId: number, productId: number) => Promise<HIDAsync>;
    expectTypeOf<FobHid['HIDAsync']['open']>().toExtend<OpenByIds>();
  });

  it('are those of node-hid, to programs that list them', () => {
    expectTypeOf<FobHid['devicesAsync']>().toExtend<typeof devicesAsync>();
    expectTypeOf<FobHid['devices']>().toExtend<(vid: number, pid: number) => Device[]>();
  });
});
