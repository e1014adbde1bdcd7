/**
 * ソフトウェアキーボード: keys on the screen, in another order each time, so that what records keys or
 * the places of clicks learns nothing. Keyboard and screen reader reach every key: arrows move among
 * them, Escape closes. What is said aloud is how many characters there are, never which.
 */
const DIGITS = '0123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const COLUMNS = { digits: 5, letters: 9 } as const;

interface Words {
  readonly title: string;
  readonly back: string;
  readonly clear: string;
  readonly shift: string;
  readonly close: string;
  count(characters: number): string;
}

const JAPANESE: Words = {
  title: 'ソフトウェアキーボード',
  back: '1文字削除',
  clear: '全て削除',
  shift: '大文字/小文字',
  close: 'ソフトウェアキーボードを閉じる',
  count: (characters) => `${String(characters)}文字`,
};
const ENGLISH: Words = {
  title: 'Software keyboard',
  back: 'Delete one',
  clear: 'Delete all',
  shift: 'Upper/lower case',
  close: 'Close the software keyboard',
  count: (characters) => `${String(characters)} characters`,
};
const words = document.documentElement.lang === 'ja' ? JAPANESE : ENGLISH;

for (const opener of document.querySelectorAll<HTMLButtonElement>('[data-keyboard]')) {
  const fields = [...(opener.form?.querySelectorAll<HTMLInputElement>('[data-keys]') ?? [])];
  const [first] = fields;
  if (first !== undefined) attach(opener, fields, first);
}

function attach(
  opener: HTMLButtonElement,
  fields: readonly HTMLInputElement[],
  first: HTMLInputElement,
): void {
  let target = first;
  let pad: HTMLElement | undefined;
  for (const field of fields) {
    field.addEventListener('focus', () => {
      target = field;
    });
  }
  const close = (): void => {
    pad?.remove();
    pad = undefined;
    opener.setAttribute('aria-expanded', 'false');
    opener.focus();
  };
  opener.hidden = false;
  opener.setAttribute('aria-expanded', 'false');
  opener.addEventListener('click', () => {
    if (pad !== undefined) {
      close();
      return;
    }
    const isDigits = fields.every((field) => field.dataset['keys'] === 'digits');
    pad = keypad(isDigits, {
      type: (character) => {
        if (target.maxLength >= 0 && target.value.length >= target.maxLength) {
          target = fields[fields.indexOf(target) + 1] ?? target;
          if (target.value.length >= target.maxLength && target.maxLength >= 0) return target;
        }
        target.value += character;
        return target;
      },
      back: () => {
        target.value = target.value.slice(0, -1);
        return target;
      },
      clear: () => {
        for (const field of fields) field.value = '';
        target = first;
        return target;
      },
      close,
    });
    opener.closest('p')?.after(pad);
    opener.setAttribute('aria-expanded', 'true');
    pad.querySelector<HTMLButtonElement>('button')?.focus();
  });
}

interface Actions {
  type(character: string): HTMLInputElement;
  back(): HTMLInputElement;
  clear(): HTMLInputElement;
  close(): void;
}

function keypad(isDigits: boolean, actions: Actions): HTMLElement {
  const pad = document.createElement('div');
  pad.className = `keypad ${isDigits ? 'digits' : 'letters'}`;
  pad.setAttribute('role', 'group');
  pad.setAttribute('aria-label', words.title);
  const keys = document.createElement('div');
  keys.className = 'keys';
  const status = document.createElement('p');
  status.setAttribute('role', 'status');
  status.className = 'hint';
  const tell = ({ value }: HTMLInputElement): void => {
    status.textContent = words.count(value.length);
  };
  const characters = isDigits ? [...shuffled(DIGITS)] : [...shuffled(DIGITS), ...shuffled(LETTERS)];
  const buttons = characters.map((character) => {
    const button = key(character, '');
    button.addEventListener('click', () => {
      tell(actions.type(button.textContent));
    });
    return button;
  });
  keys.append(...buttons);
  const tools = document.createElement('div');
  tools.className = 'tools';
  if (!isDigits)
    tools.append(
      tool(words.shift, () => {
        shift(buttons);
      }),
    );
  tools.append(
    tool(words.back, () => {
      tell(actions.back());
    }),
    tool(words.clear, () => {
      tell(actions.clear());
    }),
    tool(words.close, () => {
      actions.close();
    }),
  );
  pad.append(keys, tools, status);
  pad.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') actions.close();
    else if (move(buttons, event.key, COLUMNS[isDigits ? 'digits' : 'letters'])) {
      event.preventDefault();
    }
  });
  return pad;
}

function key(label: string, className: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = className;
  button.textContent = label;
  return button;
}

function tool(label: string, press: () => void): HTMLButtonElement {
  const button = key(label, 'quiet');
  button.addEventListener('click', press);
  return button;
}

function shift(buttons: readonly HTMLButtonElement[]): void {
  for (const button of buttons) {
    const { textContent: label } = button;
    button.textContent = label === label.toUpperCase() ? label.toLowerCase() : label.toUpperCase();
  }
}

/** Moves the focus among the keys; whether it was an arrow. */
function move(buttons: readonly HTMLButtonElement[], name: string, columns: number): boolean {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
  };
  const step = steps[name];
  const at = buttons.findIndex((button) => button === document.activeElement);
  if (step === undefined || at < 0) return false;
  buttons[at + step]?.focus();
  return true;
}

/** In another order, each with the same chance. */
function shuffled(text: string): readonly string[] {
  const characters = [...text];
  for (let last = characters.length - 1; last > 0; last--) {
    const at = below(last + 1);
    [characters[last], characters[at]] = [characters[at] ?? '', characters[last] ?? ''];
  }
  return characters;
}

function below(limit: number): number {
  const fair = 256 - (256 % limit);
  const bytes = new Uint8Array(1);
  for (;;) {
    crypto.getRandomValues(bytes);
    const [byte = 0] = bytes;
    if (byte < fair) return byte % limit;
  }
}

export {};
