import { afterAll, beforeAll, expect, it } from 'vitest';
import { Guest } from './guest.ts';
import { BOOT_MILLISECONDS, inGuest } from './in-guest.ts';

inGuest('a kernel guest', [], () => {
  let guest: Guest;

  beforeAll(async () => {
    guest = await Guest.boot();
  }, BOOT_MILLISECONDS);

  afterAll(() => guest.stop());

  function node(script: string, ...args: readonly string[]): ReturnType<Guest['run']> {
    return guest.run([process.execPath, '-e', script, ...args], { env: { WORD: `it's "one" $X` } });
  }

  it('runs the kernel that Debian ships', async () => {
    const { status, output } = await guest.run(['uname', '-srvm']);
    expect(status).toBe(0);
    expect(output).toMatch(/^Linux .* Debian .* x86_64\n$/);
  });

  it('runs the Node.js that runs the tests', async () => {
    const { output } = await guest.run([process.execPath, '--version']);
    expect(output).toBe(`${process.version}\n`);
  });

  it('passes arguments and environment on as they are', async () => {
    const words = ['', ' ', 'a\nb', "'", '"$HOME"', '\\', '日本'];
    const script = 'console.log(JSON.stringify([process.argv.slice(1), process.env.WORD]))';
    const { output } = await node(script, ...words);
    expect(JSON.parse(output)).toEqual([words, `it's "one" $X`]);
  });

  it('tells how a program ended', async () => {
    expect((await guest.run(['sh', '-c', 'exit 7'])).status).toBe(7);
    expect((await guest.run(['sh', '-c', 'kill -9 $$'])).status).toBe(137);
  });

  it('keeps output and errors apart, each to the last byte', async () => {
    const script = 'console.error("é".repeat(5e5)); process.stdout.write("y\\n".repeat(5e5) + "z")';
    const { output, errors } = await node(script);
    expect(output === `${'y\n'.repeat(5e5)}z`).toBe(true);
    expect(errors === `${'é'.repeat(5e5)}\n`).toBe(true);
  });

  it('tells each line as it comes', async () => {
    const lines: string[] = [];
    await guest.run(['printf', 'a\nb\n'], { onLine: (line) => lines.push(line) });
    expect(lines.slice(0, 2)).toEqual(['a', 'b']);
  });

  it('cannot write to the files of the host', async () => {
    const { status, errors } = await guest.run(['touch', 'a-file']);
    expect(status).not.toBe(0);
    expect(errors).toContain('Read-only file system');
  });

  it('tells what the kernel wrote during a step, with its level', async () => {
    const { kernelLog } = await guest.run(['sh', '-c', 'echo "<3>fobkit, by hand" > /dev/kmsg']);
    expect(kernelLog.map(({ level, text }) => ({ level, text }))).toEqual([
      { level: 3, text: 'fobkit, by hand' },
    ]);
    expect((await guest.run(['true'])).kernelLog).toEqual([]);
  });

  it('is ended with all that was heard when a step takes too long', async () => {
    const late = guest.run(['sh', '-c', 'echo before; sleep 100'], { seconds: 3 });
    await expect(late).rejects.toThrow(/not done in 3 s[^]*before/);
    await expect(guest.run(['true'])).rejects.toThrow('QEMU ended');
  });
});
