import { getInfo, getStatus } from '@fobkit/protocol';
import { expect, it } from 'vitest';
import { loadedFob } from '../../support/raw-host.ts';
import { arm, evidence } from './fault-support.ts';

it('reply.status: the host is told another status, until it is lifted', () => {
  const host = loadedFob();
  const id = arm(host.fob, 'reply.status flash-failed');
  expect(host.call(getInfo, {})).toEqual({ status: 'flash-failed' });
  expect(host.call(getStatus, {})).toEqual({ status: 'flash-failed' });
  expect(evidence(host.fob, id).evidence).toMatch(
    /^2 frames to-host answered with flash-failed, first at /,
  );
  host.fob.faults.clear(id);
  expect(host.call(getInfo, {}).status).toBe('ok');
});

it('reply.status on the n-th reply: the others say the truth', () => {
  const host = loadedFob();
  arm(host.fob, 'reply.status internal', { onNth: '2' });
  const answers = [1, 2, 3].map(() => host.call(getInfo, {}).status);
  expect(answers).toEqual(['ok', 'internal', 'ok']);
});
