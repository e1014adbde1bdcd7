import { expect, test } from 'vitest';
import { EVENT_GROUPS, kindsOf } from '../../../../../host/bank/pages/desk/event-groups.ts';
import { EVENT_WORDS } from '../../../../../host/bank/pages/desk/event-words.ts';

test('every kind of event is in one group, and in trouble besides where it is some', () => {
  const groups = EVENT_GROUPS.filter((group) => group !== 'trouble');
  const found = groups.flatMap(kindsOf);
  expect(found.toSorted()).toEqual(Object.keys(EVENT_WORDS).toSorted());
  expect(kindsOf('trouble')).toContain('code.refused');
  expect(kindsOf('trouble')).not.toContain('code.accepted');
});
