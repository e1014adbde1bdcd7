/** What is said of files of tokens: English, and below it Japanese. */
export const filesJa = `
has blanks around it, which readers cut off
  前後に空白があり、読み取り側で失われます
has a "{0}", which ends the field
  "{0}" を含み、項目がそこで切れます
not a row of fields
  項目の並びになっていません
quotes are not closed
  引用符が閉じていません
characters behind closing quotes
  閉じた引用符の後に文字があります
quotes inside a field that does not begin with them
  引用符で始まらない項目の中に引用符があります
has no seed of more than {0} bytes
  {0} バイトより長いシードは書けません
empty: Entra wants one before it takes the file
  空です。Entra に取り込む前に記入が必要です
a column that Entra does not have, or has already
  Entra にない列か、重複した列です
not in the heading
  見出しにありません
begins with a character that makes a spreadsheet run it as a formula
  表計算ソフトが数式として実行する文字で始まっています
a spreadsheet has shortened this number (1.2E+19) and lost digits: take the file as its maker sent it
  表計算ソフトが数値を短縮し(1.2E+19)、桁が失われています。製造元から届いたままのファイルを使ってください
fewer than six: multiOTP skips such a line
  6項目に足りません。multiOTP はこの行を読み飛ばします
more than six: a field has a separator in it
  6項目を超えています。項目の中に区切り文字があります
not totp or hotp
  totp、hotp のいずれでもありません
a version of this format that nobody reads: 1 or 2
  この形式の版は 1 か 2 です
privacyIDEA takes every seed of {0} bytes for {1}: write PSKC instead
  privacyIDEA は {0} バイトのシードをすべて {1} とみなします。PSKC で書き出してください
LinOTP reads no counter: write PSKC instead
  LinOTP はカウンターを読みません。PSKC で書き出してください
a line with "#" in front is a comment
  先頭に "#" のある行は注釈になります
more than the format has: a file of version 2 says so above
  項目が多すぎます。版 2 のファイルなら先頭にその記載があります
only LinOTP reads the hash here; privacyIDEA guesses it
  ここのハッシュを読むのは LinOTP だけです。privacyIDEA は推定します
not totp, hotp or ocra
  totp、hotp、ocra のいずれでもありません
not a suite
  OCRA スイートではありません
{0} bytes, which privacyIDEA takes for {1} and LinOTP for SHA1: name the hash in column 6
  {0} バイトです。privacyIDEA は {1}、LinOTP は SHA1 とみなします。6列目にハッシュを書いてください
not hex
  16進数ではありません
has an odd number of hex digits
  16進数の桁数が奇数です
longer than {0} characters of base32
  base32 で {0} 文字を超えています
not a whole number from {0} to {1}
  {0} から {1} までの整数ではありません
not sha1, sha256 or sha512
  sha1、sha256、sha512 のいずれでもありません
not a seed
  シードではありません
line {0}
  {0} 行目
the same as of {0}{1}
  {0}{1} と同じです
has no tokens
  トークンがありません
a signature is wanted, and only PSKC files are signed
  署名が必要ですが、署名があるのは PSKC だけです
no format that is known here: name one, or look whether the file is whole
  既知の形式ではありません。形式を指定するか、ファイルが完全か確認してください
left out: {0}
  除外:{0}
left out: the format has no field
  除外:この形式に該当する項目がありません
has no {0}, only {1}
  {0} を書けません。書けるのは {1} だけです
has no {0} digits, only {1}
  {0} 桁を書けません。書けるのは {1} だけです
has no step of {0} s, only {1}
  {0} 秒の間隔を書けません。書けるのは {1} だけです
has no T0 other than 0
  0 以外の T0 を書けません
has no counter of an OCRA token
  OCRA トークンのカウンターを書けません
has no codes that end in a checksum
  検査数字の付くコードを書けません
names another hash or another number of digits than the token
  ハッシュまたは桁数がトークンと異なります
a spreadsheet or archive: save the sheet as "CSV UTF-8" and import that
  表計算ファイルまたは書庫です。「CSV UTF-8」で保存したものを取り込んでください
an old spreadsheet: save the sheet as "CSV UTF-8" and import that
  古い表計算ファイルです。「CSV UTF-8」で保存したものを取り込んでください
a PDF: scan its QR codes instead
  PDF です。QRコードを読み取ってください
a picture: scan its QR codes instead
  画像です。QRコードを読み取ってください
encrypted by PGP: decrypt it first
  PGP で暗号化されています。先に復号してください
compressed: unpack it first
  圧縮されています。先に展開してください
larger than {0} MiB
  {0} MiB を超えています
has NUL bytes: not text, or UTF-16 without a byte order mark
  NUL バイトがあります。テキストではないか、バイト順マークのない UTF-16 です
more than {0} lines
  {0} 行を超えています
longer than {0} characters
  {0} 文字を超えています
not UTF-8: save the file as UTF-8 ("CSV UTF-8")
  UTF-8 ではありません。UTF-8(「CSV UTF-8」)で保存してください
a serial label is printable ASCII without blanks
  シリアル番号は空白を含まない ASCII 文字です
a serial label has at most {0} bytes, this has {1}
  シリアル番号は {0} バイトまでですが、{1} バイトあります
has a control character or half of a character
  制御文字または不完全な文字があります
{0} bytes long: shorter than {1}
  {0} バイトです。{1} バイトに足りません
{0} bytes long: a fob takes at most {1}
  {0} バイトです。トークンに入るのは {1} バイトまでです
there is no token to write
  書き出すトークンがありません
say how the seeds are protected
  シードの保護方法を指定してください
longer than {0} seconds
  {0} 秒を超えています
no token for the sheet
  用紙に載せるトークンがありません
a step of {0} s
  {0} 秒の間隔
some apps ignore {0} and show codes of SHA1, 6 digits, 30 s
  {0} を無視し、SHA1・6桁・30秒のコードを表示するアプリがあります
has no key of more than {0} bytes
  {0} バイトより長い鍵は書けません
left out: the format names users only
  除外:この形式には利用者名しか書けません
missing: "-" says that there is none
  記載がありません。ない場合は "-" と書きます
more than seven
  7項目を超えています
not a time as 2009-12-07T23:23:49L
  2009-12-07T23:23:49L の形の日時ではありません
left out: a token has no PIN here
  除外:ここではトークンに PIN はありません
{0} ({1} tokens)
  {0}({1} 件)
broken UTF-16
  UTF-16 が壊れています
`;
