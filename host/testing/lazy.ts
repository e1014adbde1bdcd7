/** A function that is made when it is first called, or one of its properties is looked at. */
export function lazy<F extends (...args: never[]) => unknown>(make: () => F): F {
  let made: F | undefined;
  const target = (): F => (made ??= make());
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- stands for what `make` makes; never called itself
  const stub = (() => undefined) as unknown as F;
  return new Proxy(stub, {
    apply: (_stub, self: unknown, args: unknown[]): unknown => Reflect.apply(target(), self, args),
    get: (_stub, name): unknown => Reflect.get(target(), name),
    has: (_stub, name) => Reflect.has(target(), name),
  });
}
