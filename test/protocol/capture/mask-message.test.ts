import { describe, expect, it } from 'vitest';
import { toHex } from '../../../protocol/bytes/hex.ts';
import { maskReply, maskRequest } from '../../../protocol/capture/mask-message.ts';
import { framesOf } from '../../support/doc-frames.ts';
import { bytesOf } from './hand-made.ts';

const frames = framesOf('06-commands.md');

function frame(name: string): Uint8Array {
  const found = frames.get(name);
  if (found === undefined) throw new Error(`no frame ${name}`);
  return found;
}

/** An envelope by hand: version 1, the tag of the pages, a payload of less than 24 bytes. */
function reply(command: string, payload: string): Uint8Array {
  const inside = bytesOf(payload);
  const head = (0x40 + inside.length).toString(16);
  return bytesOf(`a5 0001 01${command} 0248a1a2a3a4a5a6a7a8 03${head} ${payload} 0400`);
}

describe('of a reply', () => {
  it('the digits of a code are masked, and nothing else', () => {
    const masked = toHex(maskReply(frame('read-code-reply')));
    expect(masked).toBe(toHex(frame('read-code-reply')).replace('323837303832', '2a2a2a2a2a2a'));
  });

  it('the digits of a display are masked, its letters are not', () => {
    // {1: true, 2: "Lo-b 287", 4: 1}
    expect(toHex(maskReply(reply('04', 'a3 01f5 02684c6f2d6220323837 0401')))).toBe(
      toHex(reply('04', 'a3 01f5 02684c6f2d62202a2a2a 0401')),
    );
  });

  it.each(['get-info-reply', 'get-status-reply', 'read-code-refused'])(
    '%s is told whole',
    (name) => {
      expect(toHex(maskReply(frame(name)))).toBe(toHex(frame(name)));
    },
  );

  it.each([
    ['of a command that nobody knows', reply('17', 'a1 0101'), 'a10101', '2a2a2a'],
    [
      'with a field that nobody knows',
      reply('03', 'a3 016131 0200 0701'),
      'a301613102000701',
      '2a'.repeat(8),
    ],
    [
      'with a code that is a number',
      reply('03', 'a2 011904d2 0200'),
      'a2011904d20200',
      '2a'.repeat(7),
    ],
    ['that lacks a field', reply('03', 'a1 016131'), 'a1016131', '2a'.repeat(4)],
    ['that is no CBOR', reply('03', 'ff 313233'), 'ff313233', '2a'.repeat(4)],
  ])('a payload %s is masked whole', (_, message, inside, stars) => {
    expect(toHex(maskReply(message))).toBe(toHex(message).replace(inside, stars));
  });

  it.each([
    // {…, 4: ok, 5: "287082"}, with a payload and without
    ['and a payload', 'a6 0001 0103 0248a1a2a3a4a5a6a7a8 0341a0 0400 0566323837303832'],
    ['alone', 'a5 0001 0103 0248a1a2a3a4a5a6a7a8 0401 0566323837303832'],
  ])('an envelope with a field that nobody knows %s is refused', (_, hex) => {
    expect(() => maskReply(bytesOf(hex))).toThrow(
      expect.objectContaining({ name: 'WireError' }) as Error,
    );
  });

  it('what is no envelope is refused', () => {
    expect(() => maskReply(bytesOf('a0'))).toThrow(
      expect.objectContaining({ name: 'WireError' }) as Error,
    );
  });
});

describe('of a request', () => {
  it('a seed that was sent outside the channel is masked', () => {
    // LoadSeed in the clear, its payload cut down to the seed.
    const request = bytesOf('a4 0001 011820 0248a1a2a3a4a5a6a7a8 0347 a1 0144deadbeef');
    expect(toHex(maskRequest(request))).toBe(
      toHex(bytesOf('a4 0001 011820 0248a1a2a3a4a5a6a7a8 0347 2a2a2a2a2a2a2a')),
    );
  });

  it.each(['get-info-request', 'get-status-request', 'read-code-request'])('%s is told', (name) => {
    expect(maskRequest(frame(name))).toBe(frame(name));
  });

  it('what is no envelope is told', () => {
    const junk = bytesOf('ffff');
    expect(maskRequest(junk)).toBe(junk);
  });
});
