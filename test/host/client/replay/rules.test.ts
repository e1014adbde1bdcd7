import { UsageError } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { CompareRules } from '../../../../host/client/replay/rules.ts';

describe('fields to be ignored', () => {
  it.each([
    'deviceId',
    'loaded',
    'loaded.serialLabel',
    'events',
    'events[2].clock',
    'tag',
    'key 17',
  ])('%s is one', (name) => {
    expect(() => new CompareRules({ ignore: [name] })).not.toThrow();
  });

  it.each(['nonsense', '', 'loaded.nonsense', 'nonsense.key 17'])('%j is none', (name) => {
    const make = (): CompareRules => new CompareRules({ ignore: ['deviceId', name] });
    expect(make).toThrow(UsageError);
    expect(make).toThrow(`"${name}"`);
    expect(make).toThrow(/there are: .*deviceId, .*loaded\.serialLabel/);
  });

  it('without a number are meant wherever they stand in a list', () => {
    const at = { start: 0, content: 0, end: 0, kind: 'integer' } as const;
    const rules = new CompareRules({ ignore: ['events.clock'] });
    expect(rules.ignores({ path: 'events[3].clock', ...at })).toBe(true);
    expect(rules.ignores({ path: 'events[3].kind', ...at })).toBe(false);
  });
});
