import { fieldOf } from '@fobkit/store/yaml';
import { expect, it } from 'vitest';

const place = { file: 'a.yaml', line: 1, column: 1 };

it.each([
  [['crystal', 'error', 'uniform', 1], 'crystal.error.uniform[1]'],
  [['defects', 0, 'share'], 'defects[0].share'],
  [[], ''],
] as const)('the field of %j is %s', (path, field) => {
  expect(fieldOf({ place, path, message: '' })).toBe(field);
});

it('the field of a fault without a path is the file', () => {
  expect(fieldOf({ place, message: '' })).toBe('');
});
