/** The list of events grows while one looks at it. */
const table = document.querySelector<HTMLTableElement>('[data-events]');
const body = table?.tBodies[0];

if (table !== null && body !== undefined) {
  const address = table.dataset['events'] ?? '';
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])].map((head) => head.textContent);
  const most = Number(table.dataset['most'] ?? '100');
  const after = body.rows[0]?.cells[0]?.textContent ?? '0';
  const source = new EventSource(`${address}?after=${after.trim()}`);
  source.addEventListener('message', ({ data }) => {
    const cells = cellsOf(data);
    if (cells === undefined) return;
    const row = body.insertRow(0);
    for (const [at, text] of cells.entries()) {
      const cell = row.insertCell();
      cell.textContent = text;
      cell.dataset['head'] = heads[at] ?? '';
    }
    while (body.rows.length > most) body.deleteRow(-1);
  });
}

function cellsOf(data: unknown): readonly string[] | undefined {
  if (typeof data !== 'string') return undefined;
  const row: unknown = JSON.parse(data);
  return Array.isArray(row) && row.every((cell) => typeof cell === 'string') ? row : undefined;
}

export {};
