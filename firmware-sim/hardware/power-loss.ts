/**
 * Thrown by a part at the instant its supply fails: it stands for the CPU stopping in the middle
 * of an instruction. Firmware never catches it, since a chip without power runs nothing; fob/ does,
 * drops everything that lived in RAM, and may boot anew.
 */
export class PowerLoss extends Error {
  override readonly name = 'PowerLoss';

  constructor() {
    super('power was lost');
  }
}
