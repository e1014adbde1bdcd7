import { call, RunTags, WireClient } from '@fobkit/client';
import { getInfo, replyEnvelope, requestEnvelope, toHex, UsageError } from '@fobkit/protocol';
import { expect, test } from 'vitest';
import { ScriptedFob } from '../support/scripted-fob.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';
import { fobInfo, simulatedEnv } from '../support/values.ts';

const RUN = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

test('a tag is the head of the run id and a counter', () => {
  const tags = new RunTags(RUN);
  expect([toHex(tags.next()), toHex(tags.next())]).toEqual([
    '0102030405000001',
    '0102030405000002',
  ]);
});

test('the counter carries into all of its three bytes', () => {
  const tags = new RunTags(RUN);
  for (let n = 1; n < 65_536; n++) tags.next();
  expect(toHex(tags.next())).toBe('0102030405010000');
});

test('runs whose ids differ at their head share no tag', () => {
  const other = new RunTags(Uint8Array.of(1, 2, 3, 4, 6, 6, 7, 8));
  expect(toHex(other.next())).not.toBe(toHex(new RunTags(RUN).next()));
});

test('a run id has 8 bytes', () => {
  expect(() => new RunTags(RUN.slice(1))).toThrow(UsageError);
});

test('an answer to another run does not count, though it is to its first request as well', async () => {
  const clock = new SimulatedClock();
  const fob = new ScriptedFob();
  fob.on(getInfo, () => fobInfo());
  const clientOf = (runId: Uint8Array): WireClient =>
    new WireClient(fob.link, simulatedEnv(clock), { tags: new RunTags(runId) });
  await call(clientOf(RUN), getInfo, {});
  const { tag } = requestEnvelope.decode(fob.received[0] ?? new Uint8Array());

  const usual = fob.handlerOf(getInfo.code);
  fob.onRaw(getInfo.code, (...asked) => {
    const payload = getInfo.reply.encode(fobInfo({ model: 'of the other run' }));
    const envelope = { version: 1, command: getInfo.code, tag, payload, status: 'ok' } as const;
    fob.sendMessage(replyEnvelope.encode(envelope));
    return usual(...asked);
  });
  const second = clientOf(Uint8Array.of(9, 2, 3, 4, 5, 6, 7, 8));
  expect((await call(second, getInfo, {})).model).toBe('generic');
  expect(second.counters.stale).toBe(1);
});
