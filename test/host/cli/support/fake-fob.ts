import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import {
  encodeSerialFrame,
  getInfo,
  replyEnvelope,
  requestEnvelope,
  type RequestEnvelope,
  SerialFrameParser,
} from '@fobkit/protocol';

/** What a fake says to a request; undefined hangs up. */
export type Script = (request: RequestEnvelope) => Uint8Array | undefined;

/** Somebody on a TCP port who speaks frames, and who is no fob. */
export class FakeFob {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(script: Script): Promise<FakeFob> {
    const server = createServer((socket) => {
      serve(socket, script);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FakeFob(server);
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `tcp:127.0.0.1:${String(address.port)}`;
  }

  close(): void {
    this.#server.close();
  }
}

function serve(socket: Socket, script: Script): void {
  const parser = new SerialFrameParser();
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    for (const event of parser.push(Uint8Array.from(chunk))) {
      if (event.type !== 'frame') continue;
      const reply = script(requestEnvelope.decode(event.payload));
      if (reply === undefined) socket.destroy();
      else socket.write(encodeSerialFrame(reply));
    }
  });
}

/** The reply of a fob that knows only another version. */
export function otherVersion(version: number): Script {
  return ({ command, tag }) =>
    replyEnvelope.encode({ version, command, tag, status: 'unsupported-version' });
}

/** A fob that tells who it is and leaves at the next command. */
export const leavesInMidCommand: Script = ({ command, tag, version }) => {
  if (command !== getInfo.code) return undefined;
  const payload = getInfo.reply.encode({
    protocolVersion: version,
    deviceId: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    model: 'fake',
    firmwareVersion: '1',
    lifecycle: 'blank',
    keyGeneration: 0,
    batchKeyId: Uint8Array.of(1, 2, 3, 4),
    features: {
      modes: ['totp'],
      algorithms: ['SHA1'],
      minDigits: 6,
      maxDigits: 6,
      commands: [1, 2, 3, 4, 5, 6],
      clockAdjustLimitSeconds: 0,
      trimLimitPpb: 0,
      hasButton: false,
    },
  });
  return replyEnvelope.encode({ version, command, tag, status: 'ok', payload });
};
