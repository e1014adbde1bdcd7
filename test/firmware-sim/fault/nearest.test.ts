import { expect, it } from 'vitest';
import { findKind } from '../../../firmware-sim/fault/catalogue.ts';

it.each([
  ['lcd.segmnt', /; did you mean lcd\.segment\?$/],
  ['lcdsegment', /; did you mean lcd\.segment\?$/],
  ['frame.dorp', /; did you mean frame\.drop\?$/],
  ['nonsense', /: one of [^;]*$/],
  ['x'.repeat(5000), /: one of [^;]*$/],
])('a kind of fault %s that there is not is told the nearest, if one is near', (name, says) => {
  expect(() => findKind(name)).toThrow(says);
});
