import { getInfo, getStatus, HidCommand, HidErrorCode, wink } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  BadReplyError,
  LinkLostError,
  NotAFobError,
  RequestTimeoutError,
} from '../../../../host/client/errors.ts';
import { hidMessagePort } from '../../../../host/client/wire/hid-message-port.ts';
import { call } from '../../../../host/client/wire/call.ts';
import { WireClient } from '../../../../host/client/wire/wire-client.ts';
import { hidClient } from '../support/hid-client.ts';
import type { HidScriptedFob } from '../support/hid-scripted-fob.ts';
import type { SimulatedClock } from '../support/simulated-clock.ts';
import { fobInfo, simulatedEnv } from '../support/values.ts';
import { on, error } from '../support/hid-meddlers.ts';

let clock: SimulatedClock;
let fob: HidScriptedFob;
let client: WireClient;

beforeEach(() => {
  ({ clock, fob, client } = hidClient());
});

describe('a request over HID', () => {
  it('[USB-28] asks for a channel before the first one, and for no other after it', async () => {
    expect(await call(client, getInfo, {})).toEqual(fobInfo());
    await call(client, getStatus, {});
    expect(fob.sent()).toEqual(['Init@broadcast', 'Message', 'Message']);
  });

  it('gets a reply of several packets', async () => {
    const info = fobInfo({ model: 'm'.repeat(32), firmwareVersion: '1'.repeat(16) });
    expect(getInfo.reply.encode(info).length).toBeGreaterThan(57);
    fob.script.on(getInfo, () => info);
    expect(await call(client, getInfo, {})).toEqual(info);
  });

  it('leaves no timer and no counter behind', async () => {
    await call(client, getInfo, {});
    expect(clock.armed).toBe(0);
    expect(Object.values(client.counters).every((count) => count === 0)).toBe(true);
  });
});

describe('a message that takes the place of another', () => {
  it('is sent alone, though the channel was opened for the other', async () => {
    fob.script.take = (message) => Uint8Array.of(9, ...message);
    const port = hidMessagePort(await fob.link.open(), simulatedEnv(clock));
    const replies: number[][] = [];
    port.onMessage((message) => replies.push([...message]));
    let held: Uint8Array | undefined;
    fob.toHost = on(HidCommand.Init, (report) => {
      held ??= report;
      return [];
    });
    const first = port.send(Uint8Array.of(1));
    await clock.advance(1);
    fob.toHost = (report) => [report];
    fob.inject(held ?? new Uint8Array(0));
    // In the same turn of the event loop: the reply to INIT, then the next message.
    queueMicrotask(() => void port.send(Uint8Array.of(2)));
    await clock.advance(1);
    await first;
    expect(fob.sent()).toEqual(['Init@broadcast', 'Message']);
    expect(replies).toEqual([[9, 2]]);
  });
});

describe('what does not speak our messages', () => {
  it('is no fob when it does not know the command', async () => {
    fob.toHost = on(HidCommand.Message, error(HidErrorCode.InvalidCommand));
    const asked = call(client, getInfo, {});
    await expect(asked).rejects.toThrow(NotAFobError);
    await expect(asked).rejects.toThrow('knows no messages of ours');
  });

  it.each([HidErrorCode.InvalidLength, HidErrorCode.Other, 0x55])(
    'is told by its error %i, without asking again',
    async (code) => {
      fob.toHost = on(HidCommand.Message, error(code));
      const asked = call(client, getInfo, {});
      await expect(asked).rejects.toThrow(BadReplyError);
      await expect(asked).rejects.toThrow(`error 0x${code.toString(16).padStart(2, '0')}`);
      expect(fob.script.received).toHaveLength(1);
    },
  );

  it('and gives no channel is told by its error', async () => {
    fob.toHost = on(HidCommand.Init, error(HidErrorCode.Other));
    await expect(call(client, getInfo, {})).rejects.toThrow('error 0x7f');
  });

  it('and gives the broadcast channel as a channel ends in a time-out', async () => {
    fob.toHost = on(HidCommand.Init, (report) => {
      const bent = report.slice();
      bent.fill(0xff, 15, 19);
      return [bent];
    });
    await expect(clock.until(call(client, getInfo, {}))).rejects.toThrow(RequestTimeoutError);
  });

  it('in reports of another size is ignored and counted', async () => {
    await call(client, getInfo, {});
    fob.inject(new Uint8Array(8));
    await clock.advance(1);
    expect(client.counters.droppedBytes).toBe(8);
  });
});

describe('a HID link', () => {
  it('lost in mid-command rejects, and leaves nothing at work', async () => {
    fob.slow = true;
    const asked = call(client, wink, {});
    await clock.advance(10);
    fob.end?.unplug();
    await expect(asked).rejects.toThrow(LinkLostError);
    expect(clock.armed).toBe(0);
  });

  it('opened again asks for a channel of its own', async () => {
    client = new WireClient(fob.link, simulatedEnv(clock), {
      reconnect: { attempts: 1, firstDelayMs: 1, maxDelayMs: 1 },
    });
    await call(client, getInfo, {});
    fob.end?.unplug();
    await clock.until(call(client, getInfo, {}, { repeatable: true }));
    expect(fob.sent().filter((name) => name === 'Init@broadcast')).toHaveLength(2);
  });
});
