import type { Ports } from './env.ts';
import { Firmware } from './firmware.ts';
import { NitrokeyFirmware } from './nitrokey/nitrokey-firmware.ts';
import type { NitrokeyProduct, Product } from './product.ts';
import type { Program } from './program.ts';

/** Makes the program that a chip runs, anew at each boot. */
export type MakeProgram = (ports: Ports, product: Product | NitrokeyProduct) => Program;

/** The firmware that a product is flashed with. */
export function makeProgram(ports: Ports, product: Product | NitrokeyProduct): Program {
  return product.protocol === 'nitrokey-pro'
    ? new NitrokeyFirmware(ports, product)
    : new Firmware({ ...ports, product });
}
