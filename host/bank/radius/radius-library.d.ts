// The package `radius` brings no types. As much of it as is used here.
declare module 'radius' {
  interface Radius {
    decode(args: { readonly packet: Buffer; readonly secret: Buffer }): unknown;
    encode(args: {
      readonly code: string;
      readonly identifier: number;
      readonly authenticator: Buffer;
      readonly secret: Buffer;
      readonly attributes: (readonly [string | number, string | Buffer])[];
    }): Buffer;
  }
  const radius: Radius;
  export = radius;
}
