// The package `radius` brings no types. As much of it as is used here.
declare module 'radius' {
  export function decode(args: { readonly packet: Buffer; readonly secret: Buffer }): unknown;
  export function encode(args: {
    readonly code: string;
    readonly identifier: number;
    readonly authenticator: Buffer;
    readonly secret: Buffer;
    readonly attributes: (readonly [string | number, string | Buffer])[];
  }): Buffer;
}
