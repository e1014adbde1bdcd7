import {
  channelPrologue,
  NoiseInitiator,
  openChannel,
  PROTOCOL_VERSION,
  type SealedChannel,
} from '@fobkit/protocol';
import { ChannelError } from '../errors.ts';
import type { HostEnv } from '../host-env.ts';
import { type Secret, secretBytes } from '../secret.ts';
import { call, type CallOptions } from '../wire/call.ts';
import type { WireClient } from '../wire/wire-client.ts';

const EPHEMERAL_LENGTH = 32;

/**
 * The handshake of a sealed channel (docs/protocol/05-sealed-channel.md §5.4).
 *
 * Rejects with `UsageError` for a key that has not 32 bytes, `DeviceError` `wrong-key` or
 * `delayed`, and `ChannelError` when the fob's half of the handshake proves that it has another.
 */
export async function shakeHands(
  client: WireClient,
  env: HostEnv,
  fob: { readonly deviceId: Uint8Array; readonly transportKey: Secret | Uint8Array },
  options: CallOptions,
): Promise<SealedChannel> {
  const ephemeral = env.randomBytes(EPHEMERAL_LENGTH);
  try {
    const initiator = new NoiseInitiator({
      primitives: env.primitives,
      psk: secretBytes(fob.transportKey),
      prologue: channelPrologue(PROTOCOL_VERSION, fob.deviceId),
      ephemeral,
    });
    const first = initiator.writeMessage();
    if (!first.ok) throw refused(client.url, first.reason);
    const reply = await call(client, openChannel, { handshake: first.message }, options);
    const second = initiator.readMessage(reply.handshake);
    if (!second.ok) throw refused(client.url, second.reason);
    return second.channel;
  } finally {
    ephemeral.fill(0);
  }
}

function refused(url: string, reason: string): ChannelError {
  return new ChannelError(
    url,
    `the fob did not prove that it holds this transport key (${reason}); it may be another fob`,
  );
}
