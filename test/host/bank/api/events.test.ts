import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toHex } from '@fobkit/protocol';
import { codeAt, CONFIRMATION, NEW_CONTRACT, seedOf } from '../store/support.ts';
import { ApiHere } from './support/api-here.ts';
import { FOB, registered, asked } from './support/asked.ts';

let here: ApiHere;

beforeEach(async () => {
  here = await ApiHere.open();
});

afterEach(() => here.close());

describe('events', () => {
  it('come by the page', async () => {
    await registered(here);
    const first = (await (await here.get('auditor', '/events')).json()) as {
      readonly events: readonly { readonly sequence: number; readonly kind: string }[];
      readonly next: number;
    };
    expect(first.events.map(({ kind }) => kind)).toContain('token.registered');
    expect(first.next).toBe(first.events.at(-1)?.sequence);
    const rest = await (await here.get('auditor', `/events?after=${first.next}`)).json();
    expect(rest).toEqual({ events: [], next: first.next });
  });

  it('are turned to from the newest on, page by page', async () => {
    await registered(here);
    const page = async (query: string) =>
      (await (await here.get('auditor', `/events/latest?most=4${query}`)).json()) as {
        readonly events: readonly { readonly sequence: number }[];
        readonly next: number;
      };
    const seen: number[] = [];
    for (let query = ''; ;) {
      const { events, next } = await page(query);
      expect(events.length).toBeLessThanOrEqual(4);
      if (events.length === 0) break;
      seen.push(...events.map(({ sequence }) => sequence));
      query = `&before=${next}`;
    }
    expect(seen.length).toBeGreaterThan(8);
    expect(seen).toEqual(Array.from(seen, (_, at) => seen.length - at));
  });

  it.each(['most=0', 'most=501', 'before=-1', 'after=1'])(
    'latest with %s is malformed',
    async (query) => {
      expect((await here.get('auditor', `/events/latest?${query}`)).status).toBe(400);
    },
  );

  it('Last-Event-ID resumes the stream behind it, and goes on with what happens', async () => {
    await registered(here);
    const headers = { 'last-event-id': '5' };
    const response = await here.get('auditor', '/events/stream', headers);
    const reader = (response.body ?? new ReadableStream()).getReader();
    const decoder = new TextDecoder();
    let text = '';
    const until = async (wanted: string): Promise<void> => {
      while (!text.includes(wanted)) {
        const read = (await reader.read()) as { done: boolean; value?: Uint8Array };
        if (read.done) throw new Error(`the stream has ended: ${text}`);
        text += decoder.decode(read.value);
      }
    };
    await until('id: 6\n');
    expect(text).not.toContain('id: 5\n');
    await here.post('operator', '/calls', { serial: FOB, reason: 'loss' });
    await until('event: token.accident\n');
    await reader.cancel();
  });

  it('tell no code, password or seed', async () => {
    await registered(here);
    const code = codeAt(seedOf(FOB), here.test.clock.ms);
    await here.post('verifier', '/verify', asked(code));
    const text = await (await here.get('auditor', '/events')).text();
    for (const secret of [code, CONFIRMATION, NEW_CONTRACT.loginCode, toHex(seedOf(FOB))]) {
      expect(text).not.toContain(secret);
    }
  });
});
