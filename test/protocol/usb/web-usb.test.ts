import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { encodeUtf8 } from '../../../protocol/bytes/utf8.ts';
import { decodeWebUsbUrl, encodeWebUsbUrl } from '../../../protocol/usb/web-usb.ts';
import { wireCode } from '../../support/wire-code.ts';

describe('a WebUSB URL', () => {
  it.each([
    ['https://example.test/fob', 1, 'example.test/fob'],
    ['http://localhost:8000', 0, 'localhost:8000'],
    ['app://fob', 255, 'app://fob'],
    ['https://例.test', 1, '例.test'],
  ])('%s', (url, scheme, rest) => {
    const tail = encodeUtf8(rest);
    const bytes = Uint8Array.of(tail.length + 3, 3, scheme, ...tail);
    expect(encodeWebUsbUrl(url)).toEqual(bytes);
    expect(decodeWebUsbUrl(bytes)).toBe(url);
  });

  it('has at most 252 bytes behind its scheme', () => {
    expect(encodeWebUsbUrl(`https://${'x'.repeat(252)}`).length).toBe(255);
    expect(() => encodeWebUsbUrl(`https://${'x'.repeat(253)}`)).toThrow(UsageError);
  });

  it('of bytes that are no UTF-8, or cut, is refused', () => {
    expect(wireCode(() => decodeWebUsbUrl(Uint8Array.of(4, 3, 1, 0xff)))).toBe('malformed');
    expect(wireCode(() => decodeWebUsbUrl(Uint8Array.of(2, 3)))).toBe('truncated');
    expect(wireCode(() => decodeWebUsbUrl(Uint8Array.of(5, 3, 1, 0x61)))).toBe('truncated');
  });
});
