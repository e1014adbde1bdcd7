import {
  encodeSerialFrame,
  findCommand,
  innerReply,
  innerRequest,
  loadSeed,
  replyEnvelope,
  requestEnvelope,
  SerialFrameParser,
  setClock,
  toHex,
} from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { framesOf } from '../../support/doc-frames.ts';
import { expectOk, type RawHost, TICKS } from '../../support/raw-host.ts';
import { blankDocFob, DOC_LOAD, loadedDocFob, productionDocFob } from './doc-fob.ts';

const frames = new Map([...framesOf('03-messages.md'), ...framesOf('06-commands.md')]);

function frame(name: string): Uint8Array {
  const bytes = frames.get(name);
  if (bytes === undefined) throw new Error(`no frame ${name}`);
  return bytes;
}

/** Question and answer as the pages have them, and the fob that is asked. */
const CONVERSATIONS: readonly (readonly [string, string, () => RawHost])[] = [
  ['request-wink', 'reply-wink', blankDocFob],
  ['request-read-code', 'reply-wrong-lifecycle', blankDocFob],
  ['request-version-2', 'reply-unsupported-version', blankDocFob],
  ['get-info-request', 'get-info-reply', loadedDocFob],
  ['get-status-request', 'get-status-reply', loadedDocFob],
  ['read-code-request', 'read-code-reply', loadedDocFob],
  ['read-code-request', 'read-code-refused', productionDocFob],
];

describe('the worked examples of pages 3 and 6', () => {
  it.each(CONVERSATIONS)('the fob answers %s with %s', (request, reply, fob) => {
    const answer = fob().exchange(frame(request));
    expect(answer && toHex(answer)).toBe(toHex(frame(reply)));
  });

  it.each(CONVERSATIONS)('the codecs read %s and %s and write them again', (request, reply) => {
    const asked = requestEnvelope.decode(frame(request));
    expect(toHex(requestEnvelope.encode(asked))).toBe(toHex(frame(request)));
    const answered = replyEnvelope.decode(frame(reply));
    expect(toHex(replyEnvelope.encode(answered))).toBe(toHex(frame(reply)));
    const command = findCommand(asked.command);
    command?.request.decode(asked.payload);
    if (answered.payload !== undefined) command?.reply.decode(answered.payload);
  });

  it('the request on a serial link is the frame of the request', () => {
    const serial = frame('request-get-info-serial');
    expect(toHex(encodeSerialFrame(frame('request-get-info')))).toBe(toHex(serial));
    const [event] = new SerialFrameParser().push(serial);
    expect(event).toMatchObject({ type: 'frame', payload: frame('get-info-request') });
  });

  it('the plaintext of LoadSeed is what loads that fob', () => {
    const inner = innerRequest.decode(frame('load-seed-inner-request'));
    expect(inner.command).toBe(loadSeed.code);
    expect(loadSeed.request.decode(inner.payload)).toEqual(DOC_LOAD);
    const host = blankDocFob();
    expectOk(host.open());
    expectOk(host.sealedCall(setClock, { clock: 59 * TICKS }).status);
    expect(host.sealedBytes(frame('load-seed-inner-request'))).toEqual(
      innerReply.decode(frame('load-seed-inner-reply')),
    );
  });

  it('are all looked at here', () => {
    const named = new Set([
      ...CONVERSATIONS.flatMap(([request, reply]) => [request, reply]),
      'request-get-info',
      'request-get-info-serial',
      'load-seed-inner-request',
      'load-seed-inner-reply',
    ]);
    expect([...frames.keys()].filter((name) => !named.has(name))).toEqual([]);
  });
});
