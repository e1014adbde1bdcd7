import { describe, expect, it } from 'vitest';
import { MarkedOutput } from './marked-output.ts';

describe('output of a guest', () => {
  it('is cut at the line that ends with the mark, wherever the chunks are cut', async () => {
    const text = 'one\ntw\u00f6\n\n0 MARK\nthree\n';
    for (let at = 0; at <= text.length; at++) {
      const output = new MarkedOutput();
      const lines = output.until('MARK');
      output.push(text.slice(0, at));
      output.push(text.slice(at));
      expect(await lines).toEqual(['one', 'tw\u00f6', '', '0 MARK']);
      expect(output.pending).toBe('three\n');
    }
  });

  it('is not cut where the mark stands in a line, nor by the mark of another step', () => {
    const output = new MarkedOutput();
    void output.until('MARK');
    output.push('MARK and more\nKRAM\n');
    expect(output.pending).toBe('MARK and more\nKRAM\n');
  });

  it('is told line by line, without the mark', () => {
    const output = new MarkedOutput();
    const told: string[] = [];
    output.onLine = (line) => told.push(line);
    void output.until('MARK');
    output.push('a\nb');
    expect(told).toEqual(['a']);
    output.push('\nMARK\n');
    expect(told).toEqual(['a', 'b']);
  });
});
