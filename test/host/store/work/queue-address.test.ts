import { parseQueueAddress, QueueError } from '@fobkit/store/work';
import { describe, expect, it } from 'vitest';

function refusalOf(text: string): QueueError {
  try {
    parseQueueAddress(text);
  } catch (error) {
    if (error instanceof QueueError) return error;
  }
  throw new Error('it was taken');
}

describe('the address of a queue', () => {
  it('is shown without its password', () => {
    const { shown, connectionString } = parseQueueAddress(
      'postgres://bench:s3cret@db.example:5433/fobkit?sslmode=require',
    );
    expect(shown).toBe('postgres://bench@db.example:5433/fobkit');
    expect(connectionString).toContain('s3cret');
  });

  it('may be a socket', () => {
    expect(parseQueueAddress('postgresql:///fobkit?host=/run/postgresql').shown).toBe(
      'postgresql:///run/postgresql/fobkit',
    );
  });

  it('that is none is refused, and nothing of it is repeated', () => {
    for (const text of ['mysql://u:s3cret@h/d', 'db.example', 'postgres://u:s3/cr#et@:x', '']) {
      const { code, message } = refusalOf(text);
      expect(code).toBe('address');
      expect(message).toContain('postgres://bench@db.example/fobkit');
      expect(message).not.toMatch(/s3|cret/);
    }
  });
});
