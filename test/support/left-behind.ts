// Before and after every test file, which vitest.config.ts sees to: one process runs many, and what
// one of them leaves changed would meet another, on another day.
import { afterAll } from 'vitest';
import { changes, processState } from './process-state.ts';

const before = processState();

afterAll(() => {
  const left = changes(before, processState());
  if (left.length === 0) return;
  throw new Error(`this file leaves changed for the next of its process: ${left.join(', ')}`);
});
