import {
  type BenchChoice,
  type FixtureScript,
  parseFixtureScript,
} from '@fobkit/firmware-sim/fixture';
import * as v from 'valibot';

/** Emulated instruments around the fobs of a process, as its orders have it. */
export const benchOrderSchema = v.strictObject({
  dialect: v.exactOptional(v.picklist(['rigol-dp800', 'keysight-e36300a'])),
  supplyBy: v.exactOptional(v.picklist(['tcp', 'pty'])),
  relay: v.exactOptional(v.picklist(['usbip', 'uhid'])),
  chamber: v.exactOptional(v.picklist(['watlow-f4', 'watlow-f4t'])),
  chamberBy: v.exactOptional(v.picklist(['tcp', 'pty'])),
  chamberSpeed: v.exactOptional(v.pipe(v.number(), v.minValue(0.01), v.maxValue(10_000))),
  script: v.exactOptional(
    v.pipe(
      v.unknown(),
      v.transform((data): FixtureScript => parseFixtureScript(data)),
    ),
  ),
});

export type BenchOrder = BenchChoice & { readonly script?: FixtureScript };
