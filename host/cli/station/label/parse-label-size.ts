import { LabelError, type LabelSize, labelSize } from '@fobkit/station';
import { InvalidArgumentError } from 'commander';

/** `40x12`, in millimetres. @throws InvalidArgumentError */
export function parseLabelSize(text: string): LabelSize {
  try {
    return labelSize(text);
  } catch (error) {
    if (!(error instanceof LabelError)) throw error;
    throw new InvalidArgumentError(`${error.message}.`);
  }
}
