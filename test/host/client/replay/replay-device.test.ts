import { describe, expect, it } from 'vitest';
import { ReplayDevice } from '../../../../host/client/replay/replay-device.ts';
import { CompareRules } from '../../../../host/client/replay/rules.ts';
import { changed, retagged, type Said, serialTalk, worked } from './talk-support.ts';

const info = worked('get-info-request');
const infoReply = worked('get-info-reply');
const code = worked('read-code-request');
const codeReply = worked('read-code-reply');
const story: readonly Said[] = [
  ['>', info],
  ['<', infoReply],
  ['>', retagged(code, 1)],
  ['<', retagged(codeReply, 1)],
];

function device(said: readonly Said[] = story): ReplayDevice {
  return new ReplayDevice(serialTalk(said), new CompareRules());
}

describe('a captured fob', () => {
  it('answers as it did, with the tag of the host that asks now', () => {
    const fob = device();
    expect(fob.receive(retagged(info, 0x55))).toEqual([retagged(infoReply, 0x55)]);
    expect(fob.finished).toBe(false);
    expect(fob.receive(retagged(code, 0x56))).toEqual([retagged(codeReply, 0x56)]);
    expect(fob.finished).toBe(true);
    expect(fob.report).toEqual({ messages: 4, sent: 2, compared: 2, exempt: { tag: 2 }, noise: 0 });
  });

  it('answers what comes twice with the same, and counts it once', () => {
    const fob = device();
    const answer = fob.receive(info);
    expect(fob.receive(info)).toEqual(answer);
    expect(fob.report.compared).toBe(1);
    fob.receive(retagged(code, 0x56));
    expect(fob.report.mismatch).toBeUndefined();
  });

  it('keeps silent after the first byte that the host says differently', () => {
    const fob = device();
    fob.receive(info);
    const at = 4;
    expect(fob.receive(changed(retagged(code, 9), at, 0x06))).toEqual([]);
    expect(fob.report.mismatch).toMatchObject({
      message: 3,
      packet: 4,
      name: 'ReadCode request',
      kind: 'differs',
      difference: { field: 'command', capturedAt: at, captured: 3, actual: 6 },
    });
    expect(fob.receive(retagged(code, 0x56))).toEqual([]);
    expect(fob.finished).toBe(true);
  });

  it('tells of a host that goes on where the capture ends', () => {
    const fob = device(story.slice(0, 2));
    fob.receive(info);
    expect(fob.receive(retagged(code, 9))).toEqual([]);
    expect(fob.report.mismatch).toMatchObject({
      message: 3,
      name: 'ReadCode request',
      kind: 'unexpected',
    });
  });

  it('keeps a stale reply stale', () => {
    const stale = retagged(infoReply, 0x99);
    const fob = device([
      ['>', info],
      ['<', stale],
      ['<', infoReply],
    ]);
    expect(fob.receive(retagged(info, 0x55))).toEqual([stale, retagged(infoReply, 0x55)]);
  });

  it('takes what is no message for the first difference', () => {
    const fob = device();
    expect(fob.receive(Uint8Array.of(1, 2, 3))).toEqual([]);
    expect(fob.report.mismatch?.difference).toMatchObject({
      field: '',
      capturedAt: 0,
      captured: 0xa4,
    });
  });
});
