import {
  catalogue,
  type FobInfo,
  type FobStatus,
  type LoadedParameters,
  PROTOCOL_VERSION,
} from '@fobkit/protocol';
import type { HostEnv } from '../../../../host/client/host-env.ts';
import { nodePrimitives } from '../../../../host/client/node/primitives.ts';
import type { SimulatedClock } from './simulated-clock.ts';

export const DEVICE_ID = Uint8Array.from([0xfb, 0, 0, 0, 0, 0, 0, 0x17]);

/** Simulated time, random bytes that repeat with each run, Node's cryptography. */
export function simulatedEnv(clock: SimulatedClock): HostEnv {
  let state = 1;
  return {
    clock,
    randomBytes: (length) =>
      Uint8Array.from({ length }, () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state >>> 24;
      }),
    primitives: nodePrimitives,
  };
}

export const PARAMETERS: LoadedParameters = {
  mode: 'totp',
  algorithm: 'SHA1',
  digits: 6,
  serialLabel: 'SKTH00000017',
  purpose: 'test',
  stepSeconds: 30,
};

export function fobInfo(changes: Partial<FobInfo> = {}): FobInfo {
  return {
    protocolVersion: PROTOCOL_VERSION,
    deviceId: DEVICE_ID,
    model: 'generic',
    firmwareVersion: '1.0',
    lifecycle: 'blank',
    keyGeneration: 0,
    batchKeyId: new Uint8Array(4),
    features: {
      modes: ['totp', 'hotp'],
      algorithms: ['SHA1'],
      minDigits: 6,
      maxDigits: 8,
      steps: [30, 60],
      commands: catalogue.map((command) => command.code),
      clockAdjustLimitSeconds: 60,
      trimLimitPpb: 200_000,
      hasButton: true,
    },
    ...changes,
  };
}

export function fobStatus(changes: Partial<FobStatus> = {}): FobStatus {
  return {
    lifecycle: 'ready',
    batteryPercent: 99,
    batteryMillivolts: 3_000,
    externalPower: true,
    uptime: 1,
    deciCelsius: 230,
    resetCause: 'power-on',
    trimPpb: 0,
    presses: 0,
    resets: 1,
    wrongKeys: 0,
    channelDelay: 0,
    events: [],
    ...changes,
  };
}
