import { describe, expect, it } from 'vitest';
import { openUhidFile } from '../../../../firmware-sim/plug/uhid/uhid-file.ts';

describe('openUhidFile', () => {
  it('does not wait for an event', () => {
    // Any character device that has nothing to say.
    const file = openUhidFile('/dev/ptmx');
    expect(file.read()).toBeUndefined();
    file.close();
  });
});
