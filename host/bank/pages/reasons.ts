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
    label: capital(reasonName(view, reason)),
    isChosen: shown.typed?.get('reason') === reason,
  }));
  return radios('reason', legend, choices, fieldError(view, 'reason', shown));
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

export function reasonOf(text: string): AccidentReason | undefined {
  return REASONS.find((reason) => reason === text);
}
