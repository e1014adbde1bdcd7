import { readPending, readToken, type PendingActivation, type StoredToken } from './stored.ts';
import { isLanguage, type Language } from './language.ts';

const DATABASE = 'fobkit-app';
const STORE = 'app';

/** What this phone keeps: one token, or the activation that will become it, and a language. */
export class PhoneStore {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  /** Rejects where the browser keeps nothing, as some do in private windows. */
  static async open(): Promise<PhoneStore> {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(STORE);
    };
    return new PhoneStore(await resultOf(request));
  }

  async token(): Promise<StoredToken | undefined> {
    return readToken(await this.#get('token'));
  }

  async pending(): Promise<PendingActivation | undefined> {
    return readPending(await this.#get('pending'));
  }

  async language(): Promise<Language | undefined> {
    const value = await this.#get('language');
    return isLanguage(value) ? value : undefined;
  }

  keepPending(pending: PendingActivation): Promise<void> {
    return this.#change((store) => store.put(pending, 'pending'));
  }

  dropPending(): Promise<void> {
    return this.#change((store) => store.delete('pending'));
  }

  /** The activation is over: its code and its key pair go, the token stays. */
  keepToken(token: StoredToken): Promise<void> {
    return this.#change((store) => {
      store.put(token, 'token');
      store.delete('pending');
    });
  }

  removeAll(): Promise<void> {
    return this.#change((store) => {
      store.delete('token');
      store.delete('pending');
    });
  }

  keepLanguage(language: Language): Promise<void> {
    return this.#change((store) => store.put(language, 'language'));
  }

  #get(key: string): Promise<unknown> {
    return resultOf<unknown>(this.#database.transaction(STORE).objectStore(STORE).get(key));
  }

  /** One transaction, on the disk when it resolves. */
  #change(make: (store: IDBObjectStore) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(STORE, 'readwrite', { durability: 'strict' });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('not kept'));
      make(transaction.objectStore(STORE));
    });
  }
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not read'));
  });
}
