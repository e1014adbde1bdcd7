/** What is said of PSKC files: English, and below it Japanese. */
export const pskcJa = `
{0} is only read
  {0} は読み取り専用です
{0}: no way to a key that is known here
  {0}:既知の鍵で開く方法がありません
the file is encrypted for another certificate than that of the private key
  この秘密鍵とは別の証明書で暗号化されています
the private key that was given is no RSA key in PEM
  指定された秘密鍵は RSA 鍵(PEM)ではありません
the file is encrypted for a certificate: give the private key
  証明書で暗号化されています。秘密鍵を指定してください
the file is encrypted: give {0}
  暗号化されています。{0}を指定してください
the key has {0} bytes, and the file’s cipher ({1}) takes {2}
  鍵は {0} バイトですが、ファイルの暗号({1})には {2} バイトが必要です
its key{0}
  その鍵{0}
its passphrase{0}
  そのパスフレーズ{0}
PlainValue is no base64
  PlainValue が base64 ではありません
one PlainValue or one EncryptedValue wanted
  PlainValue または EncryptedValue が一つ必要です
no whole number from {0} to {1}
  {0} から {1} までの整数ではありません
no number of a chip in lower-case hex: ignored
  小文字16進の個体番号ではありません:無視します
all names are in lower case, as privacyIDEA exports
  privacyIDEA の書き出しのように、名前がすべて小文字です
the namespace {0} of a draft is read
  草案の名前空間 {0} として読みます
Device and KeyId are read as KeyPackage and Id, as Feitian writes them
  Feitian の書き方の Device と KeyId を、KeyPackage と Id として読みます
no unix time in seconds
  秒単位の unix 時刻ではありません
{0} is of a later fobkit: ignored
  {0} は新しい fobkit のものです:無視します
missing, or without Algorithm
  ないか、Algorithm がありません
unknown key derivation {0}
  未知の鍵導出 {0}
base64 of 1 to {0} bytes wanted
  1 から {0} バイトの base64 が必要です
{0} iterations protect a passphrase badly; {1} or more do
  反復 {0} 回ではパスフレーズの保護が弱すぎます。{1} 回以上にしてください
{0} to {1} wanted
  {0} から {1} までが必要です
unknown function {0}
  未知の関数 {0}
has no Key: ignored
  Key がありません:無視します
is not kept
  保存しません
the key of a PIN (RFC 6030 §5.1) is not kept
  PIN の鍵(RFC 6030 §5.1)は保存しません
Id is missing
  Id がありません
that of the device is not kept: the key has its own
  装置側の値は保存しません。鍵に固有の値があります
KeyReference names a key of another system: there is no key here
  KeyReference は別のシステムの鍵を指しており、ここに鍵はありません
the key has no Secret
  鍵に Secret がありません
a plain secret in an encrypted file: anybody could have put it
  暗号化されたファイルの中に平文の秘密があります。誰でも入れられます
the seeds are not encrypted: keep the file like the fobs
  シードが暗号化されていません。ファイルをトークンと同じように保管してください
{0} bytes; 1 to {1} wanted
  {0} バイトです。1 から {1} バイトが必要です
{0} bytes; RFC 4226 §4 wants {1} or more
  {0} バイトです。RFC 4226 §4 では {1} バイト以上が必要です
missing: {0} seconds are taken
  記載がないため {0} 秒とします
less than 1 second
  1 秒未満です
missing: 0 is taken
  記載がないため 0 とします
Length is {0}, and the suite has {1} digits
  Length は {0} ですが、スイートは {1} 桁です
missing: {0} digits are taken
  記載がないため {0} 桁とします
{0} is read as {1}
  {0} を {1} として読みます
{0}: HOTP, TOTP and OCRA are read here
  {0}:読めるのは HOTP、TOTP、OCRA です
the hash is read from privacyIDEA’s attribute hashalgo
  ハッシュは privacyIDEA の属性 hashalgo から読みます
{0}: SHA1, SHA256 and SHA512 are known here
  {0}:使えるのは SHA1、SHA256、SHA512 です
not readable
  読めません
an OCRA key wants its suite
  OCRA の鍵にはスイートが必要です
Encoding {0}: fobs show DECIMAL only
  Encoding {0}:トークンが表示するのは DECIMAL だけです
Length of {0} to {1} digits wanted
  Length は {0} から {1} 桁です
CheckDigits {0}: true or false wanted
  CheckDigits {0}:true または false です
{0} is not understood here, so the key must not be used (RFC 6030 §5)
  {0} を解釈できないため、この鍵は使えません(RFC 6030 §5)
no date and time like 2030-01-31T00:00:00Z
  2030-01-31T00:00:00Z の形の日時ではありません
a time without a zone is taken as UTC
  時間帯のない時刻を UTC とします
KeyUsage {0} is not understood here, so the key must not be used
  KeyUsage {0} を解釈できないため、この鍵は使えません
KeyUsage {0} does not allow one-time passwords
  KeyUsage {0} ではワンタイムパスワードに使えません
NumberOfTransactions is no number
  NumberOfTransactions が数ではありません
PINPolicy {0} is not understood here, so the key must not be used
  PINPolicy {0} を解釈できないため、この鍵は使えません
the key has {0} bytes, and {1} takes {2}
  鍵は {0} バイトですが、{1} には {2} バイトが必要です
{0} to {1} iterations wanted
  反復は {0} から {1} 回です
the passphrase has less than {0} bytes
  パスフレーズが {0} バイトに足りません
{0} is no KeyContainer
  {0} は KeyContainer ではありません
KeyContainer is of the namespace “{0}”, and PSKC is {1}
  KeyContainer の名前空間が「{0}」です。PSKC は {1} です
KeyContainer has Version {0}; 1.0 is read
  KeyContainer の Version が {0} です。読めるのは 1.0 です
KeyContainer has no KeyPackage
  KeyContainer に KeyPackage がありません
the key or passphrase is not that of this file, or the file was changed since it was made
  鍵またはパスフレーズがこのファイルのものではないか、作成後にファイルが変更されています
changed since it was made: its ValueMAC or its checksum is wrong
  作成後に変更されています。ValueMAC または検査値が一致しません
the same serial and Id are in the file twice
  同じシリアル番号と Id が2回あります
the device has more than one key in the file
  一つの装置に鍵が2つ以上あります
the key may not be used any more
  この鍵の使用期限が過ぎています
the key may not be used yet
  この鍵はまだ使えません
the file is not UTF-8
  UTF-8 のファイルではありません
one SignedInfo with one Reference wanted
  Reference が一つの SignedInfo が一つ必要です
{0} {1} proves nothing or is unknown here
  {0} {1} は証明にならないか、未知のものです
too many transforms
  変換が多すぎます
its values are no base64
  値が base64 ではありません
it covers a part of the file only
  署名がファイルの一部にしか及んでいません
the file is not signed, and a signature is wanted
  署名が必要ですが、署名がありません
Signature: {0}
  署名:{0}
more than one in the file
  署名が2つ以上あります
no certificate was given to check it by
  確認用の証明書が指定されていません
not checked: no certificate was given to check it by
  未確認です。確認用の証明書が指定されていません
it is not of the namespace {0}
  名前空間が {0} ではありません
it is no child of the KeyContainer
  KeyContainer の直下にありません
wrong: the file was changed, or another than the given certificates signed it
  署名が不正です。ファイルが変更されたか、指定の証明書以外の署名です
{0} seconds, as privacyIDEA writes them, are read as {1} steps
  privacyIDEA の書き方の {0} 秒を、{1} ステップとして読みます
{0} steps are {1} minutes: are they seconds (RFC 6030 has steps)?
  {0} ステップは {1} 分です。秒ではありませんか(RFC 6030 ではステップです)
has a character that XML does not have
  XML で使えない文字があります
is empty, or begins or ends with white space, which readers cut off
  空か、前後に空白があり、読み取り側で失われます
1 to 256 bytes wanted
  1 から 256 バイトが必要です
out of range
  範囲外です
no number of a chip in lower-case hex
  小文字16進の個体番号ではありません
a TOTP token has a time step of 1 second or more
  TOTP トークンの間隔は 1 秒以上です
PSKC has no {0}
  PSKC では {0} を書けません
PSKC has no word for a start of {0}: only fobkit reads it, others count from 1970
  PSKC に開始時刻 {0} を書く項目がありません。読むのは fobkit だけで、ほかは 1970 年から数えます
only fobkit reads it in PSKC
  PSKC でこれを読むのは fobkit だけです
a TOTP key has none in PSKC
  PSKC の TOTP の鍵にはありません
only a TOTP key has it in PSKC
  PSKC では TOTP の鍵にだけあります
only an OCRA key has one
  OCRA の鍵にだけあります
OCRA is of a draft of PSKC that few servers read
  OCRA は PSKC の草案のもので、読めるサーバーはわずかです
RSA 1.5 without a ValueMAC: a changed value is read as another one, so compare a code first
  ValueMAC のない RSA 1.5 です。値が変更されても別の値として読めてしまうため、先にコードを照合してください
no ValueMAC, so nobody could tell a changed value (RFC 6030 §6)
  ValueMAC がなく、値の変更を検出できません(RFC 6030 §6)
a ValueMAC, but no MACMethod that says how it is made
  ValueMAC がありますが、作り方を示す MACMethod がありません
MACKeyReference names a MAC key that is not in the file
  MACKeyReference の指す MAC 鍵がファイルにありません
unknown algorithm {0}
  未知のアルゴリズム {0}
missing, or no base64
  ないか、base64 ではありません
a PSKC file has one token at least
  PSKC ファイルにはトークンが一つ以上必要です
not well-formed XML: {0}
  正しい XML ではありません:{0}
not well-formed XML
  正しい XML ではありません
the file has {0} characters; at most {1} are read
  {0} 文字あります。読めるのは {1} 文字までです
a comment
  注釈
a processing instruction
  処理命令
a document type declaration (DTD) or entity: PSKC has none, and none is read
  文書型宣言(DTD)または実体があります。PSKC にはないため読みません
more than {0} elements
  要素が {0} 個を超えています
elements are nested deeper than {0}
  要素の入れ子が {0} 段を超えています
the file declares the encoding {0}; write it in UTF-8
  文字コード {0} が宣言されています。UTF-8 で保存してください
a character that XML 1.0 does not allow
  XML 1.0 で使えない文字があります
a reference to a character that XML 1.0 does not allow
  XML 1.0 で使えない文字への参照があります
the file ends inside {0}
  {0}の途中でファイルが終わっています
a tag of more than {0} characters
  タグが {0} 文字を超えています
the file ends, or another tag begins, inside a tag
  タグの途中でファイルが終わるか、別のタグが始まっています
PSKC 1.0 has no such element in {0}
  PSKC 1.0 の {0} にこの要素はありません
of the namespace {0}: ignored
  名前空間 {0} のもの:無視します
a second one in {0}
  {0} に2つ目があります
has elements in its text
  文字列の中に要素があります
{0} of the namespace {1}: ignored
  名前空間 {1} の {0}:無視します
`;
