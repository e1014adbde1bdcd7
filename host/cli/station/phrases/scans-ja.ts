/** What scans are refused for: English, and below it Japanese. */
export const scansJa = `
the computer has a Japanese keyboard and the scanner types on a US one (":" came as "+"): set the scanner to Japanese
  パソコンは日本語配列、スキャナーは英語配列です(「:」が「+」になりました)。スキャナーを日本語配列に設定してください
the scanner types on a Japanese keyboard and the computer has a US one (":" came as "'"): set the scanner to US
  スキャナーは日本語配列、パソコンは英語配列です(「:」が「'」になりました)。スキャナーを英語(US)配列に設定してください
the computer has a German keyboard and the scanner types on a US one (":" came as "ö", y and z change places): set the scanner to German
  パソコンはドイツ語配列、スキャナーは英語配列です(「:」が「ö」になり、y と z が入れ替わりました)。スキャナーをドイツ語配列に設定してください
the scanner types on a German keyboard and the computer has a US one (":" came as ">", y and z change places): set the scanner to US
  スキャナーはドイツ語配列、パソコンは英語配列です(「:」が「>」になり、y と z が入れ替わりました)。スキャナーを英語(US)配列に設定してください
the computer has a French keyboard and the scanner types on a US one (a and q change places): set the scanner to French
  パソコンはフランス語配列、スキャナーは英語配列です(a と q が入れ替わりました)。スキャナーをフランス語配列に設定してください
Caps Lock is on, or the scanner changes the case: put it off and scan again
  Caps Lock がオンか、スキャナーが大文字と小文字を変えています。オフにして読み取り直してください
the Japanese input method is on (全角): change to direct input (半角英数) and scan again
  日本語入力(全角)がオンです。直接入力(半角英数)に切り替えて読み取り直してください
longer than two QR codes
  QRコード2つ分より長い入力です
nothing was scanned: scan again
  何も読み取られていません。読み取り直してください
the code was scanned twice: clear the field and scan it once
  2回読み取られています。入力欄を消し、一度だけ読み取ってください
there is something in front of the code: clear the field, scan again
  コードの前に余分な文字があります。入力欄を消し、読み取り直してください
the beginning of the QR code is missing: scan it again
  QRコードの先頭が欠けています。読み取り直してください
this is the serial barcode
  これはシリアル番号のバーコードです
this is a device id: scan the QR code of the seed
  これは個体番号です。シードのQRコードを読み取ってください
this looks like a serial barcode
  シリアル番号のバーコードのようです
characters of the seed are missing: scan it again
  シードの文字が欠けています。読み取り直してください
neither an otpauth: QR code nor a seed in hex or base32
  otpauth: のQRコードでも、16進数・base32 のシードでもありません
this is the code of a seed: scan the serial barcode on the back; the seed is a secret, clear the field
  これはシードのコードです。裏面のシリアル番号のバーコードを読み取ってください。シードは秘密ですので、入力欄を消してください
this is a device id: scan the barcode of the serial
  これは個体番号です。シリアル番号のバーコードを読み取ってください
not a serial label of this lot: scan the barcode again
  このロットのシリアル番号ではありません。バーコードを読み取り直してください
a device id is {0} hex digits: scan the barcode again
  個体番号は16進 {0} 桁です。バーコードを読み取り直してください
the end of the QR code is missing: scan it again
  QRコードの末尾が欠けています。読み取り直してください
{0}: scan it again; if it stays so, the code is not whole
  {0}。読み取り直してください。続く場合はコードが不完全です
{0}, which says nothing of the seed: scan the QR code of the seed
  {0}。シードの情報はありません。シードのQRコードを読み取ってください
a seed of {0} bytes, {1} is the least
  シードが {0} バイトです。{1} バイト以上が必要です
{0}: scan it again, or take another seed
  {0}。読み取り直すか、別のシードを使ってください
`;
