import type { SizeRules } from './form-checks.ts';

export const SIZES: SizeRules = {
  usual: 300,
  most: 500,
  long: {},
  tables: ['firmware-sim/hardware/lettering-data.ts', 'host/bank/domain/sentences.ts'],
};
