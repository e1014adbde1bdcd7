import { writeFileSync } from 'node:fs';
import { chapters, tellChapter } from '../../conformance/transcript.ts';
import { KernelWay } from './kernel-way.ts';
import { tell } from './tell.ts';

// The conformance script over ways through the kernel, one after the other: `transcript WAY=FRAMING...`.
// The kernel log has a line `way WAY` before each. One process walks them all: without KVM what it
// has compiled for the first way is worth seconds to the next.

for (const words of process.argv.slice(2)) {
  const [name = '', framing = ''] = words.split('=');
  writeFileSync('/dev/kmsg', `<6>way ${name}`);
  const way = await KernelWay.open(name);
  for (const chapter of chapters) {
    if (framing === 'hid' && chapter.about === 'serial') continue;
    const lines: string[] = [];
    await tellChapter(way.reach, chapter, lines);
    tell({ way: name, title: chapter.title, lines });
  }
  await way.close();
}
process.exit(0);
