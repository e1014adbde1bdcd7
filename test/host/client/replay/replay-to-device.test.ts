import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { LinkLostError } from '../../../../host/client/errors.ts';
import {
  replayToDevice,
  type ReplayOptions,
} from '../../../../host/client/replay/replay-to-device.ts';
import { CompareRules } from '../../../../host/client/replay/rules.ts';
import type { Talk } from '../../../../host/client/replay/talk.ts';
import { serialMessagePort } from '../../../../host/client/wire/message-port.ts';
import { type FarEnd, MemoryLink } from '../support/memory-link.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';
import { encodeSerialFrame, SerialFrameParser } from '@fobkit/protocol';
import { changed, retagged, type Said, serialTalk, worked } from './talk-support.ts';

const info = worked('get-info-request');
const infoReply = worked('get-info-reply');
const code = retagged(worked('read-code-request'));
const codeReply = retagged(worked('read-code-reply'));
const story: readonly Said[] = [
  ['>', info],
  ['<', infoReply],
  ['>', code],
  ['<', codeReply],
];

let clock: SimulatedClock;
/** What the device got, and when. */
let got: { readonly bytes: Uint8Array; readonly atMs: number }[];
let end: FarEnd | undefined;

beforeEach(() => {
  clock = new SimulatedClock();
  got = [];
});

/** Replays to a device that answers with those messages, one after the other. */
async function replayed(
  talk: Talk,
  answers: readonly (readonly Uint8Array[])[],
  options: Partial<ReplayOptions> = {},
) {
  const link = new MemoryLink((far) => {
    end = far;
    const parser = new SerialFrameParser();
    far.fromHost.add((chunk) => {
      for (const event of parser.push(chunk)) {
        if (event.type !== 'frame') continue;
        const messages = answers[got.length] ?? [];
        got.push({ bytes: event.payload, atMs: clock.now() });
        for (const message of messages) far.send(encodeSerialFrame(message));
      }
    });
  });
  const port = serialMessagePort(await link.open());
  const all = { rules: new CompareRules(), clock, ...options };
  return await clock.until(replayToDevice(talk, { url: link.url, port }, all));
}

describe('a talk replayed to a device', () => {
  it('is sent as the host sent it, and what is answered is compared', async () => {
    expect(await replayed(serialTalk(story), [[infoReply], [codeReply]])).toEqual({
      messages: 4,
      sent: 2,
      compared: 2,
      exempt: { clock: 1 },
      noise: 0,
    });
    expect(got.map(({ bytes }) => bytes)).toEqual([info, code]);
  });

  it('ends at the first byte that is answered differently', async () => {
    const at = infoReply.length - 1;
    const report = await replayed(serialTalk(story), [[changed(infoReply, at, 1)], [codeReply]]);
    expect(report).toMatchObject({ sent: 1, compared: 1 });
    expect(report.mismatch).toEqual({
      message: 2,
      packet: 3,
      offset: expect.any(Number) as unknown,
      name: 'GetInfo reply',
      kind: 'differs',
      difference: { field: 'status', capturedAt: at, captured: 0, actualAt: at, actual: 1 },
      statuses: { captured: 'ok', actual: 'malformed' },
    });
    expect(got).toHaveLength(1);
  });

  it('ends where the device keeps silent', async () => {
    const report = await replayed(serialTalk(story), [[infoReply], []], { timeoutMs: 700 });
    expect(report.mismatch).toMatchObject({ message: 4, name: 'ReadCode reply', kind: 'missing' });
    expect(clock.now() - (got[1]?.atMs ?? 0)).toBe(700);
  });

  it('ends where the device answers what was not answered then', async () => {
    const silent = serialTalk([
      ['>', info],
      ['>', code],
      ['<', codeReply],
    ]);
    const report = await replayed(silent, [[infoReply], [codeReply]]);
    expect(report.mismatch).toMatchObject({
      message: 1,
      name: 'GetInfo reply',
      kind: 'unexpected',
    });
  });

  it('goes on where both keep silent', async () => {
    const silent = serialTalk([
      ['>', info],
      ['>', code],
      ['<', codeReply],
    ]);
    const report = await replayed(silent, [[], [codeReply]]);
    expect(report).toMatchObject({ sent: 2, compared: 1 });
    expect(report.mismatch).toBeUndefined();
  });

  it('does not wait for an answer for which the captured host did not wait', async () => {
    const before = clock.now();
    const report = await replayed(serialTalk([['>', info]]), [[]]);
    expect(report.mismatch).toBeUndefined();
    expect(clock.now()).toBe(before);
  });

  it('sends a request once that was sent again since its answer was lost', async () => {
    const lossy = serialTalk([
      ['>', info],
      ['>', info],
      ['<', infoReply],
    ]);
    expect((await replayed(lossy, [[infoReply]])).mismatch).toBeUndefined();
    expect(got).toHaveLength(1);
  });

  it('takes any answer, or none, where the capture has one that is no message', async () => {
    const spoilt = serialTalk([
      ['>', info],
      ['<', { raw: Uint8Array.of(0x2a, 0x2a, 0x2a, 0) }],
      ['>', code],
      ['<', codeReply],
    ]);
    const answered = await replayed(spoilt, [[infoReply], [codeReply]]);
    expect(answered).toMatchObject({ sent: 2, compared: 1, noise: 1 });
    expect(answered.mismatch).toBeUndefined();
    got = [];
    expect((await replayed(spoilt, [[], [codeReply]])).mismatch).toBeUndefined();
  });

  it('does not take an answer that came too late then for that to the next request', async () => {
    const steps = serialTalk(story).steps.filter(({ packet }) => packet !== 3);
    const [opened, request, ...rest] = steps;
    if (opened === undefined || request === undefined) throw new Error('no steps');
    const closed = { ...request, kind: 'closed' } as const;
    const talk = { name: 'hung up', steps: [opened, request, closed, ...rest] };
    const answered = await replayed(talk, [[infoReply], [codeReply]]);
    expect(answered.mismatch).toBeUndefined();
    expect(answered).toMatchObject({ sent: 2, compared: 1 });
  });

  it('ends where the device answers once more than it did then, behind the last request too', async () => {
    const report = await replayed(serialTalk(story), [[infoReply], [codeReply, codeReply]]);
    expect(report.mismatch).toMatchObject({
      message: 3,
      name: 'ReadCode reply',
      kind: 'unexpected',
    });
  });

  it('compares several answers in their order', async () => {
    const refused = worked('reply-wrong-lifecycle');
    const talk = serialTalk([
      ['>', info],
      ['<', infoReply],
      ['<', refused],
    ]);
    const report = await replayed(talk, [[infoReply, infoReply]]);
    expect(report.mismatch).toMatchObject({ message: 3, kind: 'differs' });
  });

  it('waits between requests as the captured host did, when told to', async () => {
    await replayed(serialTalk(story), [[infoReply], [codeReply]], { pace: true });
    // Two packets of the capture lie between them, a millisecond each.
    expect((got[1]?.atMs ?? 0) - (got[0]?.atMs ?? 0)).toBe(2);
  });

  it('counts noise that it left out', async () => {
    const noisy = serialTalk([['>', { raw: Uint8Array.of(9, 1, 0) }], ...story]);
    expect(await replayed(noisy, [[infoReply], [codeReply]])).toMatchObject({ noise: 1, sent: 2 });
  });

  it('rejects when the device leaves', async () => {
    const promise = replayed(serialTalk(story), [[infoReply], []]);
    const lost = expect(promise).rejects.toThrow(LinkLostError);
    for (let i = 0; i < 20 && got.length < 2; i++) await setImmediate();
    end?.unplug();
    await lost;
    await expect(promise).rejects.toThrow('the fob left at message 3 of the replay');
  });

  it('rejects when it is called off', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(replayed(serialTalk(story), [], { signal: controller.signal })).rejects.toBe(
      reason,
    );
  });
});
