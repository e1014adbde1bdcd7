import { getInfo, getStatus } from '@fobkit/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RequestTimeoutError } from '../../../../host/client/errors.ts';
import { call } from '../../../../host/client/wire/call.ts';
import { WireClient } from '../../../../host/client/wire/wire-client.ts';
import { HidScriptedFob, type Meddler } from '../support/hid-scripted-fob.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';
import { fobInfo, fobStatus, simulatedEnv } from '../support/values.ts';

/** What becomes of each report in turn, as long as the list lasts. */
const fates = fc.array(fc.constantFrom('pass', 'pass', 'lose', 'double', 'keep'), {
  maxLength: 24,
});
type Fate = typeof fates extends fc.Arbitrary<(infer T)[]> ? T : never;

/** Meddles by the list; `keep` holds a report back and lets it out after the next one. */
function meddler(list: readonly Fate[]): Meddler {
  const left = [...list];
  let kept: readonly Uint8Array[] = [];
  return (report) => {
    const fate = left.shift() ?? 'pass';
    const late = kept;
    kept = fate === 'keep' ? [report] : [];
    if (fate === 'lose' || fate === 'keep') return late;
    return fate === 'double' ? [report, report, ...late] : [report, ...late];
  };
}

const INFO = fobInfo({ model: 'm'.repeat(32), firmwareVersion: '1'.repeat(16) });

it('whatever reports get lost, doubled or late, no wrong reply counts, and the next request succeeds', async () => {
  await fc.assert(
    fc.asyncProperty(fates, fates, fc.boolean(), async (toFob, toHost, reset) => {
      const clock = new SimulatedClock();
      const fob = new HidScriptedFob(clock);
      fob.script.on(getInfo, () => INFO).on(getStatus, () => fobStatus());
      const client = new WireClient(fob.link, simulatedEnv(clock));
      await client.open();
      fob.toFob = meddler(toFob);
      fob.toHost = meddler(toHost);
      const asked = call(client, getInfo, {});
      if (reset) {
        await clock.advance(1);
        fob.reset();
      }
      const got: unknown = await clock.until(asked).catch((error: unknown) => error);
      if (!(got instanceof RequestTimeoutError)) expect(got).toEqual(INFO);
      fob.toFob = fob.toHost = meddler([]);
      expect(await clock.until(call(client, getStatus, {}))).toEqual(fobStatus());
      expect(clock.armed).toBe(0);
    }),
    { numRuns: 300 },
  );
});
