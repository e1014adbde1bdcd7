/** Lines above and below the LCD, the ring on the left and the button on the right. */
const RING = ['    ', ' ╭─╮', ' │ ├', ' ╰─╯', '    '];
const BUTTON = ['       ', '  ╭─╮  ', '  │⏻│  ', '  ╰─╯  ', '       '];

/** A fob around its LCD, as lines for a terminal. `lcd` is the drawing of the LCD. */
export function drawFob(lcd: string): string {
  const lines = lcd.trimEnd().split('\n');
  const width = Math.max(...lines.map((line) => [...line].length)) + 4 + 7;
  const body = lines.map((line, i) => {
    const padded = line + ' '.repeat(width - 11 - [...line].length);
    return `${RING[i] ?? '    '}│  ${padded}  ${BUTTON[i] ?? '       '}│`;
  });
  const edge = '─'.repeat(width);
  return [`    ╭${edge}╮`, ...body, `    ╰${edge}╯`].join('\n');
}
