import {
  encodeSerialFrame,
  fragmentHid,
  HID_REPORT_SIZE,
  HidAssembly,
  HidCommand,
  parseHidReport,
  type Status,
  replyEnvelope,
  SerialFrameParser,
  statusCodes,
  tryDecode,
} from '@fobkit/protocol';
import type { LinkKind } from '../../firmware/env.ts';
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
      put(frame, _rng, kind) {
        const bytes = rewritten(frame, kind, (message) => withStatus(message, wanted));
        return bytes === undefined ? undefined : [{ bytes, delay: 0 }];
      },
    };
  },
});

export const replyFaults: readonly FaultKind[] = [status];

/** The same reply with another status and no payload; undefined when it is no reply. */
function withStatus(message: Uint8Array, wanted: Status): Uint8Array | undefined {
  const reply = tryDecode(replyEnvelope, message);
  if (reply === undefined) return undefined;
  const { version, command, tag } = reply;
  return replyEnvelope.encode({ version, command, tag, status: wanted });
}

/** A frame with another message in it; undefined when it has none, or none that is to be another. */
function rewritten(
  frame: Uint8Array,
  kind: LinkKind,
  rewrite: (message: Uint8Array) => Uint8Array | undefined,
): Uint8Array | undefined {
  if (kind === 'stream') {
    const [event] = new SerialFrameParser().push(frame);
    const message = event?.type === 'frame' ? rewrite(event.payload) : undefined;
    return message === undefined ? undefined : encodeSerialFrame(message);
  }
  const found = messageInReports(frame);
  const message = found === undefined ? undefined : rewrite(found.payload);
  if (found === undefined || message === undefined) return undefined;
  return joined(fragmentHid(found.cid, HidCommand.Message, message));
}

function messageInReports(reports: Uint8Array): HidAssembly | undefined {
  const first = parseHidReport(reports.subarray(0, HID_REPORT_SIZE));
  if (first?.type !== 'init' || first.command !== HidCommand.Message) return undefined;
  const assembly = new HidAssembly(first);
  for (let at = HID_REPORT_SIZE; at < reports.length; at += HID_REPORT_SIZE) {
    const next = parseHidReport(reports.subarray(at, at + HID_REPORT_SIZE));
    if (next?.type !== 'continuation' || !assembly.add(next)) return undefined;
  }
  return assembly.complete ? assembly : undefined;
}

function joined(reports: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(reports.length * HID_REPORT_SIZE);
  reports.forEach((report, i) => {
    bytes.set(report, i * HID_REPORT_SIZE);
  });
  return bytes;
}

function isRefusal(name: string): name is Status {
  return name in statusCodes && name !== 'ok';
}
