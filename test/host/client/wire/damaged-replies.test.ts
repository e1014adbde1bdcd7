import { encodeSerialFrame, getInfo, replyEnvelope } from '@fobkit/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { call } from '../../../../host/client/wire/call.ts';
import { WireClient } from '../../../../host/client/wire/wire-client.ts';
import { ScriptedFob } from '../support/scripted-fob.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';
import { fobInfo, simulatedEnv } from '../support/values.ts';

/** What a bad cable does to the bytes of one reply. */
const damage = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('drop' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('noise' as const), bytes: fc.uint8Array({ maxLength: 80 }) }),
);
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function damaged(frame: Uint8Array, hurt: Damage): Uint8Array {
  if (hurt.kind === 'noise') return Uint8Array.from([...hurt.bytes, ...frame.subarray(1)]);
  const at = hurt.at % frame.length;
  if (hurt.kind === 'cut') return frame.subarray(0, at);
  if (hurt.kind === 'drop') return frame.filter((_, i) => i !== at);
  return frame.map((byte, i) => (i === at ? byte ^ (1 << hurt.bit) : byte));
}

it('a damaged reply is never taken for another, and the repeated request gets the true one', async () => {
  const cuts = fc.array(fc.nat(200), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(damage, cuts, async (hurt, places) => {
      const clock = new SimulatedClock();
      const fob = new ScriptedFob();
      const payload = getInfo.reply.encode(fobInfo());
      fob.onRaw(getInfo.code, ({ version, command, tag }) => {
        const reply = replyEnvelope.encode({ version, command, tag, payload, status: 'ok' });
        const wire = damaged(encodeSerialFrame(reply), hurt);
        let start = 0;
        for (const end of [...places.toSorted((a, b) => a - b), wire.length]) {
          fob.send(wire.subarray(start, end));
          start = Math.max(start, end);
        }
        fob.onRaw(getInfo.code, () => ({ payload }));
        fob.forgetLast();
        return 'silence';
      });
      const client = new WireClient(fob.link, simulatedEnv(clock));
      expect(await clock.until(call(client, getInfo, {}))).toEqual(fobInfo());
      expect(client.counters.stale).toBe(0);
    }),
    { numRuns: 300 },
  );
});
