import {
  findCommand,
  outlineEnvelope,
  PROTOCOL_VERSION,
  type ReplyEnvelope,
  replyEnvelope,
  requestEnvelope,
  sealed,
  openChannel,
  type Status,
  TAG_LENGTH,
  tryDecode,
  WireError,
} from '@fobkit/protocol';
import { Channel, type InnerReply, type InnerRequest } from './channel.ts';
import type { Core } from './core.ts';
import { PowerLoss } from './env.ts';
import { getInfoHandler } from './handlers/get-info.ts';
import { getStatusHandler } from './handlers/get-status.ts';
import { type Call, type Handler, handler, type HandlerAnswer } from './handlers/handler.ts';
import { keyCheckHandler } from './handlers/key-check.ts';
import { loadSeedHandler } from './handlers/load-seed.ts';
import { readCodeHandler } from './handlers/read-code.ts';
import { readDisplayHandler } from './handlers/read-display.ts';
import { rotateTransportKeyHandler } from './handlers/rotate-transport-key.ts';
import { selfTestHandler } from './handlers/self-test.ts';
import { setClockHandler } from './handlers/set-clock.ts';
import { trimClockHandler } from './handlers/trim-clock.ts';
import { winkHandler } from './handlers/wink.ts';
import { wipeHandler } from './handlers/wipe.ts';

const HANDLERS: readonly Handler[] = [
  getInfoHandler,
  getStatusHandler,
  readCodeHandler,
  readDisplayHandler,
  selfTestHandler,
  winkHandler,
  loadSeedHandler,
  setClockHandler,
  trimClockHandler,
  rotateTransportKeyHandler,
  keyCheckHandler,
  wipeHandler,
];

const NO_TAG = new Uint8Array(TAG_LENGTH);

/** Takes a message from a link to the handler that answers it (docs/protocol/03-messages.md §3.4). */
export class Dispatcher {
  readonly #core: Core;
  readonly channel: Channel;
  readonly #handlers: ReadonlyMap<number, Handler>;

  constructor(core: Core) {
    this.#core = core;
    this.channel = new Channel(core);
    const own = [...HANDLERS, this.#openChannelHandler(), this.#sealedHandler()];
    this.#handlers = new Map(own.map((entry) => [entry.command.code, entry]));
  }

  /** The reply to a message, whatever it holds. */
  answer(link: number, message: Uint8Array): Uint8Array {
    const outline = outlineOf(message);
    if (outline === undefined) return reply(0, NO_TAG, { status: 'malformed' });
    if (outline.version !== PROTOCOL_VERSION) {
      return reply(0, outline.tag, { status: 'unsupported-version' });
    }
    const request = tryDecode(requestEnvelope, message);
    if (request === undefined) return reply(0, outline.tag, { status: 'malformed' });
    const call: Call = { core: this.#core, link, tag: request.tag };
    return reply(request.command, request.tag, this.#run(call, request, false));
  }

  #run(call: Call, request: InnerRequest, insideChannel: boolean): HandlerAnswer {
    const command = findCommand(request.command);
    const found = this.#handlers.get(request.command);
    if (command === undefined || found === undefined) return { status: 'unknown-command' };
    if (command.sealed !== insideChannel) {
      return { status: insideChannel ? 'unknown-command' : 'seal-required' };
    }
    if (!command.lifecycles.includes(this.#core.lifecycle)) return { status: 'wrong-lifecycle' };
    return contained(() => found.run(call, request.payload));
  }

  #openChannelHandler(): Handler {
    return handler(openChannel, ({ link }, { handshake }) => this.channel.open(link, handshake));
  }

  #sealedHandler(): Handler {
    return handler(sealed, (call, box) =>
      this.channel.exchange(call.link, call.tag, box, (request): InnerReply => ({
        command: request.command,
        ...this.#run(call, request, true),
      })),
    );
  }
}

/**
 * A chip's firmware has no exceptions. One that gets here is a mistake of this program, or a part
 * that measures what no field of the reply holds: it costs the command its reply and nothing more
 * ([MSG-25]). What the handler had written by then stays written.
 */
function contained(run: () => HandlerAnswer): HandlerAnswer {
  try {
    return run();
  } catch (error) {
    if (error instanceof PowerLoss) throw error;
    return { status: 'internal' };
  }
}

function outlineOf(message: Uint8Array): { version: number; tag: Uint8Array } | undefined {
  try {
    return outlineEnvelope(message);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

function reply(
  command: number,
  tag: Uint8Array,
  answer: { readonly status: Status; readonly payload?: Uint8Array },
): Uint8Array {
  const envelope: ReplyEnvelope = { version: PROTOCOL_VERSION, command, tag, ...answer };
  return replyEnvelope.encode(envelope);
}
