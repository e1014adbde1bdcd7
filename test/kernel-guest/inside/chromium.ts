import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { FOBKIT_USB } from '@fobkit/protocol';
import { tell } from './tell.ts';

// Serves a page on localhost and opens it in Chromium, whose policy grants it the fobs that are
// there. What the page posts is told, line by line, until it is done.

const [folder = '', setup = ''] = process.argv.slice(2);
const { vendorId, productId } = FOBKIT_USB;
const ids = { vendor_id: vendorId, product_id: productId };
const hex = (id: number): string => id.toString(16).padStart(4, '0');

/** Without udev nobody tells Chromium what USB device a serial port belongs to. */
function describeSerialPort(): void {
  mkdirSync('/run/udev/data', { recursive: true });
  writeFileSync('/run/udev/control', '');
  const number = readFileSync('/sys/class/tty/ttyACM0/dev', 'utf8').trim();
  const lines = ['I:1', 'E:ID_BUS=usb', `E:ID_VENDOR_ID=${hex(vendorId)}`];
  writeFileSync(
    `/run/udev/data/c${number}`,
    [...lines, `E:ID_MODEL_ID=${hex(productId)}`, ''].join('\n'),
  );
}

function grant(origin: string): void {
  const policies = '/etc/chromium/policies/managed';
  mkdirSync(policies, { recursive: true });
  const granted = [{ devices: [ids], urls: [origin] }];
  const policy = {
    WebHidAllowDevicesForUrls: granted,
    WebUsbAllowDevicesForUrls: granted,
    SerialAllowUsbDevicesForUrls: granted,
  };
  writeFileSync(join(policies, 'fobs.json'), JSON.stringify(policy));
}

const done = Promise.withResolvers<number>();
const server = createServer((request, response) => {
  void (async () => {
    if (request.method === 'POST') {
      const told: unknown = JSON.parse(await text(request));
      tell(told);
      if (typeof told === 'object' && told !== null && ('done' in told || 'failed' in told)) {
        done.resolve('done' in told ? 0 : 1);
      }
      response.end();
      return;
    }
    if (request.url === '/setup') {
      response.end(setup);
      return;
    }
    const script = request.url === '/page.js';
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
    response.end(readFileSync(join(folder, script ? 'page.js' : 'index.html')));
  })();
});
const listening = Promise.withResolvers<undefined>();
server.listen(0, '127.0.0.1', () => {
  listening.resolve(undefined);
});
await listening.promise;
const { port } = server.address() as AddressInfo;
const origin = `http://localhost:${String(port)}`;

describeSerialPort();
grant(origin);
const flags = [
  ...['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-zygote'],
  ...['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  ...['--disable-component-update', '--disable-extensions', '--user-data-dir=/run/tmp/chromium'],
  // Fewer processes, and nothing of what a page without a picture does not need.
  ...['--enable-features=NetworkServiceInProcess2', '--disable-software-rasterizer'],
  '--disable-features=OptimizationHints,OptimizationGuideModelExecution,MediaRouter,Translate,Vulkan',
];
const browser = spawn('chromium', [...flags, `${origin}/`], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
browser.once('exit', (status) => {
  done.resolve(status ?? 1);
});
const status = await done.promise;
browser.kill('SIGKILL');
process.exit(status);
