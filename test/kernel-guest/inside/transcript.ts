import { chapters, tellChapter } from '../../conformance/transcript.ts';
import { KernelWay } from './kernel-way.ts';
import { tell } from './tell.ts';

// The conformance script over one way through the kernel: `transcript WAY FRAMING`.

const [name = '', framing = ''] = process.argv.slice(2);
const way = await KernelWay.open(name);

for (const chapter of chapters) {
  if (framing === 'hid' && chapter.about === 'serial') continue;
  const lines: string[] = [];
  await tellChapter(way.reach, chapter, lines);
  tell({ title: chapter.title, lines });
}
await way.close();
process.exit(0);
