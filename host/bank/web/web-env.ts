import type { HttpBindings } from '@hono/node-server';
import type { FormFields } from './form-fields.ts';
import type { Language } from './language.ts';
import type { Visit } from './visit.ts';

/** What a request has of the connection, and what the base of the web has put beside it. */
export interface WebEnv {
  /** Absent in `app.request` of tests. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    /** The address of the visitor, where proxies are trusted to tell it. */
    readonly remote?: string;
    /** For the log and for error pages. */
    readonly requestId: string;
    readonly language: Language;
    readonly visit: Visit;
    /** The form of an unsafe request whose token was right. */
    readonly form: FormFields;
  };
}
