import type { Core } from './core.ts';
import type { LinkKind } from './env.ts';
import { HidSession } from './hid-session.ts';
import type { LinkHooks, LinkSession } from './link-session.ts';
import { SerialSession } from './serial-session.ts';

const CHANNEL_BYTES = 4;

/** The session for a link of this kind. */
export function makeSession({ env }: Core, kind: LinkKind, hooks: LinkHooks): LinkSession {
  if (kind === 'stream') return new SerialSession(hooks);
  const { firmwareVersion } = env.product;
  return new HidSession({ firmwareVersion, random: env.rng.bytes(CHANNEL_BYTES) }, hooks);
}
