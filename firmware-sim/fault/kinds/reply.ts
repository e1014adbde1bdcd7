import {
  encodeSerialFrame,
  type Status,
  replyEnvelope,
  SerialFrameParser,
  statusCodes,
  tryDecode,
} from '@fobkit/protocol';
import { defineFault, type FaultKind } from '../kind.ts';
import { Words } from '../words.ts';

const refusals = Object.keys(statusCodes).filter(isRefusal);

const status = defineFault({
  kind: 'reply.status',
  layer: 'reply',
  args: '<status>',
  summary: 'Replies of the fob say that status, and nothing else, though it did what was asked.',
  example: 'reply.status flash-failed --on-nth 1',
  event: 'frame.to-host',
  compile(args) {
    const words = new Words('reply.status', '<status>', args);
    const word = words.word();
    const wanted = refusals.find((name) => name === word);
    if (wanted === undefined) throw words.wrong(word, `one of ${refusals.join(', ')}`);
    words.end();
    return {
      on: 'frame',
      way: 'to-host',
      did: `answered with ${wanted}`,
      put(frame) {
        const bytes = withStatus(frame, wanted);
        return bytes === undefined ? undefined : [{ bytes, delay: 0 }];
      },
    };
  },
});

export const replyFaults: readonly FaultKind[] = [status];

/** The same reply with another status and no payload; undefined when it is no reply. */
function withStatus(frame: Uint8Array, wanted: Status): Uint8Array | undefined {
  const [event] = new SerialFrameParser().push(frame);
  if (event?.type !== 'frame') return undefined;
  const reply = tryDecode(replyEnvelope, event.payload);
  if (reply === undefined) return undefined;
  const { version, command, tag } = reply;
  return encodeSerialFrame(replyEnvelope.encode({ version, command, tag, status: wanted }));
}

function isRefusal(name: string): name is Status {
  return name in statusCodes && name !== 'ok';
}
