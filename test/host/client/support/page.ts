import * as client from '@fobkit/client';
import * as browser from '@fobkit/client/browser';
import * as protocol from '@fobkit/protocol';

// What a page bundles, with everything that the entry points export in use.
Object.assign(globalThis, { page: { client, browser, protocol } });
