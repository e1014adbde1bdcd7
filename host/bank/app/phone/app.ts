import { readActivationCode } from '../shared/activation-code.ts';
import { stepOf } from '../shared/totp.ts';
import { activate, continueActivation, type Activated, type ActivationFault } from './activate.ts';
import { codeOfStep } from './app-key.ts';
import { clockAhead } from './bank-client.ts';
import { clockWarning } from './clock-warning.ts';
import { frame, notice } from './frame.ts';
import { phoneClock } from './phone-clock.ts';
import type { PhoneStore } from './phone-store.ts';
import {
  faultNotice,
  pendingView,
  startView,
  workingView,
  type StartActions,
} from './start-view.ts';
import type { StoredToken } from './stored.ts';
import { tokenView, type TokenView } from './token-view.ts';
import type { Language } from './language.ts';
import { WORDS } from './words.ts';

/** The app on its page. One view at a time, made anew whenever something but the code changes. */
export class App {
  readonly #store: PhoneStore;
  #language: Language;
  #token: StoredToken | undefined;
  #isPending = false;
  #isWorking = false;
  #showsSerial = false;
  #isPersistent = false;
  #aheadMs: number | undefined;
  #fault: ActivationFault | undefined;
  #told: 'oneOnly' | 'removed' | undefined;
  #typed = '';
  #view: TokenView | undefined;
  #cancelTick: () => void = () => undefined;

  constructor(store: PhoneStore, language: Language) {
    this.#store = store;
    this.#language = language;
  }

  /** Shows what the phone keeps; `codeText` came in the address. */
  async start(codeText: string | undefined): Promise<void> {
    document.addEventListener('visibilitychange', () => this.#draw());
    this.#token = await this.#store.token();
    this.#isPending = this.#token === undefined && (await this.#store.pending()) !== undefined;
    this.#isPersistent = await isPersistent();
    if (codeText !== undefined) await this.#begin(codeText);
    else if (this.#isPending) await this.#work(() => continueActivation(this.#store));
    else this.#draw();
    await this.#compareClocks();
  }

  /** A code that came by the address of the QR code. */
  async #begin(text: string): Promise<void> {
    if (this.#token !== undefined) {
      this.#told = 'oneOnly';
      this.#draw();
      return;
    }
    const read = readActivationCode(text);
    if ('code' in read) return this.#work(() => activate(this.#store, read.code));
    this.#typed = text;
    this.#draw();
  }

  async #work(run: () => Promise<Activated>): Promise<void> {
    this.#isWorking = true;
    this.#fault = undefined;
    this.#told = undefined;
    this.#draw();
    const done = await alone(run);
    this.#isWorking = false;
    this.#typed = '';
    if ('token' in done) {
      this.#token = done.token;
      // The first thing that is asked for next is the serial number.
      this.#showsSerial = true;
      this.#isPersistent = await navigator.storage.persist();
    } else this.#fault = done.fault;
    this.#aheadMs = done.aheadMs ?? this.#aheadMs;
    this.#isPending = this.#token === undefined && (await this.#store.pending()) !== undefined;
    this.#draw();
  }

  async #compareClocks(): Promise<void> {
    if (!navigator.onLine || this.#aheadMs !== undefined) return;
    this.#aheadMs = await clockAhead();
    if (clockWarning(this.#aheadMs, this.#language) !== undefined) this.#draw();
  }

  #draw(): void {
    this.#cancelTick();
    const language = this.#language;
    document.documentElement.lang = language;
    const mode = {
      isOn: this.#showsSerial,
      run: () => {
        this.#showsSerial = !this.#showsSerial;
        this.#draw();
      },
    };
    const actions = {
      switchLanguage: () => {
        this.#language = language === 'ja' ? 'en' : 'ja';
        void this.#store.keepLanguage(this.#language);
        this.#draw();
      },
      ...(this.#token === undefined ? {} : { switchMode: mode }),
    };
    const focused = document.activeElement?.className;
    document.body.replaceChildren(...frame(language, actions, ...this.#content()));
    if (focused === 'mode' || focused === 'language') {
      document.querySelector<HTMLElement>(`button.${focused}`)?.focus();
    }
    this.#tick();
  }

  #content(): readonly HTMLElement[] {
    const language = this.#language;
    const said = this.#said();
    this.#view = undefined;
    if (this.#token !== undefined) {
      const look = { language, said, showsSerial: this.#showsSerial };
      this.#view = tokenView(
        this.#token,
        { ...look, isPersistent: this.#isPersistent },
        { copy: () => this.#copy(), remove: () => void this.#remove() },
      );
      return this.#view.elements;
    }
    if (this.#isWorking) return workingView(language);
    const actions: StartActions = {
      activate: (code) => void this.#work(() => activate(this.#store, code)),
      again: () => void this.#work(() => continueActivation(this.#store)),
      giveUp: () => void this.#giveUp(),
    };
    return this.#isPending
      ? pendingView(language, actions, said)
      : startView(language, actions, said, this.#typed);
  }

  #said(): readonly HTMLElement[] {
    const fault = this.#fault === undefined ? [] : [faultNotice(this.#fault, this.#language)];
    const kind = this.#told === 'removed' ? 'info' : 'warning';
    const told = this.#told === undefined ? [] : [notice(kind, WORDS[this.#language][this.#told])];
    const warning = clockWarning(this.#aheadMs, this.#language);
    return [...fault, ...told, ...(warning === undefined ? [] : [warning])];
  }

  /** Shows the code of now, and again at the next second. A page in the background shows none. */
  #tick(): void {
    const view = this.#view;
    if (view === undefined || this.#token === undefined) return;
    if (document.visibilityState !== 'visible') {
      view.cover();
      return;
    }
    const { left } = stepOf(phoneClock.unixMs() / 1000, this.#token.parameters);
    void this.#code().then((code) => {
      if (this.#view === view) view.show(code, left);
    });
    this.#cancelTick();
    this.#cancelTick = phoneClock.after(1000 - (phoneClock.unixMs() % 1000), () => this.#tick());
  }

  async #code(): Promise<string> {
    if (this.#token === undefined) return '';
    const { key, parameters } = this.#token;
    return codeOfStep(key, stepOf(phoneClock.unixMs() / 1000, parameters).step, parameters);
  }

  async #copy(): Promise<boolean> {
    try {
      await navigator.clipboard.writeText(await this.#code());
      return true;
    } catch {
      return false;
    }
  }

  async #giveUp(): Promise<void> {
    await this.#store.dropPending();
    this.#isPending = false;
    this.#fault = undefined;
    this.#draw();
  }

  async #remove(): Promise<void> {
    await this.#store.removeAll();
    this.#token = undefined;
    this.#showsSerial = false;
    this.#told = 'removed';
    this.#draw();
  }
}

async function isPersistent(): Promise<boolean> {
  return navigator.storage.persisted();
}

/** Two pages of this phone activate one after the other. */
function alone(run: () => Promise<Activated>): Promise<Activated> {
  return navigator.locks.request('fobkit-app-activation', run);
}
