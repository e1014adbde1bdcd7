import { execFileSync } from 'node:child_process';

const XZ_MAGIC = Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00);
const ELF_MAGIC = Uint8Array.of(0x7f, 0x45, 0x4c, 0x46);
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * The ELF file inside a compressed x86 kernel. QEMU starts it by PVH; a guest that unpacks its own
 * kernel takes eight seconds longer without KVM.
 *
 * @param bzImage The file, as the x86 boot protocol of Linux lays it out (Documentation/arch/x86/boot.rst).
 */
export function vmlinuxOf(bzImage: Buffer): Buffer {
  if (bzImage.length < 0x264 || bzImage.toString('latin1', 0x202, 0x206) !== 'HdrS') {
    throw new Error('the kernel is no bzImage');
  }
  const setupSectors = bzImage.readUInt8(0x1f1) || 4;
  const start = (setupSectors + 1) * 512 + bzImage.readUInt32LE(0x248);
  const payload = bzImage.subarray(start, start + bzImage.readUInt32LE(0x24c));
  if (!startsWith(payload, XZ_MAGIC)) {
    throw new Error('the kernel is not compressed with xz, as those of Debian are');
  }
  // The length of what comes out follows the stream: more than one stream is no error here.
  const vmlinux = unxz(payload, '--single-stream');
  if (!startsWith(vmlinux, ELF_MAGIC)) throw new Error('there is no ELF file inside the kernel');
  return vmlinux;
}

/** Unpacks an xz stream with the tool of xz-utils: Node.js has no decoder for it. */
export function unxz(bytes: Uint8Array, ...options: readonly string[]): Buffer {
  return execFileSync('xz', ['--decompress', '--stdout', ...options], {
    input: bytes,
    maxBuffer: MOST_BYTES,
  });
}

function startsWith(bytes: Buffer, magic: Uint8Array): boolean {
  return bytes.subarray(0, magic.length).equals(magic);
}
