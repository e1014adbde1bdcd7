import type { AccidentReason } from '../domain/token.ts';
import { radios } from './choices.ts';
import { fieldError, type Shown } from './fields.ts';
import type { Html, View } from './view.ts';
import { reasonName } from './words.ts';

const REASONS: readonly AccidentReason[] = ['loss', 'theft'];

/** 紛失 or 盗難; none is chosen beforehand. */
export function reasons(view: View, shown: Shown, legend: string): Html {
  const choices = REASONS.map((reason) => ({
    value: reason,
    label: reasonName(view, reason),
    isChosen: shown.typed?.get('reason') === reason,
  }));
  return radios('reason', legend, choices, fieldError(view, 'reason', shown));
}

export function reasonOf(text: string): AccidentReason | undefined {
  return REASONS.find((reason) => reason === text);
}
