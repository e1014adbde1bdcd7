/** What a code of the app is made of beside its key (RFC 6238). */
export interface AppParameters {
  readonly algorithm: 'SHA1' | 'SHA256';
  /** 6 to 8. */
  readonly digits: number;
  /** 30 or 60. */
  readonly stepSeconds: number;
  /** Unix seconds at which counting starts. */
  readonly t0: number;
}

/** What the app of the manuals does: six digits, 30 s. */
export const usualParameters: AppParameters = {
  algorithm: 'SHA1',
  digits: 6,
  stepSeconds: 30,
  t0: 0,
};

/** The step of a moment, and how many seconds of it are left: 1 to `stepSeconds`. */
export function stepOf(
  unixSeconds: number,
  { stepSeconds, t0 }: Pick<AppParameters, 'stepSeconds' | 't0'>,
): { readonly step: number; readonly left: number } {
  const elapsed = Math.max(0, Math.floor(unixSeconds) - t0);
  return { step: Math.floor(elapsed / stepSeconds), left: stepSeconds - (elapsed % stepSeconds) };
}

/** The eight bytes that are signed for a step (RFC 4226 §5.1). */
export function counterBytes(step: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(step));
  return bytes;
}

/** The digits of an HMAC tag (RFC 4226 §5.3). */
export function codeOfTag(tag: Uint8Array, digits: number): string {
  const view = new DataView(tag.buffer, tag.byteOffset, tag.length);
  const value = view.getUint32(view.getUint8(tag.length - 1) & 0xf) & 0x7fff_ffff;
  return String(value).padStart(digits, '0').slice(-digits);
}

/** Whether somebody's parameters are such as the app can show. */
export function isAppParameters(value: unknown): value is AppParameters {
  if (typeof value !== 'object' || value === null) return false;
  const { algorithm, digits, stepSeconds, t0 } = { ...empty, ...value };
  return (
    (algorithm === 'SHA1' || algorithm === 'SHA256') &&
    (digits === 6 || digits === 7 || digits === 8) &&
    (stepSeconds === 30 || stepSeconds === 60) &&
    typeof t0 === 'number' &&
    Number.isSafeInteger(t0) &&
    t0 >= 0
  );
}

const empty: Readonly<Record<keyof AppParameters, unknown>> = {
  algorithm: undefined,
  digits: undefined,
  stepSeconds: undefined,
  t0: undefined,
};
