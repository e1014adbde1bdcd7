import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ControlServer, startControl } from '@fobkit/firmware-sim/control';
import { parseFault } from '@fobkit/firmware-sim';
import { loadedFob, TICKS, TOTP_LOAD } from '../../support/raw-host.ts';
import { StillFob, StillHost } from './control-host.ts';

let still: StillFob;
let server: ControlServer;

async function serveFob(purpose: 'test' | 'production'): Promise<void> {
  still = new StillFob(loadedFob('shinkin-hardware', { ...TOTP_LOAD, purpose }).fob);
  server = await startControl({ host: new StillHost([still]) });
}

beforeEach(() => serveFob('test'));
afterEach(() => server.close());

/** Opens the stream; `read` gives what came until a text is in it. */
async function openStream(query = '', headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}/v1/events${query}`, {
    headers: { authorization: `Bearer ${server.token}`, ...headers },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) throw new Error('no stream');
  let seen = '';
  const until = async (text: string): Promise<string> => {
    while (!seen.includes(text)) {
      const { done, value } = await reader.read();
      if (done) throw new Error(`the stream ended before ${text}`);
      seen += value;
    }
    return seen;
  };
  await until('fobkit events');
  return { until, close: () => reader.cancel() };
}

it('what happens to a fob comes as events with its id and world time', async () => {
  const stream = await openStream();
  still.fob.press();
  still.fob.advance(TICKS);
  const text = await stream.until('event: lcd');
  expect(text).toContain('event: button');
  expect(text).toContain(`"deviceId":"${still.deviceId}"`);
  expect(text).toContain(`"text":"${still.fob.view.rows[0] ?? ''}"`);
  await stream.close();
});

it('one who comes back gets what he missed, once and in order', async () => {
  still.fob.press();
  still.fob.advance(TICKS);
  const first = await openStream('', { 'last-event-id': '0' });
  const all = (await first.until('event: lcd')).match(/^id: \d+$/gm) ?? [];
  await first.close();
  const second = await openStream('', { 'last-event-id': '1' });
  const rest = (await second.until('event: lcd')).match(/^id: \d+$/gm) ?? [];
  expect(rest).toEqual(all.slice(1));
  await second.close();
});

it('a stream of one fob holds nothing of another', async () => {
  const stream = await openStream('?fob=0000000000000000', { 'last-event-id': '0' });
  still.fob.press();
  still.fob.advance(TICKS);
  const other = await openStream(`?fob=${still.deviceId}`, { 'last-event-id': '0' });
  await other.until('event: lcd');
  await expect(
    Promise.race([
      stream.until('event:').then(() => 'an event'),
      other.until('event: lcd').then(() => 'none'),
    ]),
  ).resolves.toBe('none');
  await stream.close();
  await other.close();
});

it('the code of a production fob is masked in its events', async () => {
  await server.close();
  await serveFob('production');
  const stream = await openStream();
  still.fob.press();
  still.fob.advance(TICKS);
  const text = await stream.until('event: lcd');
  expect(text).toContain('"text":"••••••"');
  await stream.close();
});

it('no character of a production code is in its events, a letter of a broken digit neither', async () => {
  await server.close();
  await serveFob('production');
  for (const segment of ['1d', '2d', '3d', '4d', '5d', '6d']) {
    still.fob.faults.arm(parseFault(['lcd.segment', segment], {}));
  }
  const shown: string[] = [];
  still.fob.observe((noted) => {
    if (noted.kind === 'lcd') shown.push(noted.text);
  });
  const stream = await openStream();
  still.fob.press();
  still.fob.advance(TICKS);
  const text = await stream.until('event: lcd');
  expect(shown.join('')).toMatch(/[A-Za-z?]/);
  expect(text.match(/"text":"[^"]*"/g)?.join('')).not.toMatch(/"text":"[^"]*[^"•]/);
  await stream.close();
});
