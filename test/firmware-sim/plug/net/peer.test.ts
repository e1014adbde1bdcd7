import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { WireError } from '@fobkit/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Inbox } from '../../../../firmware-sim/plug/net/inbox.ts';
import { listen, shut } from '../../../../firmware-sim/plug/net/listen.ts';
import { Peer, type PeerReader } from '../../../../firmware-sim/plug/net/peer.ts';
import { settled, turn } from '../plug-support.ts';

/** Messages of `longest` equal bytes: 0 is wrong, 1 ends, 2 waits, others are answered with `answer`. */
class Letters implements PeerReader {
  longest = 1;
  readonly heard: number[] = [];
  readonly ended: (WireError | undefined)[] = [];
  answer = new Uint8Array(0);
  waits = false;
  readonly peer: Peer;

  constructor(peer: Peer) {
    this.peer = peer;
  }

  read(inbox: Inbox): boolean {
    if (this.waits) return false;
    const letter = inbox.take(this.longest)?.[0];
    if (letter === undefined) return false;
    this.heard.push(letter);
    if (letter === 0) throw new WireError('value', 'a zero');
    if (letter === 1) this.peer.end();
    if (letter === 2) this.waits = true;
    this.peer.send(this.answer);
    return true;
  }

  over(reason?: WireError): void {
    this.ended.push(reason);
  }
}

let server: Server;
let client: Socket;
let letters: Letters;

beforeEach(async () => {
  server = createServer();
  const [host = '', port = ''] = (await listen(server, {})).split(':');
  const { promise, resolve } = Promise.withResolvers<Letters>();
  server.on('connection', (socket) => {
    new Peer(socket, (peer) => {
      const made = new Letters(peer);
      resolve(made);
      return made;
    });
  });
  client = connect({ host, port: Number(port), noDelay: true });
  client.on('error', () => undefined);
  letters = await promise;
});

afterEach(async () => {
  vi.useRealTimers();
  client.destroy();
  letters.peer.drop();
  await shut(server);
});

function closed(): Promise<unknown> {
  client.resume();
  return once(client, 'close');
}

describe('Peer', () => {
  it('reads message by message and sends what the reader answers', async () => {
    letters.answer = Uint8Array.of(42);
    client.write(Uint8Array.of(5, 6));
    const answers: number[] = [];
    client.on('data', (chunk) => answers.push(...Buffer.from(chunk)));
    await settled(() => answers.length);
    expect(letters.heard).toEqual([5, 6]);
    expect(answers).toEqual([42, 42]);
  });

  it('ends when the bytes are wrong, tells why, and hears no more', async () => {
    client.write(Uint8Array.of(5, 0, 6));
    await closed();
    expect(letters.heard).toEqual([5, 0]);
    expect(letters.ended).toEqual([new WireError('value', 'a zero')]);
  });

  it('ends after what was sent when the reader ends it', async () => {
    letters.answer = new Uint8Array(100_000);
    client.write(Uint8Array.of(5, 1, 6));
    let got = 0;
    client.on('data', (chunk) => (got += chunk.length));
    await closed();
    expect(letters.heard).toEqual([5, 1]);
    expect(got).toBe(100_000);
    expect(letters.ended).toEqual([undefined]);
  });

  it('lets one that is done go after five seconds, though it sends on', async () => {
    client.pause();
    client.write(Uint8Array.of(5));
    await settled(() => letters.heard.length);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    letters.peer.end();
    vi.advanceTimersByTime(5_000);
    let gone = false;
    void shut(server).then(() => (gone = true));
    for (let turns = 0; turns < 2000; turns++) {
      client.write(Uint8Array.of(6));
      await turn();
    }
    expect([gone, letters.heard]).toEqual([true, [5]]);
  });

  it('tells once that the other side has gone', async () => {
    client.end();
    await closed();
    expect(letters.ended).toEqual([undefined]);
  });

  it('reads no further message while the other side does not read', async () => {
    client.pause();
    letters.answer = new Uint8Array(1 << 20);
    client.write(new Uint8Array(500).fill(9));
    const heard = await settled(() => letters.heard.length);
    expect(heard).toBeGreaterThan(0);
    expect(heard).toBeLessThan(100);
    // One answer above what Node.js holds.
    expect(letters.peer.held).toBeLessThan((3 << 20) + 500);
    client.on('data', () => undefined);
    client.resume();
    expect(await settled(() => letters.heard.length)).toBe(500);
  });

  it('takes no more than a message while the reader waits for something else', async () => {
    client.write(Uint8Array.of(2));
    await settled(() => letters.heard.length);
    letters.longest = 4096;
    client.write(new Uint8Array(64 << 20).fill(9));
    await settled(() => client.bytesWritten - client.writableLength);
    expect(letters.peer.held).toBeLessThan(1 << 20);
    letters.waits = false;
    letters.peer.wake();
    expect(await settled(() => letters.heard.length)).toBe(1 + (64 << 20) / 4096);
  });
});
