import type { AppParameters } from './shared/totp.ts';
import type { AppRefusal, SealedSeed } from './shared/wire.ts';

export interface RefusedApp {
  readonly refused: AppRefusal;
}

/** The seed, sealed to the phone that asked. */
export interface ActivatedApp {
  readonly serial: string;
  readonly parameters: AppParameters;
  readonly seed: SealedSeed;
}

/** The code of the activation has been checked to be one, the public key to be a point of P-256. */
export interface AppRequest {
  /** 30 characters, as `readActivationCode` gives them. */
  readonly code: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

export interface AppConfirmRequest extends AppRequest {
  /** Six to eight digits: what the app shows. */
  readonly otp: string;
}

/**
 * What the app's routes ask of the bank. Each call is one transaction that locks the activation;
 * nothing throws for what a phone does wrong.
 */
export interface PhoneDesk {
  /** The bank's clock, in milliseconds since 1970. */
  unixMs(): number;
  /** By `claimActivation` and `sealForApp`. */
  activate(request: AppRequest): Promise<ActivatedApp | RefusedApp>;
  /** By `refusalOfConfirm`, the policy, and `finishActivation`; the code counts as used. */
  confirm(request: AppConfirmRequest): Promise<{ readonly serial: string } | RefusedApp>;
}
