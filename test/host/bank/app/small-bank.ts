import { randomBytes } from 'node:crypto';
import {
  claimActivation,
  activationCodeHash,
  finishActivation,
  newActivation,
  refusalOfConfirm,
  type Activation,
} from '../../../../host/bank/app/activation.ts';
import type {
  ActivatedApp,
  PhoneDesk,
  AppConfirmRequest,
  AppRequest,
  RefusedApp,
} from '../../../../host/bank/app/phone-desk.ts';
import { sealForApp } from '../../../../host/bank/app/seal-for-app.ts';
import { toBase64url } from '../../../../host/bank/app/shared/base64url.ts';
import { SEED_BYTES } from '../../../../host/bank/app/shared/seal-context.ts';
import {
  stepOf,
  usualParameters,
  type AppParameters,
} from '../../../../host/bank/app/shared/totp.ts';
import { hotp } from '../../../../protocol/oath/code-engine.ts';
import { prepareKey } from '../../../../protocol/oath/hmac.ts';
import { Secret } from '../../../../protocol/oath/secret.ts';

interface AppToken {
  readonly parameters: AppParameters;
  readonly seed: Secret;
}

/** A bank that only issues and activates apps, in memory; its clock is set by the test. */
export class SmallBank implements PhoneDesk {
  nowMs: number;
  readonly activations = new Map<string, Activation>();
  readonly tokens = new Map<string, AppToken>();
  /** Calls that came, by name, whatever came of them. */
  readonly calls: string[] = [];
  #next = 509_641;

  constructor(nowMs: number) {
    this.nowMs = nowMs;
  }

  unixMs(): number {
    return this.nowMs;
  }

  issue(
    parameters: AppParameters = usualParameters,
    seconds = 3600,
  ): { code: string; serial: string } {
    const serial = `SKTS${String(this.#next++).padStart(8, '0')}`;
    const seed = new Secret(randomBytes(SEED_BYTES[parameters.algorithm]));
    this.tokens.set(serial, { parameters, seed });
    const { code, activation } = newActivation({ serial, now: this.#now, seconds });
    this.activations.set(activation.codeHash, activation);
    return { code, serial };
  }

  seedOf(serial: string): Uint8Array {
    return this.#token(serial).seed.reveal();
  }

  activationOf(code: string): Activation | undefined {
    return this.activations.get(toBase64url(activationCodeHash(code)));
  }

  activate({ code, publicKey }: AppRequest): Promise<ActivatedApp | RefusedApp> {
    this.calls.push('activate');
    const step = claimActivation(this.activationOf(code), publicKey, this.#now);
    if ('refused' in step) return Promise.resolve(step);
    const { serial, codeHash } = step.activation;
    this.activations.set(codeHash, step.activation);
    const { parameters, seed } = this.#token(serial);
    const context = { codeHash: activationCodeHash(code), serial, parameters };
    return Promise.resolve({ serial, parameters, seed: sealForApp(seed, publicKey, context) });
  }

  confirm({ code, publicKey, otp }: AppConfirmRequest): Promise<{ serial: string } | RefusedApp> {
    this.calls.push('confirm');
    const activation = this.activationOf(code);
    const refused = refusalOfConfirm(activation, publicKey, this.#now);
    if (activation === undefined || refused !== undefined) {
      return Promise.resolve({ refused: refused ?? 'unknown' });
    }
    const isRight = activation.finishedAt !== undefined || this.#isCode(activation.serial, otp);
    const { serial, codeHash } = activation;
    this.activations.set(codeHash, finishActivation(activation, isRight, this.#now));
    return Promise.resolve(isRight ? { serial } : { refused: 'wrong-code' });
  }

  #isCode(serial: string, otp: string): boolean {
    const { parameters, seed } = this.#token(serial);
    const key = prepareKey(parameters.algorithm, seed.reveal());
    const { step } = stepOf(this.#now, parameters);
    return [step - 1, step, step + 1].some((one) => hotp(key, one, parameters.digits) === otp);
  }

  #token(serial: string): AppToken {
    const token = this.tokens.get(serial);
    if (token === undefined) throw new Error(`no token ${serial}`);
    return token;
  }

  get #now(): number {
    return Math.floor(this.nowMs / 1000);
  }
}
