import { faultLine, parsePositionedYaml } from '@fobkit/store/yaml';
import { expect, it } from 'vitest';

function faultsOf(text: string): readonly string[] {
  const parsed = parsePositionedYaml(text, 'a.yaml');
  return 'faults' in parsed ? parsed.faults.map(faultLine) : [];
}

it('an alias stands below its anchor', () => {
  expect(faultsOf('a: &one 1\nb: *one\n')).toEqual([]);
  expect(faultsOf('a: &one { b: *two, c: &two 2 }\nd: *one\n')).toEqual([
    'a.yaml:1:14: no &two stands above this *two',
  ]);
});

it('a fault is told once, in the order of the parser', () => {
  expect(faultsOf('a: 1\na: *b\n')).toEqual([
    'a.yaml:2:1: a stands here a second time',
    'a.yaml:2:4: no &b stands above this *b',
  ]);
});

it('a list of aliases alone is read in one walk, and refused', () => {
  const [fault = '', ...more] = faultsOf(`- &a 1\n${'- *a\n'.repeat(20_000)}`);
  expect(fault).toMatch(/^a\.yaml:1:1: this cannot be read as YAML: /);
  expect(more).toEqual([]);
});
