/** Which token it is: they share the protocol, and differ in speed and in who keeps the time. */
export type NitrokeyModel = 'pro' | 'storage' | 'librem';

/** The USB ids of the tokens that speak this protocol (libnitrokey 3.7, device.cc). */
export const NITROKEY_USB: Readonly<
  Record<NitrokeyModel, { readonly vendorId: number; readonly productId: number }>
> = {
  pro: { vendorId: 0x20a0, productId: 0x4108 },
  storage: { vendorId: 0x20a0, productId: 0x4109 },
  librem: { vendorId: 0x316d, productId: 0x4c4b },
};

export const nitrokeyModels: readonly NitrokeyModel[] = ['pro', 'storage', 'librem'];

/** The model with these USB ids; undefined when it is none of them. */
export function nitrokeyModelOf(vendorId: number, productId: number): NitrokeyModel | undefined {
  return nitrokeyModels.find((model) => {
    const ids = NITROKEY_USB[model];
    return ids.vendorId === vendorId && ids.productId === productId;
  });
}
