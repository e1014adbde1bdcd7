import {
  fragmentHid,
  getInfo,
  getStatus,
  HID_BROADCAST,
  HidCommand,
  HidErrorCode,
  parseHidReport,
  wink,
} from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  BadReplyError,
  LinkLostError,
  NotAFobError,
  PortBusyError,
  RequestTimeoutError,
} from '../../../../host/client/errors.ts';
import { hidMessagePort } from '../../../../host/client/wire/hid-message-port.ts';
import { call } from '../../../../host/client/wire/call.ts';
import type { DroppedBytes } from '../../../../host/client/wire/message-port.ts';
import { WireClient } from '../../../../host/client/wire/wire-client.ts';
import { HidScriptedFob, type Meddler } from '../support/hid-scripted-fob.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';
import { fobInfo, fobStatus, simulatedEnv } from '../support/values.ts';

let clock: SimulatedClock;
let fob: HidScriptedFob;
let client: WireClient;

beforeEach(() => {
  clock = new SimulatedClock();
  fob = new HidScriptedFob(clock);
  fob.script.on(getInfo, () => fobInfo()).on(getStatus, () => fobStatus());
  client = new WireClient(fob.link, simulatedEnv(clock));
});

/** `INIT`, `INIT@ffffffff`, `Message`, `…` for continuations, of what the host sent. */
function sent(): string[] {
  return fob.reports.map((report) => {
    const packet = parseHidReport(report);
    if (packet?.type !== 'init') return '…';
    const name = Object.entries(HidCommand).find(([, code]) => code === packet.command)?.[0];
    return packet.cid === HID_BROADCAST ? `${name ?? '?'}@broadcast` : (name ?? '?');
  });
}

/** Meddles with the n-th report, 1 the first, and lets the others pass. */
function onNth(n: number, meddle: Meddler): Meddler {
  let count = 0;
  return (report) => (++count === n ? meddle(report) : [report]);
}

function on(command: number, meddle: Meddler): Meddler {
  return (report) => {
    const packet = parseHidReport(report);
    return packet?.type === 'init' && packet.command === command ? meddle(report) : [report];
  };
}

const lose: Meddler = () => [];
const double: Meddler = (report) => [report, report];

function error(code: number, cid?: number): Meddler {
  return (report) => {
    const packet = parseHidReport(report);
    return fragmentHid(cid ?? packet?.cid ?? 0, HidCommand.Error, Uint8Array.of(code));
  };
}

describe('a request over HID', () => {
  it('[USB-28] asks for a channel before the first one, and for no other after it', async () => {
    expect(await call(client, getInfo, {})).toEqual(fobInfo());
    await call(client, getStatus, {});
    expect(sent()).toEqual(['Init@broadcast', 'Message', 'Message']);
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

describe('[HID-30] after a time-out', () => {
  it('INIT comes before the request is sent again, which the fob does once', async () => {
    fob.script.loseReplies = 1;
    await clock.until(call(client, getInfo, {}));
    expect(sent()).toEqual(['Init@broadcast', 'Message', 'Init', 'Message']);
    expect(fob.script.done.get(getInfo.code)).toBe(1);
    expect(client.counters.resent).toBe(1);
  });

  it('INIT comes too when a reply came that is none', async () => {
    fob.toHost = onNth(2, (report) => [report.with(7, 0xff)]);
    await clock.until(call(client, getInfo, {}));
    expect(sent()).toEqual(['Init@broadcast', 'Message', 'Init', 'Message']);
    expect(client.counters.malformed).toBe(1);
  });

  it('a reply to INIT that was lost is asked for again', async () => {
    fob.toHost = onNth(1, lose);
    await clock.until(call(client, getInfo, {}));
    expect(sent()).toEqual(['Init@broadcast', 'Init@broadcast', 'Message']);
  });

  it('a late reply to the request before never counts as the next one', async () => {
    const late: Uint8Array[] = [];
    let hold = true;
    fob.toHost = on(HidCommand.Message, (report) => {
      if (!hold) return [report];
      late.push(report);
      return [];
    });
    await expect(clock.until(call(client, getStatus, {}))).rejects.toThrow(RequestTimeoutError);
    hold = false;
    for (const report of late) fob.inject(report);
    await clock.advance(1);
    expect(await call(client, getInfo, {})).toEqual(fobInfo());
    expect(sent().slice(-2)).toEqual(['Init', 'Message']);
  });

  it('the error is a time-out when nothing ever answers', async () => {
    fob.toHost = lose;
    const start = clock.now();
    await expect(clock.until(call(client, getInfo, {}))).rejects.toThrow(RequestTimeoutError);
    expect(clock.now() - start).toBe(3_000);
    expect(clock.armed).toBe(0);
  });
});

describe('[HID-30] a reply that cannot be put together', () => {
  const long = fobInfo({ model: 'm'.repeat(32), firmwareVersion: '1'.repeat(16) });
  beforeEach(async () => {
    fob.script.on(getInfo, () => long);
    await call(client, getStatus, {});
    fob.reports.length = 0;
  });

  it.each<[string, Meddler]>([
    ['misses a packet', lose],
    ['has a packet twice', double],
  ])('since it %s is asked for at once by INIT and the same request', async (_, meddle) => {
    // The first report of the reply is followed by continuations.
    fob.toHost = onNth(2, meddle);
    const start = clock.now();
    expect(await clock.until(call(client, getInfo, {}))).toEqual(long);
    expect(sent()).toEqual(['Message', 'Init', 'Message']);
    expect(fob.script.done.get(getInfo.code)).toBe(1);
    expect(clock.now()).toBe(start);
    expect(client.counters.droppedBytes).toBeGreaterThanOrEqual(64);
  });

  it('without its first packet is waited for no longer than the time-out', async () => {
    fob.toHost = onNth(1, lose);
    const start = clock.now();
    expect(await clock.until(call(client, getInfo, {}))).toEqual(long);
    expect(clock.now() - start).toBe(1_000);
  });
});

describe('packets of the host that go astray', () => {
  beforeEach(() => {
    fob.script.onRaw(0x7e, () => ({ payload: Uint8Array.of(0xa0) }));
  });

  function longRequest(): Promise<unknown> {
    const command = { name: 'Long', code: 0x7e };
    return client.request({ command, payload: new Uint8Array(200) });
  }

  it('a lost packet is told by error 0x04, and the request sent again at once', async () => {
    fob.toFob = onNth(3, lose);
    const start = clock.now();
    await clock.until(longRequest());
    expect(clock.now()).toBe(start);
    expect(fob.script.done.get(0x7e)).toBe(1);
  });

  it('a packet that comes twice is told by error 0x04, and the request sent again', async () => {
    fob.toFob = onNth(3, double);
    await clock.until(longRequest());
    expect(fob.script.done.get(0x7e)).toBe(1);
  });

  it('a lost last packet is told by error 0x05 after 500 ms', async () => {
    fob.toFob = onNth(5, lose);
    const asked = longRequest();
    await clock.advance(500);
    fob.elapse();
    await clock.until(asked);
    expect(client.counters.resent).toBe(0);
  });

  it('again and again leave the rest to the time-out', async () => {
    fob.toFob = on(HidCommand.Message, double);
    await expect(clock.until(longRequest())).rejects.toThrow(RequestTimeoutError);
    // Four sendings for each of three attempts.
    expect(sent().filter((name) => name === 'Message')).toHaveLength(12);
  });
});

describe('[HID-32] a fob that was reset', () => {
  it('gives a new channel, and the request is sent there', async () => {
    await call(client, getInfo, {});
    fob.reset();
    const start = clock.now();
    await clock.until(call(client, getInfo, {}));
    expect(sent()).toEqual(['Init@broadcast', 'Message', 'Message', 'Init@broadcast', 'Message']);
    expect(clock.now()).toBe(start);
  });

  it('in mid-request is found by INIT on the old channel', async () => {
    await call(client, getInfo, {});
    fob.reports.length = 0;
    fob.slow = true;
    const asked = call(client, getInfo, {});
    await clock.advance(10);
    fob.reset();
    fob.slow = false;
    await clock.until(asked);
    expect(sent()).toEqual(['Message', 'Init', 'Init@broadcast', 'Message']);
  });
});

describe('[HID-33] KEEPALIVE', () => {
  beforeEach(() => {
    fob.slow = true;
  });

  it('restarts the time-out', async () => {
    const asked = call(client, getInfo, {});
    for (let i = 0; i < 5; i++) {
      await clock.advance(900);
      fob.keepalive();
    }
    await clock.advance(900);
    fob.finish();
    expect(await asked).toEqual(fobInfo());
    expect(client.counters.resent).toBe(0);
  });

  it('for another channel does not', async () => {
    const asked = call(client, getInfo, {}, { timeoutMs: 1_000 });
    await clock.advance(900);
    for (const report of fragmentHid(7, HidCommand.Keepalive, Uint8Array.of(1))) fob.inject(report);
    fob.slow = false;
    await clock.advance(200);
    await asked;
    expect(client.counters.resent).toBe(1);
  });

  it('for more than a minute is a fob that hangs', async () => {
    const asked = call(client, getInfo, {}).catch((cause: unknown) => cause);
    const state = { settled: false };
    void asked.then(() => (state.settled = true));
    const start = clock.now();
    while (!state.settled) {
      await clock.advance(500);
      fob.keepalive();
      expect(clock.now() - start).toBeLessThan(4 * 62_000);
    }
    expect(await asked).toBeInstanceOf(RequestTimeoutError);
  });
});

describe('a fob that another program keeps busy', () => {
  const OTHER = 0x1111_0001;

  /** Another program takes the first channel and locks the fob. */
  function lock(seconds: number): void {
    for (const report of fragmentHid(HID_BROADCAST, HidCommand.Init, new Uint8Array(8))) {
      fob.receive(report);
    }
    for (const report of fragmentHid(OTHER, HidCommand.Lock, Uint8Array.of(seconds))) {
      fob.receive(report);
    }
  }

  it('is asked again while the time-out lasts, without INIT', async () => {
    lock(1);
    const asked = call(client, getInfo, {}, { timeoutMs: 1_500 });
    expect(await clock.until(asked)).toEqual(fobInfo());
    expect(sent().filter((name) => name.startsWith('Init'))).toEqual(['Init@broadcast']);
    expect(client.counters.resent).toBe(0);
    expect(clock.armed).toBe(0);
  });

  it('is told as busy when it stays so', async () => {
    lock(10);
    await expect(clock.until(call(client, getInfo, {}))).rejects.toThrow(PortBusyError);
    expect(clock.armed).toBe(0);
  });

  it('has reports for the other program, which are counted and no fault', async () => {
    const drops: DroppedBytes[] = [];
    client.onDropped((dropped) => drops.push(dropped));
    await call(client, getInfo, {});
    const other = fragmentHid(OTHER + 99, HidCommand.Message, new Uint8Array(100));
    for (const report of other) fob.inject(report);
    await clock.advance(1);
    expect(client.counters).toMatchObject({ foreignReports: 2, droppedBytes: 0 });
    expect(drops.map(({ reason }) => reason)).toEqual(['channel', 'channel']);
  });

  it('[HID-29] gives a channel only to the nonce that is our own', async () => {
    const reply = fragmentHid(
      HID_BROADCAST,
      HidCommand.Init,
      Uint8Array.of(9, 9, 9, 9, 9, 9, 9, 9, 0, 0, 0, 5, 2, 1, 0, 0, 11),
    );
    fob.toHost = onNth(1, (report) => [...reply, report]);
    await call(client, getInfo, {});
    expect(client.counters.droppedBytes).toBe(64);
  });
});

describe('a signal', () => {
  it('[HID-25] is passed on as CANCEL, and the early reply counts as stale', async () => {
    fob.slow = true;
    const controller = new AbortController();
    const asked = call(client, getInfo, {}, { signal: controller.signal });
    await clock.advance(10);
    controller.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    await clock.advance(1);
    expect([fob.cancels, client.counters.stale, clock.armed]).toEqual([1, 1, 0]);
    fob.slow = false;
    expect(await call(client, getStatus, {})).toEqual(fobStatus());
  });

  it('leaves a fob that does not heed CANCEL to INIT', async () => {
    fob.slow = true;
    fob.toFob = on(HidCommand.Cancel, lose);
    const controller = new AbortController();
    const asked = call(client, getInfo, {}, { signal: controller.signal });
    await clock.advance(10);
    controller.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    fob.slow = false;
    expect(await call(client, getStatus, {})).toEqual(fobStatus());
    expect(sent().slice(-2)).toEqual(['Init', 'Message']);
  });

  it('while the fob is busy ends the asking', async () => {
    fob.toHost = on(HidCommand.Message, error(HidErrorCode.Busy));
    const controller = new AbortController();
    const asked = call(client, getInfo, {}, { signal: controller.signal });
    await clock.advance(120);
    controller.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    expect(clock.armed).toBe(0);
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
    expect(sent()).toEqual(['Init@broadcast', 'Message']);
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
    expect(sent().filter((name) => name === 'Init@broadcast')).toHaveLength(2);
  });
});
