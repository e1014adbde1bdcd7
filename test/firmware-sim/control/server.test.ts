import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ControlServer, startControl } from '@fobkit/firmware-sim/control';
import type { RigFob, RigLcd } from '@fobkit/protocol';
import { loadedFob, TICKS, TOTP_LOAD } from '../../support/raw-host.ts';
import { NitrokeyRig } from '../../support/nitrokey-rig.ts';
import { StillFob, StillHost } from './control-host.ts';

const ID = 'f0b1000000000001';

let host: StillHost;
let still: StillFob;
let server: ControlServer;

async function serveFob(fob = loadedFob('shinkin-hardware').fob): Promise<void> {
  still = new StillFob(fob);
  host = new StillHost([still]);
  server = await startControl({ host });
}

interface Asked {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function ask(path: string, { headers, ...asked }: Asked = {}): Promise<Response> {
  return fetch(server.url + path, {
    ...asked,
    headers: { authorization: `Bearer ${server.token}`, ...headers },
  });
}

function act(name: string, body: unknown = {}): Promise<Response> {
  return ask(`/v1/fobs/${ID}/${name}`, { method: 'POST', body: JSON.stringify(body) });
}

async function json<T>(response: Promise<Response>): Promise<T> {
  return (await (await response).json()) as T;
}

beforeEach(() => serveFob());
afterEach(() => server.close());

describe('actions', () => {
  it('press shows a code, which the LCD route tells', async () => {
    await act('press');
    await act('advance', { seconds: 1 });
    expect((await json<RigLcd>(ask(`/v1/fobs/${ID}/lcd`))).rows).toEqual(still.fob.view.rows);
    expect(still.fob.view.rows[0]).toMatch(/^\d{6}$/);
  });

  it('hold keeps the button down until release', async () => {
    expect((await json<RigFob>(act('hold'))).buttonHeld).toBe(true);
    expect((await json<RigFob>(act('release'))).buttonHeld).toBe(false);
  });

  it('battery leaves that much in the cell', async () => {
    expect((await json<RigFob>(act('battery', { percent: 5 }))).cell.percent).toBe(5);
  });

  it('a supply in place of the cell goes to its voltage in the time that it is given', async () => {
    await act('supply', { millivolts: 3000 });
    await act('supply', { millivolts: 2000, seconds: 10 });
    await act('advance', { seconds: 5 });
    const told = await json<RigFob>(ask(`/v1/fobs/${ID}`));
    expect(told).toMatchObject({ supplyMillivolts: 2500, cell: { millivolts: 2500 } });
    expect(await json<RigFob>(act('supply', {}))).not.toHaveProperty('supplyMillivolts');
  });

  it('a cell that is taken out stops the fob and loses its clock', async () => {
    const out = await json<RigFob>(act('cell', { present: false }));
    expect(out.running).toBe(false);
    const back = await json<RigFob>(act('cell', { present: true }));
    expect(back).toMatchObject({ running: true, lifecycle: 'clock-lost' });
    expect(back.driftTicks).toBeUndefined();
  });

  it.each([
    ['press', {}, 'button'],
    ['hold', {}, 'button'],
    ['release', {}, 'button'],
    ['battery', { percent: 5 }, 'cell'],
    ['cell', { present: true }, 'cell'],
    ['supply', { millivolts: 3000 }, 'cell'],
  ])('%s is refused on a fob type without the part', async (name, body, part) => {
    await server.close();
    await serveFob(new NitrokeyRig().fob);
    const refused = await ask(`/v1/fobs/${still.deviceId}/${name}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain(`nitrokey-pro has no ${part}`);
  });

  it('a report tells what the fob type lacks', async () => {
    expect(await json<RigFob>(ask(`/v1/fobs/${ID}`))).not.toHaveProperty('lacks');
    await server.close();
    await serveFob(new NitrokeyRig().fob);
    const told = await json<RigFob>(ask(`/v1/fobs/${still.deviceId}`));
    expect(told.lacks).toEqual(['button', 'cell']);
  });

  it('temperature and crystal move the clock as physics has it', async () => {
    await act('crystal', { driftPpm: 42 });
    await act('temperature', { celsius: 25 });
    const before = still.fob.driftTicks ?? NaN;
    await act('advance', { seconds: 1_000_000 });
    const own = still.fob.parts.crystal.calibrationPpb;
    const drift = ((still.fob.driftTicks ?? NaN) - before) / TICKS;
    expect(drift).toBeCloseTo(42 + own / 1000, 1);
  });

  it('unplug and replug are told in the report', async () => {
    expect((await json<RigFob>(act('replug'))).plugged).toBe(true);
    expect((await json<RigFob>(act('unplug'))).plugged).toBe(false);
  });

  it.each([
    ['battery', { percent: 101 }, 'percent'],
    ['battery', {}, 'percent'],
    ['temperature', { celsius: 'warm' }, 'celsius'],
    ['press', { millis: 3 }, 'millis'],
    ['advance', { seconds: -1 }, 'seconds'],
    ['advance', { seconds: 1e12 }, 'seconds'],
    ['cell', { present: 'yes' }, 'present'],
    ['supply', { millivolts: 6001 }, 'millivolts'],
  ])('%s %j names the field at fault and changes nothing', async (name, body, field) => {
    const before = still.fob.save();
    const response = await act(name, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'bad-request', field } });
    expect(still.fob.save()).toEqual(before);
  });

  it('a body that is no JSON is refused as such', async () => {
    const response = await ask(`/v1/fobs/${ID}/press`, { method: 'POST', body: '{' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'not-json' } });
  });

  it('an unknown fob is not found', async () => {
    expect((await ask('/v1/fobs/0000000000000000')).status).toBe(404);
  });

  it('shutdown ends the host', async () => {
    await ask('/v1/shutdown', { method: 'POST' });
    expect(host.ended).toBe(true);
  });
});

describe('faults', () => {
  it('a fault is armed in words, reported with its evidence and cleared', async () => {
    const words = { words: ['lcd.segment', '2d'] };
    const armed = await act('faults', words);
    expect(armed.status).toBe(201);
    const [report] = await json<{ id: string; state: string }[]>(ask(`/v1/fobs/${ID}/faults`));
    expect(report).toMatchObject({ state: 'acting' });
    await ask(`/v1/fobs/${ID}/faults/${report?.id ?? ''}`, { method: 'DELETE' });
    const [over] = await json<{ state: string }[]>(ask(`/v1/fobs/${ID}/faults`));
    expect(over).toMatchObject({ state: 'over' });
  });

  it('a fault that does not exist is refused by name', async () => {
    const response = await act('faults', { words: ['lcd.crack'] });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('lcd.crack');
  });
});

describe('pictures', () => {
  it.each(['front', 'back'])('the %s of the fob comes as a PNG', async (side) => {
    const response = await ask(`/v1/fobs/${ID}/lcd?format=png&side=${side}&width=200`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(response.headers.get('content-type')).toBe('image/png');
    expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
    // IHDR: the width stands big-endian at byte 16.
    expect(new DataView(bytes.buffer).getUint32(16)).toBe(200);
  });

  it('svg is a picture without fonts', async () => {
    const svg = await (await ask(`/v1/fobs/${ID}/lcd?format=svg`)).text();
    expect(svg).toMatch(/^<svg /);
    expect(svg).not.toContain('<text');
  });

  it('text draws the segments', async () => {
    await act('press');
    await act('advance', { seconds: 1 });
    const text = await (await ask(`/v1/fobs/${ID}/lcd?format=text`)).text();
    expect(text.split('\n').length).toBeGreaterThan(3);
  });

  it('an unknown format is refused by its field', async () => {
    const response = await ask(`/v1/fobs/${ID}/lcd?format=gif`);
    expect(await response.json()).toMatchObject({ error: { field: 'format' } });
  });
});

describe('snapshots', () => {
  it('restore takes the fob back to where the snapshot found it', async () => {
    const snapshot = await (await ask(`/v1/fobs/${ID}/snapshot`)).text();
    const then = still.fob.save();
    await act('battery', { percent: 3 });
    await act('advance', { seconds: 3600 });
    await ask(`/v1/fobs/${ID}/restore`, { method: 'POST', body: snapshot });
    expect(still.fob.save()).toEqual(then);
  });

  it('a text that is no snapshot is refused and the fob stays', async () => {
    const before = still.fob;
    const response = await ask(`/v1/fobs/${ID}/restore`, { method: 'POST', body: '{"format":1}' });
    expect(response.status).toBe(400);
    expect(still.fob).toBe(before);
  });

  it('a body beyond a megabyte is refused', async () => {
    const body = 'x'.repeat(1_048_577);
    const response = await ask(`/v1/fobs/${ID}/restore`, { method: 'POST', body });
    expect(response.status).toBe(413);
  });
});

describe('a body', () => {
  it.each(['[]', '[{}]', 'null', '3', '"press"', 'press'])('%s is no object', async (body) => {
    for (const path of ['press', 'unplug', 'battery', 'faults']) {
      const response = await ask(`/v1/fobs/${ID}/${path}`, { method: 'POST', body });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { code: 'not-json' } });
    }
  });
});

describe('a fob that the emulator failed', () => {
  it('is told as failed and refuses all actions', async () => {
    still.failure = 'a fault of the model';
    const health = await (await fetch(`${server.url}/health`)).json();
    expect(health).toMatchObject({ fobs: [], failed: [ID] });
    expect(await json<unknown[]>(ask('/v1/fobs'))).toEqual([]);
    const response = await act('press');
    expect(response.status).toBe(409);
    expect(await response.text()).toContain('a fault of the model');
  });
});

describe('who may ask', () => {
  it('the scheme of the token is written in any case', async () => {
    const headers = { authorization: `bearer ${server.token}` };
    expect((await fetch(`${server.url}/v1/fobs`, { headers })).status).toBe(200);
  });

  it.each(['/v1/fobs', `/v1/fobs/${ID}/lcd`, '/v1/events', `/v1/fobs/${ID}/snapshot`])(
    '%s wants the token',
    async (path) => {
      expect((await fetch(server.url + path)).status).toBe(401);
      const wrong = { authorization: `Bearer ${'0'.repeat(64)}` };
      expect((await fetch(server.url + path, { headers: wrong })).status).toBe(401);
    },
  );

  it('an action without the token changes nothing', async () => {
    const url = `${server.url}/v1/fobs/${ID}/battery`;
    const response = await fetch(url, { method: 'POST', body: '{"percent":1}' });
    expect(response.status).toBe(401);
    expect(still.fob.parts.battery.percent()).toBe(100);
  });

  it('a page of another origin is refused, token or not', async () => {
    const response = await ask('/v1/fobs', { headers: { origin: 'https://example.org' } });
    expect(response.status).toBe(403);
  });

  it('a foreign host name that leads here is refused: DNS rebinding', async () => {
    const { hostname, port } = new URL(server.url);
    const headers = { host: 'rebound.example.org', authorization: `Bearer ${server.token}` };
    const status = await new Promise((resolve, reject) => {
      request({ hostname, port, path: '/v1/fobs', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .once('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  it('health and the OpenAPI document want no token', async () => {
    const health = await json<{ fobs: string[] }>(fetch(`${server.url}/health`));
    expect(health.fobs).toEqual([ID]);
    expect((await fetch(`${server.url}/openapi.json`)).status).toBe(200);
  });
});

describe('a production fob', () => {
  beforeEach(async () => {
    await server.close();
    await serveFob(loadedFob('shinkin-hardware', { ...TOTP_LOAD, purpose: 'production' }).fob);
  });

  it('shows no digit on any picture of the control channel', async () => {
    await act('press');
    await act('advance', { seconds: 1 });
    const code = still.fob.view.rows[0] ?? '';
    expect(code).toMatch(/^\d{6}$/);
    expect(await (await ask(`/v1/fobs/${ID}/lcd`)).text()).not.toContain(code);
    expect(await json<RigLcd>(ask(`/v1/fobs/${ID}/lcd`))).toMatchObject({ masked: true });
  });

  it('gives no snapshot, since that holds the seed', async () => {
    expect((await ask(`/v1/fobs/${ID}/snapshot`)).status).toBe(403);
  });
});
