import { type Link, LinkCapture } from '@fobkit/client';
import { nodeClock, openCaptureFile } from '@fobkit/client/node';
import { VERSION } from '../help/version.ts';
import type { Cli } from '../program/cli.ts';
import { ExitCode } from '../program/exit-code.ts';

/** A capture of what one command says and hears. */
export interface Trace {
  /** The same link, captured. */
  readonly of: (link: Link) => Link;
  /** Tells when the capture is not whole. */
  close(): void;
}

/** The capture into the file that `--trace` names; nothing is captured where it names none. */
export async function openTrace(cli: Cli, path: string | undefined): Promise<Trace> {
  if (path === undefined) return { of: (link) => link, close: () => undefined };
  const file = await openCaptureFile(path, {
    signal: cli.signal,
    onWait: () => {
      cli.out.note(`fob waits for a reader of ${path}`);
    },
  });
  if (file.cutOff !== undefined) {
    const { offset, bytes } = file.cutOff;
    cli.out.note(
      `${path} ended in ${String(bytes)} bytes of a torn packet at byte ${String(offset)}, ` +
        'which were cut off; the capture goes on after that.',
    );
  }
  const capture = new LinkCapture({
    write: file.write,
    clock: nodeClock,
    application: `fob ${VERSION}`,
  });
  return {
    of: (link) => capture.of(link),
    close: () => {
      file.close();
      if (file.failure === undefined) return;
      cli.out.note(`fob: the capture ${path} is not whole (${file.failure})`);
      cli.endWith(ExitCode.Link);
    },
  };
}
