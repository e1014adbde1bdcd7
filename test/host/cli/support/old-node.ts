/** Options that make this Node.js tell another version of itself, as a launcher sees it. */
export function pretendNode(version: string): readonly string[] {
  const code = `
    const versions = { ...process.versions, node: '${version}' };
    Object.defineProperty(process, 'versions', { value: versions });`;
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
}
