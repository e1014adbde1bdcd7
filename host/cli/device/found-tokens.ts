import { type DeviceInfo, FobError, NitrokeyDevice } from '@fobkit/client';
import { type NitrokeyPort, nitrokeyPort, nitrokeyPorts, nodeEnv } from '@fobkit/client/node';
import type { Cli } from '../program/cli.ts';
import { table } from '../terminal/table.ts';

/** A token of another maker that is plugged in. */
export type FoundToken =
  | {
      readonly kind: 'token';
      readonly port: NitrokeyPort;
      readonly info: DeviceInfo;
      readonly firmwareVersion: string;
    }
  | { readonly kind: 'failed'; readonly port: NitrokeyPort; readonly error: FobError };

/** Asks every Nitrokey for its status, which changes nothing in it. */
export async function findTokens(cli: Cli): Promise<readonly FoundToken[]> {
  const ports = await nitrokeyPorts().catch(() => {
    // Whoever looks for fobs among the same devices tells why they cannot be listed.
    cli.signal.throwIfAborted();
    return [];
  });
  return await Promise.all(ports.map((port) => ask(cli, port)));
}

async function ask({ signal }: Cli, port: NitrokeyPort): Promise<FoundToken> {
  const { model } = port;
  try {
    const token = await NitrokeyDevice.connect(nitrokeyPort(port), nodeEnv, { model, signal });
    try {
      const info = await token.info({ signal });
      const { firmwareVersion } = await token.report({ signal });
      return { kind: 'token', port, info, firmwareVersion };
    } finally {
      await token.close();
    }
  } catch (error) {
    if (!(error instanceof FobError)) throw error;
    return { kind: 'failed', port, error };
  }
}

/** One entry of `fob list --json`. */
export function tokenToJson(token: FoundToken): Record<string, unknown> {
  const { port, kind } = token;
  const where = { url: port.url, description: `Nitrokey (${port.model})`, kind };
  const links = [port.url];
  if (kind === 'failed') {
    const { code, message } = token.error;
    return { ...where, deviceId: port.serial ?? null, links, error: { code, message } };
  }
  const { deviceId = port.serial ?? null, model } = token.info;
  return { ...where, deviceId, model, firmwareVersion: token.firmwareVersion, links };
}

/** Tokens as a table of their own; those that do not answer as notes. */
export function tellTokens(cli: Cli, tokens: readonly FoundToken[]): void {
  const rows: (readonly string[])[] = [];
  for (const token of tokens) {
    if (token.kind === 'failed') cli.out.note(`fob: ${token.error.message}`);
    else {
      const { info, firmwareVersion, port } = token;
      rows.push([info.deviceId ?? port.serial ?? '-', firmwareVersion, info.model, port.url]);
    }
  }
  const head = ['TOKEN', 'FIRMWARE', 'MODEL', 'ADDRESS'];
  if (rows.length > 0) cli.out.print(table(cli.out.paint, head, rows));
}
