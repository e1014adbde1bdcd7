/**
 * The USB ids of fobkit's own fobs. Placeholders: 0x1209 is pid.codes, with whom the product id is
 * not registered; a maker of real fobs uses his own.
 */
export const FOBKIT_USB = { vendorId: 0x1209, productId: 0xf0b1 } as const;
