import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hotp, hotpValue } from '../../../protocol/oath/code-engine.ts';
import { prepareKey } from '../../../protocol/oath/hmac.ts';
import { ocra, ocraDataInput } from '../../../protocol/oath/ocra.ts';
import { parseOcraSuite } from '../../../protocol/oath/ocra-suite.ts';
import { sha1 } from '../../../protocol/oath/sha1.ts';
import { framesOf } from '../../support/doc-frames.ts';
import { ascii, countedSeed } from './oath-support.ts';

const frames = framesOf('07-codes.md');
const page = readFileSync(new URL('../../../docs/protocol/07-codes.md', import.meta.url), 'utf8');

function frame(name: string): Uint8Array {
  const bytes = frames.get(name);
  if (bytes === undefined) throw new Error(`07-codes.md has no frame ${name}`);
  return bytes;
}

function counterOf(message: Uint8Array): number {
  return Number(new DataView(message.buffer, message.byteOffset, 8).getBigUint64(0));
}

describe('the examples of docs/protocol/07-codes.md', () => {
  const key = prepareKey('SHA1', countedSeed(20));

  it('the HOTP message has the tag and the value that the page prints', () => {
    const message = frame('hotp-message');
    const tag = frame('hotp-tag');
    const value = frame('hotp-value');
    expect(key.mac(message)).toEqual(tag);
    const [first = 0, ...others] = tag.slice(11, 15);
    expect([...value]).toEqual([first & 0x7f, ...others]);
    const word = new DataView(value.buffer, value.byteOffset, 4).getUint32(0);
    expect(hotpValue(key, counterOf(message), 10)).toBe(word);
  });

  it('the table of digits has the codes of that message', () => {
    const rows = [...page.matchAll(/^\| (\d+) +\| `(\d+)` +\|$/gm)];
    expect(rows).toHaveLength(7);
    for (const [, digits, code] of rows) {
      expect(hotp(key, counterOf(frame('hotp-message')), Number(digits))).toBe(code);
    }
  });

  it('the counter beyond 32 bits has the code that the page prints', () => {
    const [, code] = /its 6 digits are `(\d+)`/.exec(page) ?? [];
    expect(hotp(key, counterOf(frame('hotp-long-message')), 6)).toBe(code);
  });

  it('the OCRA message is put together as the page spells it', () => {
    const suite = parseOcraSuite('OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1');
    const input = { question: '12345678', counter: 0, pinDigest: sha1(ascii('1234')) };
    expect(ocraDataInput(suite, input)).toEqual(frame('ocra-message'));
    const [, code] = /the response is `(\d+)`/.exec(page) ?? [];
    expect(ocra(prepareKey('SHA256', countedSeed(32)), suite, input)).toBe(code);
  });
});
