import {
  getInfo,
  getStatus,
  PROTOCOL_VERSION,
  replyEnvelope,
  requestEnvelope,
  wink,
} from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  BadReplyError,
  LinkLostError,
  ProtocolVersionError,
  RequestTimeoutError,
} from '../../../../host/client/errors.ts';
import { call } from '../../../../host/client/wire/call.ts';
import type { DroppedBytes } from '../../../../host/client/wire/message-port.ts';
import { WireClient } from '../../../../host/client/wire/wire-client.ts';
import { ScriptedFob } from '../support/scripted-fob.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';
import { fobInfo, fobStatus, simulatedEnv } from '../support/values.ts';

let clock: SimulatedClock;
let fob: ScriptedFob;
let client: WireClient;

beforeEach(() => {
  clock = new SimulatedClock();
  fob = new ScriptedFob();
  fob.on(getInfo, () => fobInfo()).on(getStatus, () => fobStatus());
  client = new WireClient(fob.link, simulatedEnv(clock));
});

describe('a request', () => {
  it('gets the reply that carries its tag', async () => {
    expect((await call(client, getInfo, {})).model).toBe('generic');
    expect(client.counters).toEqual({
      stale: 0,
      malformed: 0,
      droppedBytes: 0,
      foreignReports: 0,
      resent: 0,
      reconnected: 0,
    });
  });

  it('never has the tag of an earlier one', async () => {
    await call(client, getInfo, {});
    await call(client, getInfo, {});
    const tags = fob.received.map((bytes) => String(requestEnvelope.decode(bytes).tag));
    expect(new Set(tags).size).toBe(2);
  });

  it('leaves no timer behind', async () => {
    await call(client, getInfo, {});
    expect(clock.armed).toBe(0);
  });

  it('is sent one at a time, in order', async () => {
    fob.onRaw(wink.code, () => 'silence');
    const slow = call(client, wink, {});
    const next = call(client, getInfo, {});
    await clock.advance(900);
    expect(fob.received).toHaveLength(1);
    await expect(clock.until(slow)).rejects.toThrow(RequestTimeoutError);
    expect((await next).model).toBe('generic');
  });
});

describe('a reply that stays out', () => {
  it('is asked for again with the same bytes, and the fob does it once', async () => {
    fob.loseReplies = 2;
    const info = await clock.until(call(client, getInfo, {}));
    expect(info.model).toBe('generic');
    expect(fob.received).toHaveLength(3);
    expect(new Set(fob.received.map(String)).size).toBe(1);
    expect(fob.done.get(getInfo.code)).toBe(1);
    expect(client.counters.resent).toBe(2);
  });

  it('ends in a timeout after two resends of 1,000 ms each', async () => {
    fob.loseReplies = Infinity;
    const start = clock.now();
    const error: unknown = await clock.until(call(client, getInfo, {})).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(RequestTimeoutError);
    expect(String(error)).toContain('no answer to GetInfo (asked 3 times, waited 1000 ms');
    expect(clock.now() - start).toBe(3_000);
    expect(fob.received).toHaveLength(3);
  });

  it('is ignored and counted when it comes late', async () => {
    fob.loseReplies = Infinity;
    await expect(clock.until(call(client, getInfo, {}))).rejects.toThrow(RequestTimeoutError);
    fob.loseReplies = 0;
    const [late] = fob.received;
    const { tag, command } = requestEnvelope.decode(late ?? new Uint8Array());
    const payload = getInfo.reply.encode(fobInfo({ model: 'late' }));
    const version = PROTOCOL_VERSION;
    fob.sendMessage(replyEnvelope.encode({ version, command, tag, status: 'ok', payload }));
    expect((await call(client, getInfo, {})).model).toBe('generic');
    expect(client.counters.stale).toBe(1);
  });
});

describe('a signal', () => {
  it('cancels a request under way with its reason', async () => {
    fob.onRaw(getInfo.code, () => 'silence');
    const controller = new AbortController();
    const result = call(client, getInfo, {}, { signal: controller.signal });
    await clock.advance(10);
    controller.abort(new Error('enough'));
    await expect(result).rejects.toThrow('enough');
    expect(clock.armed).toBe(0);
  });

  it('keeps a request that waits for its turn from ever being sent', async () => {
    fob.onRaw(wink.code, () => 'silence');
    const controller = new AbortController();
    const running = call(client, wink, {});
    const waiting = call(client, getInfo, {}, { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(clock.until(running)).rejects.toThrow(RequestTimeoutError);
    await clock.advance(5_000);
    expect(fob.done.has(getInfo.code)).toBe(false);
  });

  it('that has aborted before sends nothing', async () => {
    await expect(call(client, getInfo, {}, { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(fob.received).toHaveLength(0);
  });
});

describe('the link', () => {
  it('lost in mid-command rejects with the name of the command', async () => {
    fob.onRaw(getInfo.code, () => 'silence');
    const result = call(client, getInfo, {});
    await clock.advance(10);
    fob.end?.unplug();
    await expect(result).rejects.toThrow(LinkLostError);
    await expect(result).rejects.toMatchObject({ command: 'GetInfo', code: 'link-lost' });
    await expect(call(client, getInfo, {})).rejects.toThrow(LinkLostError);
  });

  it('that vanished without a word is found gone by the first timeout', async () => {
    await call(client, getInfo, {});
    fob.end?.vanish();
    const start = clock.now();
    await expect(clock.until(call(client, getInfo, {}))).rejects.toThrow(LinkLostError);
    expect(clock.now() - start).toBe(1_000);
  });

  it('closed by the host says so', async () => {
    await client.open();
    await client.close();
    await expect(call(client, getInfo, {})).rejects.toThrow('the host closed it');
  });
});

describe('bytes that are no reply', () => {
  it('between frames are dropped and reported, and the reply still counts', async () => {
    const dropped: DroppedBytes[] = [];
    client.onDropped((event) => dropped.push(event));
    await client.open();
    fob.send(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 0]));
    expect((await call(client, getInfo, {})).model).toBe('generic');
    expect(dropped).toHaveLength(1);
    expect(dropped[0]?.bytes).toBe(8);
    expect(client.counters.droppedBytes).toBe(8);
  });

  it('in a good frame that holds no envelope are counted', async () => {
    await client.open();
    fob.sendMessage(Uint8Array.from([0xff]));
    await call(client, getInfo, {});
    expect(client.counters.malformed).toBe(1);
  });

  it('of a frame that the link cut are reported when it ends', async () => {
    const dropped: DroppedBytes[] = [];
    client.onDropped((event) => dropped.push(event));
    await client.open();
    fob.send(Uint8Array.from([9, 9, 9]));
    await clock.advance(1);
    fob.end?.unplug();
    await clock.advance(1);
    expect(dropped).toEqual([{ reason: 'cut', bytes: 3 }]);
  });
});

describe('a fob of another version', () => {
  it('is told by the version in its reply', async () => {
    fob.version = PROTOCOL_VERSION + 1;
    const error: unknown = await call(client, getInfo, {}).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ProtocolVersionError);
    expect(error).toMatchObject({ fobVersion: 2, hostVersion: 1, code: 'protocol-version' });
    expect(String(error)).toContain('The fob is newer');
  });

  it('is told by the status unsupported-version', async () => {
    fob.onRaw(getInfo.code, () => ({ status: 'unsupported-version' }));
    await expect(call(client, getInfo, {})).rejects.toThrow(ProtocolVersionError);
  });
});

describe('a reply that breaks the protocol', () => {
  it('is the fob’s fault, told with the rule', async () => {
    fob.onRaw(getInfo.code, () => ({ payload: Uint8Array.from([0xa0]) }));
    const result = call(client, getInfo, {});
    await expect(result).rejects.toThrow(BadReplyError);
    await expect(result).rejects.toThrow('answer to GetInfo breaks the protocol: field');
  });

  it('names the command of another request', async () => {
    fob.onRaw(getInfo.code, ({ tag }) => {
      const payload = wink.reply.encode({});
      const version = PROTOCOL_VERSION;
      const command = wink.code;
      fob.sendMessage(replyEnvelope.encode({ version, command, tag, status: 'ok', payload }));
      return 'silence';
    });
    await expect(call(client, getInfo, {})).rejects.toThrow('it names another command');
  });
});

describe('a refusal', () => {
  it('has the status, the command and what it means', async () => {
    fob.on(wink, () => 'wrong-lifecycle');
    const result = call(client, wink, {});
    await expect(result).rejects.toMatchObject({ status: 'wrong-lifecycle', command: 'Wink' });
    await expect(result).rejects.toThrow('[wrong-lifecycle 0x10]');
  });
});
