import { UsageError } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import {
  formatPersonUrl,
  isPersonUrl,
  parsePersonUrl,
} from '../../../../host/client/person/person-url.ts';

describe('the address of a fob that a person reads', () => {
  it.each([
    ['person:', {}],
    ['person:SKTH00000017', { label: 'SKTH00000017' }],
    ['person:SKTH00000017?digits=8', { label: 'SKTH00000017', digits: 8 }],
    ['person:?digits=6', { digits: 6 }],
    ['person:銀行の鍵', { label: '銀行の鍵' }],
  ])('%s', (url, fob) => {
    expect(isPersonUrl(url)).toBe(true);
    expect(parsePersonUrl(url)).toEqual(fob);
    expect(formatPersonUrl(fob)).toBe(url);
  });

  it.each([
    ['persona:', 'must begin with person:'],
    ['person:?', 'digits=N'],
    ['person:?digits=', 'digits=N'],
    ['person:?digits=6&x=1', 'digits=N'],
    ['person:?digits=3', 'from 4 to 10'],
    ['person:?digits=11', 'from 4 to 10'],
    ['person:a\u001b[2J', 'none is hidden'],
    [`person:${'x'.repeat(65)}`, 'at most 64'],
  ])('%j is refused', (url, why) => {
    expect(() => parsePersonUrl(url)).toThrow(UsageError);
    expect(() => parsePersonUrl(url)).toThrow(why);
  });

  it('shows nothing hidden of an address that it refuses', () => {
    expect(() => parsePersonUrl('person:\u001b]0;x')).toThrow(/^[^\p{C}]*$/u);
  });
});
