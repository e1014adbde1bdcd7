import { type LoadedParameters } from '@fobkit/protocol';
import { type FobDevice, provision, type ProvisionReport, Secret } from '@fobkit/client';
import { SEED } from '../../support/raw-host.ts';
import type { Conversation } from '../conversation.ts';
import type { FobSetup } from '../reach.ts';

/** 2025-06-15T15:06:40Z, the beginning of a step. */
export const START = 1_750_000_000 - (1_750_000_000 % 30);

/** One part of the script, with a fob of its own. */
export interface Chapter {
  readonly title: string;
  readonly fob?: Partial<FobSetup>;
  /** It is about the frames of a byte stream, about HID reports, or about what damage costs. */
  readonly about?: 'serial' | 'hid' | 'damage';
  tell(conversation: Conversation): Promise<void>;
}

export const TOTP: LoadedParameters = {
  mode: 'totp',
  algorithm: 'SHA1',
  digits: 6,
  serialLabel: 'SKTH00000017',
  purpose: 'test',
  stepSeconds: 30,
  t0: 0,
};

export const HOTP: LoadedParameters = {
  mode: 'hotp',
  algorithm: 'SHA1',
  digits: 6,
  serialLabel: 'SKTH00000017',
  purpose: 'test',
  counter: 0,
};

export const OCRA: LoadedParameters = {
  mode: 'ocra',
  algorithm: 'SHA1',
  digits: 6,
  serialLabel: 'SKTH00000017',
  purpose: 'test',
  suite: 'OCRA-1:HOTP-SHA1-6:QN08',
  counter: 0,
};

export interface LoadOptions {
  readonly seed?: Uint8Array;
  readonly transportKey?: Uint8Array;
}

/** Provisions the fob by the client and leaves its device connected. */
export async function load(
  conversation: Conversation,
  parameters: LoadedParameters = TOTP,
): Promise<FobDevice> {
  const device = await conversation.connect();
  await conversation.ask(`provision ${parameters.mode}`, () =>
    provisionBy(conversation, device, parameters),
  );
  return device;
}

export function provisionBy(
  conversation: Conversation,
  device: FobDevice,
  parameters: LoadedParameters,
  options: LoadOptions = {},
): Promise<ProvisionReport> {
  const { seed = SEED, transportKey = conversation.factoryKey } = options;
  const request = { seed, parameters, transportKey: new Secret(transportKey) };
  return provision(device, request, { clock: conversation.control.clock });
}
