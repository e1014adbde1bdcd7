/** Black dots on white: a bit a dot, 1 is black, rows padded to whole bytes, from the top. */
export class MonoBitmap {
  readonly width: number;
  readonly height: number;
  readonly rowBytes: number;
  readonly data: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.rowBytes = Math.ceil(width / 8);
    this.data = new Uint8Array(this.rowBytes * height);
  }

  isDark(x: number, y: number): boolean {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return false;
    return ((this.data[y * this.rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
  }

  /** Outside the bitmap nothing happens. */
  darken(x: number, y: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const at = y * this.rowBytes + (x >> 3);
    this.data[at] = (this.data[at] ?? 0) | (0x80 >> (x & 7));
  }

  fill(x: number, y: number, width: number, height: number): void {
    for (let row = y; row < y + height; row++) {
      for (let column = x; column < x + width; column++) this.darken(column, row);
    }
  }

  row(y: number): Uint8Array {
    return this.data.subarray(y * this.rowBytes, (y + 1) * this.rowBytes);
  }
}
