import * as v from 'valibot';
import { rigEventSchema, type SimEvent } from './control-views.ts';

/** Reads server-sent events (WHATWG HTML §9.2.6) off a body; ends with it. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<SimEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = readEvent(block);
      if (event !== undefined) yield event;
    }
  }
}

function readEvent(block: string): SimEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const match = /^(\w+): ?(.*)$/.exec(line);
    if (match?.[1] !== undefined) fields.set(match[1], match[2] ?? '');
  }
  const data = fields.get('data');
  if (data === undefined) return undefined;
  return { id: fields.get('id') ?? '', event: v.parse(rigEventSchema, JSON.parse(data)) };
}
