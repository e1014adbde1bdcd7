import { codeInFragment } from '../shared/activation-code.ts';
import { App } from './app.ts';
import { frame, notice } from './frame.ts';
import { PhoneStore } from './phone-store.ts';
import { usualLanguage } from './language.ts';
import { WORDS } from './words.ts';

/** The code in the address; it does not stay there, nor in the history. */
function takeCode(): string | undefined {
  const code = codeInFragment(location.hash);
  if (location.hash !== '') history.replaceState(null, '', location.pathname);
  return code;
}

async function main(): Promise<void> {
  const code = takeCode();
  // A second QR code, read while the page is open, changes only the fragment.
  addEventListener('hashchange', () => location.reload());
  const usual = usualLanguage(navigator.language);
  let store: PhoneStore;
  try {
    store = await PhoneStore.open();
  } catch {
    const reload = { switchLanguage: () => location.reload() };
    document.body.replaceChildren(...frame(usual, reload, notice('error', WORDS[usual].noStore)));
    return;
  }
  const app = new App(store, (await store.language()) ?? usual);
  await app.start(code);
}

// Without a worker, as in some private windows, the app works as long as the bank is reached.
void navigator.serviceWorker.register('sw.js', { updateViaCache: 'none' }).catch(() => undefined);
void main();
