import {
  type Candidate,
  type CandidateProvider,
  LinkNotFoundError,
  NotAFobError,
} from '@fobkit/client';
import { fromHex } from '@fobkit/protocol';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { discoveredPorts } from '../../../../host/station/run/discovered-ports.ts';
import { fixedPorts } from '../../../../host/station/run/fixed-ports.ts';
import type { PortEvent, PortSource } from '../../../../host/station/run/port.ts';
import { usbPortName } from '../../../../host/station/run/usb-port-name.ts';
import { Yard } from '../support/yard.ts';

const ID = 'f0b1000000000001';
const OTHER_ID = 'f0b1000000000002';

function candidate(url: string, deviceId = ID): Candidate {
  return { url, deviceId, ours: true, usb: { vendorId: 1, productId: 2 } };
}

/** What is plugged in at each look; the last look stays. */
function looks(...each: readonly (readonly Candidate[])[]): CandidateProvider {
  let at = 0;
  return {
    name: 'test',
    candidates: () => Promise.resolve(each[Math.min(at++, each.length - 1)] ?? []),
  };
}

/** What a source tells until it has told so much. */
async function told(source: PortSource, count: number): Promise<string[]> {
  const end = new AbortController();
  const events: string[] = [];
  for await (const event of source.watch(end.signal)) {
    const { kind, port } = event;
    events.push(`${kind} ${typeof port === 'string' ? port : port.name}`);
    if (events.length === count) end.abort();
  }
  return events;
}

function discovered(
  ports: Readonly<Record<string, string>>,
  ...each: readonly (readonly Candidate[])[]
): PortSource {
  const { env } = new Yard();
  return discoveredPorts({
    providers: [looks(...each)],
    env,
    linkTo: (url) => {
      throw new Error(`${url} is not opened here`);
    },
    portOf: ({ url }) => Promise.resolve(ports[url]),
  });
}

describe('ports of hubs', () => {
  const hid = candidate('hid:/dev/hidraw0');
  const tty = candidate('serial:/dev/ttyACM0');

  it('tell of one fob however many links it has, by the port of the hub', async () => {
    const ports = { [hid.url]: '1-1.4', [tty.url]: '1-1.4' };
    const source = discovered(ports, [tty], [tty, hid], [], [hid]);
    expect(await told(source, 3)).toEqual(['arrived 1-1.4', 'left 1-1.4', 'arrived 1-1.4']);
  });

  it('have the name of the device where the system tells no port', async () => {
    expect(await told(discovered({}, [hid, tty]), 1)).toEqual(['arrived /dev/hidraw0']);
  });

  it('are two where two devices tell one device id', async () => {
    const other = candidate('hid:/dev/hidraw1');
    const ports = { [hid.url]: '1-1.4', [other.url]: '1-1.3' };
    expect(await told(discovered(ports, [hid, other]), 2)).toEqual([
      'arrived 1-1.4',
      'arrived 1-1.3',
    ]);
    expect(await told(discovered({}, [hid, tty, other]), 2)).toEqual([
      'arrived /dev/hidraw0',
      'arrived /dev/hidraw1',
    ]);
  });

  it('tell of a fob that was moved from one port to the next', async () => {
    const other = candidate('hid:/dev/hidraw1');
    const ports = { [hid.url]: '1-1.4', [other.url]: '1-1.3' };
    expect(await told(discovered(ports, [hid], [other]), 3)).toEqual([
      'arrived 1-1.4',
      'left 1-1.4',
      'arrived 1-1.3',
    ]);
  });

  it('have one fob each where two have changed places between two looks', async () => {
    const [a, b] = [hid, candidate('hid:/dev/hidraw1', OTHER_ID)];
    const [later, there] = [candidate('hid:/dev/hidraw2'), candidate('hid:/dev/hidraw3', OTHER_ID)];
    const ports = {
      [a.url]: '1-1.4',
      [b.url]: '1-1.3',
      [later.url]: '1-1.3',
      [there.url]: '1-1.4',
    };
    expect(await told(discovered(ports, [a, b], [later, there]), 6)).toEqual([
      'arrived 1-1.4',
      'arrived 1-1.3',
      'left 1-1.4',
      'left 1-1.3',
      'arrived 1-1.3',
      'arrived 1-1.4',
    ]);
  });

  describe('at a path that another emulated fob had', () => {
    const pty = candidate('serial:/dev/pts/3');
    const next = candidate(pty.url, OTHER_ID);

    function reused(...each: readonly (readonly Candidate[])[]): PortSource {
      const yard = new Yard();
      const { link } = yard.fob({ deviceId: fromHex(OTHER_ID) });
      return discoveredPorts({ providers: [looks(...each)], env: yard.env, linkTo: () => link });
    }

    it('are left by that one, and not once more afterwards', async () => {
      expect(await told(reused([pty], [pty, next], [next], []), 4)).toEqual([
        'arrived /dev/pts/3',
        'left /dev/pts/3',
        'arrived /dev/pts/3',
        'left /dev/pts/3',
      ]);
    });

    it('tell of the one that is there alone', async () => {
      expect(await told(reused([pty, next], []), 2)).toEqual([
        'arrived /dev/pts/3',
        'left /dev/pts/3',
      ]);
    });
  });
});

describe('the port of a device node', () => {
  it('is the last of its path that Linux names so', async () => {
    const root = mkdtempSync(join(tmpdir(), 'fobkit-sys-'));
    try {
      const usb = join(root, 'sys/devices/pci0/usb1/1-1/1-1.4');
      const folders = {
        'class/hidraw/hidraw0': '1-1.4:1.2/0003:1209:0001.0001',
        'class/tty/ttyACM0': '1-1.4:1.0',
      };
      for (const [name, inside] of Object.entries(folders)) {
        const link = join(root, 'sys', name, 'device');
        mkdirSync(join(usb, inside), { recursive: true });
        mkdirSync(dirname(link), { recursive: true });
        symlinkSync(join(usb, inside), link);
      }
      expect(await usbPortName('hid:/dev/hidraw0', root)).toBe('1-1.4');
      expect(await usbPortName('serial:/dev/ttyACM0?baud=9600', root)).toBe('1-1.4');
      expect(await usbPortName('hid:/dev/hidraw7', root)).toBeUndefined();
      expect(await usbPortName('tcp:localhost:1', root)).toBeUndefined();
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});

describe('a port at a fixed address', () => {
  it('tells of a fob that comes, is lost under a visit, and comes back', async () => {
    const yard = new Yard();
    const made = yard.fob();
    const source = fixedPorts({ urls: ['tcp:test:1'], env: yard.env, linkTo: () => made.link });
    const end = new AbortController();
    const events: string[] = [];
    for await (const event of source.watch(end.signal)) {
      events.push(event.kind);
      if (event.kind === 'arrived') {
        const fob = await event.port.connect(end.signal);
        // A fob that is there again before anybody has looked has left all the same.
        made.fob.unplug();
        made.replug();
        await fob.close();
      }
      if (events.length === 3) end.abort();
    }
    expect(events).toEqual(['arrived', 'left', 'arrived']);
  });

  const closed = (error: Error) => ({
    url: 'serial:/dev/ttyX',
    open: () => Promise.reject(error),
  });

  it('that does not open is told once, with the reason', async () => {
    const yard = new Yard();
    const gone = closed(new LinkNotFoundError('serial:/dev/ttyX', 'there is no such port.'));
    const urls = ['serial:/dev/ttyX'];
    const source = fixedPorts({ urls, env: yard.env, linkTo: () => gone });
    const end = new AbortController();
    yard.clock.after(20_000, () => {
      end.abort();
    });
    const events: PortEvent[] = [];
    for await (const event of source.watch(end.signal)) events.push(event);
    const why = 'there is no such port.';
    expect(events).toEqual([{ kind: 'waiting', port: '/dev/ttyX', reason: 'not-found', why }]);
  });

  it('where something is that can never be one is refused', async () => {
    const yard = new Yard();
    const never = closed(new NotAFobError('serial:/dev/ttyX', 'this is not even a serial port.'));
    const urls = ['serial:/dev/ttyX'];
    const source = fixedPorts({ urls, env: yard.env, linkTo: () => never });
    const watched = source.watch(new AbortController().signal)[Symbol.asyncIterator]();
    await expect(watched.next()).rejects.toThrow('/dev/ttyX: not a fob: this is not even');
  });

  it('tells nothing of a fob that a visit has left as it was', async () => {
    const yard = new Yard();
    const made = yard.fob();
    const source = fixedPorts({ urls: ['tcp:test:1'], env: yard.env, linkTo: () => made.link });
    const end = new AbortController();
    const events: string[] = [];
    yard.clock.after(20_000, () => {
      end.abort();
    });
    for await (const event of source.watch(end.signal)) {
      events.push(event.kind);
      if (event.kind === 'arrived') await (await event.port.connect(end.signal)).close();
    }
    expect(events).toEqual(['arrived']);
  });
});
