import { button, el } from './dom.ts';
import { notice } from './frame.ts';
import { countdownRing } from './ring.ts';
import type { StoredToken } from './stored.ts';
import type { Language } from './language.ts';
import { WORDS } from './words.ts';

export interface TokenActions {
  /** True when the code is in the clipboard. */
  readonly copy: () => Promise<boolean>;
  readonly remove: () => void;
}

/** How the token's page looks. */
export interface TokenLook {
  readonly language: Language;
  /** The mode switch: serial and settings are shown. */
  readonly showsSerial: boolean;
  /** Whether the browser has promised to keep the data; nothing: it cannot say. */
  readonly isPersistent?: boolean;
  readonly said: readonly HTMLElement[];
}

export interface TokenView {
  readonly elements: readonly HTMLElement[];
  show(code: string, left: number): void;
  /** Shows no code: the page is not in front. */
  cover(): void;
}

/** The code in two groups, the ring, and after the mode switch the serial number and settings. */
export function tokenView(
  { serial, parameters }: StoredToken,
  { language, showsSerial, isPersistent, said }: TokenLook,
  actions: TokenActions,
): TokenView {
  const words = WORDS[language];
  const ring = countdownRing(parameters.stepSeconds, words.secondsLeft);
  const code = el('output', { class: 'code', 'aria-live': 'off', translate: 'no' });
  const card = el(
    'section',
    { class: 'serial', hidden: !showsSerial },
    el('h2', {}, words.serial),
    el('p', { translate: 'no' }, serial),
  );
  const told = el('div', { class: 'told' });
  const copy = button(words.copy, {}, () => {
    void actions.copy().then((isCopied) => {
      told.replaceChildren(notice('info', isCopied ? words.copied : words.notCopied));
    });
  });
  const keeping = isPersistent === true ? words.kept : words.notKept;
  const settings = el(
    'section',
    { class: 'settings', hidden: !showsSerial },
    copy,
    told,
    el('p', { class: 'hint' }, words.next),
    el('p', { class: 'hint' }, keeping),
    button(words.remove, { class: 'danger' }, () => removeDialog(language, actions.remove)),
  );
  const label = el('p', { class: 'label' }, words.otp);
  return {
    elements: [...said, ring.element, code, label, card, settings],
    show(digits, left) {
      ring.show(left);
      const half = Math.ceil(digits.length / 2);
      const groups = [digits.slice(0, half), digits.slice(half)];
      const parts = groups.map((group) => el('span', {}, group));
      if (code.textContent !== groups.join('')) code.replaceChildren(...parts);
      code.setAttribute('aria-label', `${words.otp} ${groups.map(spaced).join(', ')}`);
    },
    cover() {
      code.replaceChildren();
      code.removeAttribute('aria-label');
    },
  };
}

function spaced(digits: string): string {
  return [...digits].join(' ');
}

/** Asks once more before the token goes. */
function removeDialog(language: Language, remove: () => void): void {
  const words = WORDS[language];
  const close = (): void => dialog.remove();
  const dialog = el(
    'dialog',
    { 'aria-labelledby': 'remove-title' },
    el('h2', { id: 'remove-title' }, words.removeTitle),
    el('p', {}, words.removeText),
    button(words.cancel, { autofocus: true }, close),
    button(words.removeYes, { class: 'danger' }, () => {
      close();
      remove();
    }),
  );
  dialog.addEventListener('close', close);
  document.body.append(dialog);
  dialog.showModal();
}
