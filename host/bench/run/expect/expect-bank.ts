import { StepEnd } from '../blame.ts';
import { check, type Checks } from './check.ts';

export const expectLocked: Checks<'locked'> = async ({ is }, fob, run) => {
  const { token } = fob.belief;
  if (token === undefined) throw new StepEnd('INVALID', `${fob.called} was not loaded`);
  const locked = await run.party.isLocked(token.serialLabel);
  return check(locked === is, `the token is ${locked ? 'locked' : 'not locked'}`);
};

/** What holds in any run. */
export const expectInvariants: Checks<'invariants'> = async (_, _fob, run) => {
  const { invariants } = run.ports;
  if (invariants === undefined) {
    throw new StepEnd('INVALID', 'nobody watches the invariants of this run');
  }
  const broken = await invariants();
  return check(broken.length === 0, broken.join('; ') || 'every invariant held');
};
