/** What commands say: English, and below it Japanese. */
export const commandsJa = `
the receiver has another file than export {0}, whose SHA-256 is {1}: send it again
  受領側のファイルは書き出し {0}(SHA-256 は {1})と異なります。もう一度送ってください
no unit of lot {0} is done yet
  ロット {0} にはまだ完了したものがありません
golden {0}
  基準トークン {0}
no golden fob: {0}
  基準トークンにできません:{0}
this user has a station already: {0} tells of it
  この利用者のステーションはすでにあります({0})
one of --key-file, --passphrase and --passphrase-file opens the registry
  台帳を開くものは --key-file、--passphrase、--passphrase-file のいずれか一つです
the registry has operators already: leave --supervisor out, then sign in
  台帳には作業者が登録済みです。--supervisor を付けずに実行し、サインインしてください
the registry is new: name its first operator with --supervisor NAME
  台帳が新しいため、最初の責任者を --supervisor NAME で指定してください
this registry has a key already: open it with --key-file and that key, or with --passphrase
  この台帳にはすでに鍵があります。その鍵を --key-file で指定するか、--passphrase で開いてください
say where the labels go: --pdf FILE or --printer ADDRESS
  ラベルの出力先を指定してください:--pdf FILE または --printer ADDRESS
say whose labels: serial labels, or --lot LOT
  対象を指定してください:シリアル番号または --lot LOT
{0} is on no fob yet
  {0} にはまだトークンがありません
the label of {0} was printed before: say why once more with --reason
  {0} のラベルは印刷済みです。再印刷の理由を --reason で入力してください
--printer none prints nothing
  --printer none では何も印刷されません
units of lot {0} are left
  ロット {0} に残りがあります
export {0} is not confirmed: fob station export ack {1} once the receiver has all of it
  書き出し {0} の受領が未確認です。受領側がすべて受け取ったら fob station export ack {1} を実行してください
nothing was deleted
  何も消去しませんでした
--new-data-key and --only-here exclude each other
  --new-data-key と --only-here は同時に指定できません
the key file {0} is not there: copy it from the other station
  鍵ファイル {0} がありません。もう一方のステーションから写してください
nothing was scanned
  何も読み取られていません
{0}: give it with --password-file FILE
  {0}:--password-file FILE で指定してください
{0}: none was given
  {0}:入力されませんでした
it holds together
  正常です
stop work; bring the last backup back with fob station restore
  作業を止め、最後のバックアップを fob station restore で復元してください
a passphrase
  パスフレーズ
off by {0} ms from the registry
  台帳との差 {0} ms
set the clock of this computer: timedatectl
  このパソコンの時計を合わせてください:timedatectl
plug the golden fob in: fob station qualify
  基準トークンを挿してください:fob station qualify
never looked at
  未点検
no fob is plugged in
  トークンは挿されていません
{0}: a certificate or public key of RSA is wanted, in PEM
  {0}:RSA の証明書または公開鍵(PEM)が必要です
--trim-by goes with --trim PPM
  --trim-by は --trim PPM と一緒に指定してください
there is no fob type {0}: one of {1}
  機種 {0} はありません。次のいずれかです:{1}
say how many: --count N
  個数を指定してください:--count N
--count {0}, but --serials makes {1} labels
  --count {0} ですが、--serials のシリアル番号は {1} 個です
--from {0}: the number of an import
  --from {0}:取り込み番号を指定してください
--{0}: the import tells how its codes come about
  --{0}:コードの方式は取り込んだファイルで決まります
import {0}: every token of it is in a lot already
  取り込み {0}:すべてのトークンがすでにロットにあります
say only once
  指定は一度だけにしてください
--check and --serial-digits go with --serials or --serial-prefix
  --check と --serial-digits は --serials または --serial-prefix と一緒に指定してください
--oath: two characters of the maker and two of the type, as EX:TK
  --oath:製造者2文字と種別2文字(例 EX:TK)
how serial labels are made: --serials, --serial-prefix, --oath, --shinkin, --serials-file or --from
  シリアル番号の作り方を指定してください:--serials、--serial-prefix、--oath、--shinkin、--serials-file、--from
--serials is written 'SKTH{00000001..}' or 'A{001..500}', the counter at the end
  --serials は 'SKTH{00000001..}' または 'A{001..500}' の形で、連番は末尾に置きます
--serials tells digits and first number itself
  --serials に桁数と最初の番号が含まれています
--serials: {0} and {1} have not the same number of digits
  --serials:{0} と {1} の桁数が異なります
--serials: {0}..{1} is empty
  --serials:{0}..{1} は空です
--check, --serial-digits and --serial-first go with labels that are made here
  --check、--serial-digits、--serial-first は、ここで作るシリアル番号にだけ使えます
the fob was taken out again: plug it in once more
  トークンが抜かれました。もう一度挿してください
fobs are at {0}: take the others out, or name one with --port
  {0} にトークンがあります。ほかを抜くか、--port で指定してください
--counter-ppm goes with --counter
  --counter-ppm は --counter と一緒に指定してください
--counter: its SCPI socket, as tcp:10.0.0.5:5025
  --counter:SCPI のアドレス(例 tcp:10.0.0.5:5025)
--counter wants --counter-ppm: of its time base, by its calibration
  --counter には --counter-ppm(校正による時間基準の精度)が必要です
--port {0}: the port of a hub (1-1.4), a path (/dev/ttyACM0) or an address (tcp:HOST:PORT)
  --port {0}:ハブのポート(1-1.4)、パス(/dev/ttyACM0)、アドレス(tcp:HOST:PORT)のいずれかです
there is no label printer: name one with --printer, or put the label on paper with fob station label --pdf
  ラベルプリンターがありません。--printer で指定するか、fob station label --pdf で紙に印刷してください
nobody is signed in at this station: fob station sign-in NAME
  このステーションにはサインインしている作業者がいません:fob station sign-in NAME
others may read it
  ほかの利用者が読めます
it is none
  内容が正しくありません
the session in {0} is not used: {1}. Sign in again: fob station sign-in NAME
  {0} のサインインは使えません:{1}。fob station sign-in NAME でサインインし直してください
serial labels: {0}
  シリアル番号:{0}
this user has no station yet: fob station init makes one
  この利用者のステーションはまだありません。fob station init で作成してください
is too long
  長すぎます
is not JSON
  JSON ではありません
{0}: {1}. Mend it, or take it away and run fob station init with the registry that is there
  {0}:{1}。修正するか、ファイルを除けて、既存の台帳で fob station init を実行してください
{0} cannot be read ({1})
  {0} を読めません({1})
the registry has no unit {0}: a serial label or a device id
  台帳に {0} はありません。シリアル番号または個体番号を指定してください
--registry-passphrase-file: this registry opens with its key file
  --registry-passphrase-file:この台帳は鍵ファイルで開きます
{0} in {1}; nothing of it was taken
  {1} に誤りが{0}あり、何も取り込みませんでした
1 fault
  1件
{0} faults
  {0}件
serial labels: {0}; nothing was made
  シリアル番号に誤りが{0}あり、何も作成しませんでした
nobody
  なし
passed {0}
  合格 {0}
failed {0}
  不合格 {0}
{0}, supervisor
  {0}(責任者)
{0}, operator
  {0}(作業者)
{0} and {1} more
  {0} ほか {1} 件
the batch key
  バッチ鍵
the passphrase
  パスフレーズ
the new passphrase
  新しいパスフレーズ
the passphrase of the {0}
  {0} のパスフレーズ
the password of {0}
  {0} のパスワード
what was scanned
  読み取り内容
the certificate of the signer
  署名者の証明書
the serial labels
  シリアル番号の一覧
the key of the file
  ファイルの鍵
the passphrase of the file
  ファイルのパスフレーズ
the private key
  秘密鍵
the heads
  連鎖の末尾
`;
