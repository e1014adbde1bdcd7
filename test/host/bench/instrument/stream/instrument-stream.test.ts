import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { nodeClock, tcpLink } from '@fobkit/client/node';
import {
  InstrumentStream,
  type ReadAnswer,
} from '../../../../../host/bench/instrument/stream/instrument-stream.ts';

let server: Server | undefined;
let stream: InstrumentStream | undefined;
afterEach(async () => {
  await stream?.close();
  server?.close();
});

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytes = (said: string): Uint8Array => Uint8Array.from(Buffer.from(said, 'latin1'));
/** A line up to its end. */
const line: ReadAnswer<string> = (heard) => {
  const end = heard.indexOf(0x0a);
  return end < 0 ? undefined : { value: text(heard.subarray(0, end)), length: end + 1 };
};

/** A stream to an instrument that does this with each chunk that it hears. */
async function to(instrument: (said: string, socket: Socket) => void): Promise<InstrumentStream> {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      instrument(chunk.toString('latin1'), socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const link = tcpLink({ host: '127.0.0.1', port: address.port });
  const timing = { clock: nodeClock, timeoutMs: 150, gapMs: 0, mostBytes: 64 };
  stream = new InstrumentStream({ what: 'psu1', link, ...timing });
  return stream;
}

describe('a question to an instrument', () => {
  it('gets its answer, however it is cut', async () => {
    const one = await to((_, socket) => {
      socket.write('3.3');
      setImmediate(() => socket.write('00\n'));
    });
    expect(await one.ask(bytes('V?\n'), line)).toBe('3.300');
  });

  it('waits for the one before it', async () => {
    const heard: string[] = [];
    const one = await to((said, socket) => {
      heard.push(said);
      setImmediate(() => socket.write(said));
    });
    const answers = await Promise.all(['a\n', 'b\n', 'c\n'].map((q) => one.ask(bytes(q), line)));
    expect([answers, heard]).toEqual([
      ['a', 'b', 'c'],
      ['a\n', 'b\n', 'c\n'],
    ]);
  });

  it('that was answered too late leaves nothing for the next one: the connection is a new one', async () => {
    let connections = 0;
    const late: Socket[] = [];
    const one = await to((said, socket) => {
      if (said === 'slow\n') late.push(socket);
      else socket.write('fresh\n');
    });
    server?.on('connection', () => connections++);
    await expect(one.ask(bytes('slow\n'), line)).rejects.toThrow('psu1: no answer in 150 ms');
    late[0]?.write('stale\n');
    expect(await one.ask(bytes('quick\n'), line)).toBe('fresh');
    expect(connections).toBe(2);
  });

  it.each<[string, (said: string, socket: Socket) => void, string]>([
    ['half', (_, socket) => socket.write('3.3'), 'half an answer in 150 ms'],
    ['hung up on', (_, socket) => socket.end(), 'it ended the connection instead of answering'],
    [
      'answered without an end',
      (_, socket) => socket.write('x'.repeat(1000)),
      'its answer has more than 64 bytes',
    ],
  ])('that is %s is the bench’s fault', async (_, instrument, why) => {
    const one = await to(instrument);
    await expect(one.ask(bytes('V?\n'), line)).rejects.toMatchObject({
      code: 'contact',
      message: expect.stringContaining(why) as unknown,
    });
  });

  it('is not asked while something lies there that nobody asked for', async () => {
    const one = await to((_, socket) => socket.write('1\n2\n'));
    expect(await one.ask(bytes('V?\n'), line)).toBe('1');
    await expect(one.ask(bytes('V?\n'), line)).rejects.toThrow('bytes that nobody asked for');
  });
});
