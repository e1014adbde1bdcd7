import { chapters, tellChapter } from '../../conformance/transcript.ts';
import { kernelWays } from './kernel-way.ts';
import { tell } from './tell.ts';

// The conformance script over one way through the kernel: `transcript WAY FRAMING`.

const [name = '', framing = ''] = process.argv.slice(2);
const way = kernelWays[name];
if (way === undefined) throw new Error(`no way ${name}`);

for (const chapter of chapters) {
  if (framing === 'hid' && chapter.about === 'serial') continue;
  const lines: string[] = [];
  await tellChapter(way, chapter, lines);
  tell({ title: chapter.title, lines });
}
process.exit(0);
