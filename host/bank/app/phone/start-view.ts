import { groupedCode, readActivationCode } from '../shared/activation-code.ts';
import { mayTryAgain, type ActivationFault } from './activate.ts';
import { codeFaultText } from './code-faults.ts';
import { button, el } from './dom.ts';
import { notice } from './frame.ts';
import type { Language } from './language.ts';
import { FAULTS, WORDS } from './words.ts';

export interface StartActions {
  readonly activate: (code: string) => void;
  readonly again: () => void;
  readonly giveUp: () => void;
}

/** A phone without a token: type a code. `typed` stands in the field, judged already. */
export function startView(
  language: Language,
  actions: StartActions,
  said: readonly HTMLElement[],
  typed = '',
): readonly HTMLElement[] {
  const words = WORDS[language];
  const field = el('input', {
    id: 'code',
    type: 'text',
    inputmode: 'text',
    autocapitalize: 'characters',
    autocomplete: 'off',
    autocorrect: 'off',
    spellcheck: 'false',
    enterkeyhint: 'done',
    maxlength: 400,
    'aria-describedby': 'code-hint code-fault',
    value: typed,
  });
  const fault = el('p', { id: 'code-fault', class: 'fault', role: 'alert' });
  const form = el(
    'form',
    { novalidate: true },
    el('label', { for: 'code' }, words.code),
    field,
    el('p', { id: 'code-hint', class: 'hint' }, words.codeHint),
    fault,
    el('button', { type: 'submit', class: 'primary' }, words.activate),
  );
  const submit = (): void => {
    const read = readActivationCode(field.value);
    const isRight = 'code' in read;
    field.setAttribute('aria-invalid', String(!isRight));
    fault.textContent = isRight ? '' : codeFaultText(read, language);
    if (!isRight) {
      field.focus();
      return;
    }
    field.value = groupedCode(read.code);
    actions.activate(read.code);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  if (typed !== '') {
    const read = readActivationCode(typed);
    fault.textContent = 'code' in read ? '' : codeFaultText(read, language);
  }
  return [el('h2', {}, words.start), ...said, el('p', {}, words.startText), form];
}

/** While the bank is asked. */
export function workingView(language: Language): readonly HTMLElement[] {
  const words = WORDS[language];
  return [
    el('h2', {}, words.start),
    el('div', { class: 'spinner', 'aria-hidden': 'true' }),
    el('p', { class: 'centre', role: 'status' }, words.working),
  ];
}

/** An activation that broke off: go on, or leave it. */
export function pendingView(
  language: Language,
  actions: StartActions,
  said: readonly HTMLElement[],
): readonly HTMLElement[] {
  const words = WORDS[language];
  return [
    el('h2', {}, words.pending),
    ...said,
    el('p', {}, words.pendingText),
    button(words.again, { class: 'primary' }, actions.again),
    button(words.giveUp, {}, actions.giveUp),
  ];
}

/** What went wrong: a warning if trying again may help. */
export function faultNotice(fault: ActivationFault, language: Language): HTMLElement {
  const element = notice(mayTryAgain(fault) ? 'warning' : 'error', FAULTS[language][fault]);
  element.dataset['fault'] = fault;
  return element;
}
