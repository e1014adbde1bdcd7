/** What the registry, its lots and its operators say: English, and below it Japanese. */
export const registryJa = `
lot {0}: {1} planned are not the {2} done, scrapped, quarantined, unused and working
  ロット {0}:予定 {1} が、完了・廃棄・隔離・未使用・処理中の合計 {2} と一致しません
lot {0}: {1} {2} is more than the {3} done
  ロット {0}:{1} {2} が完了 {3} を超えています
the registry {0} does not hold together ({1}): keep the backups that there are
  台帳 {0} に異常があります({1})。今あるバックアップを残してください
the chain of {0} in the backup is another than the one that was seen
  バックアップにある {0} の連鎖は、以前に確認したものと異なります
station {0} is at work in {1}, which this station has now: end its run first
  ステーション {0} が、このステーションの今の台帳 {1} で作業中です。先に終了してください
export {0} is not acknowledged: whoever got it may still want it again
  書き出し {0} の受領が未確認です。受け取り側がまだ必要とするかもしれません
{0} is there already: name a new file
  {0} はすでにあります。新しいファイル名にしてください
the chain of {0} in the backup does not hold ({1})
  バックアップにある {0} の連鎖に異常があります({1})
{0}: take another backup
  {0}。別のバックアップを使ってください
restored from a backup: it may be on a fob already
  バックアップからの復元:すでに書き込まれている可能性があります
a list of labels is not made but read
  一覧のシリアル番号は作るのではなく読み込みます
a lot has one unit or more
  ロットは 1 個以上です
labels of this scheme have {0} bytes, a fob takes {1}: shorten the prefix or the counter
  シリアル番号が {0} バイトになります。トークンに入るのは {1} バイトまでです。接頭辞か連番を短くしてください
{0} does not begin with {1}
  {0} は {1} で始まっていません
{0} has {1} characters, not {2}
  {0} は {1} 文字です。{2} 文字が必要です
{0}: after {1} come {2} digits
  {0}:{1} の後に {2} 桁が続きます
its beginning
  先頭
the check digit of {0} is wrong: mistyped or misread
  {0} の検査数字が一致しません。入力または読み取りの誤りです
a label is empty
  空のシリアル番号があります
label {0}… has {1} bytes, a fob takes {2}
  シリアル番号 {0}… は {1} バイトです。トークンに入るのは {2} バイトまでです
label {0} has characters that are no printable ASCII
  シリアル番号 {0} に印字できる ASCII 以外の文字があります
the prefix has characters that are no printable ASCII
  接頭辞に印字できる ASCII 以外の文字があります
a counter has 1 to {0} digits
  連番は 1 から {0} 桁です
the first number is 0 or more
  最初の番号は 0 以上です
{0} labels from {1} on want more than {2} digits: {3} is the last
  {1} から {0} 個には {2} 桁では足りません。最後は {3} です
the manufacturer of a token identifier (OMP) is two capital letters or digits
  トークン識別子の製造者(OMP)は英大文字か数字の2文字です
the type of a token identifier (TT) is two capital letters or digits
  トークン識別子の種別(TT)は英大文字か数字の2文字です
the prefix is four capital letters
  接頭辞は英大文字4文字です
a name has 1 to 64 characters, none that is not printed, and no space at its ends
  名前は 1 から 64 文字で、表示できない文字と前後の空白は使えません
there is an operator {0} already
  作業者 {0} は登録済みです
the first operator is a supervisor
  最初の作業者は責任者です
{0} is the last supervisor: add another first
  {0} は最後の責任者です。先に別の責任者を登録してください
there is no operator {0}
  作業者 {0} は登録されていません
a password has {0} characters at least
  パスワードは {0} 文字以上です
no operator has that name and password
  名前またはパスワードが違います
nobody is signed in here: sign in first
  サインインしている作業者がいません。先にサインインしてください
{0} may not do that: it wants a supervisor
  {0} にはできません。責任者の権限が必要です
{0} may not work here any more
  {0} は無効になっています
too many wrong passwords: wait for {0} s
  パスワードの誤りが多すぎます。{0} 秒待ってください
a device id has 16 hexadecimal digits in lower case
  個体番号は小文字16進16桁です
there is no lot {0}
  ロット {0} はありません
export {0} is acknowledged already
  書き出し {0} の受領は確認済みです
there is no export {0}
  書き出し {0} はありません
{0} of the units are not done, or not of this lot
  {0} 個が完了していないか、このロットのものではありません
the station ended before the fob had got anything
  トークンに何も渡さないうちにステーションが終了しました
{0} is {1}, of purpose {2}: a golden fob is done, of purpose test
  {0} は{1}、用途 {2} です。基準トークンは用途 test で完了したものです
there is no token in it
  トークンがありません
there is no import {0}
  取り込み {0} はありません
is in the registry already
  すでに台帳にあります
stands twice in the file
  ファイルに2回あります
is that of {0} in the registry
  台帳の {0} のものです
is that of {0} in the same file
  同じファイルの {0} のものです
has {0} bytes, a fob takes 1 to {1}
  {0} バイトです。トークンに入るのは 1 から {1} バイトです
a column of the registry is no JSON
  台帳の列が JSON ではありません
a column of the registry is damaged: {0}
  台帳の列が壊れています:{0}
lot {0} is {1}
  ロット {0} は{1}です
1 unit of lot {0} is not ended: bring its fob to a station, or scrap it
  ロット {0} に終わっていないものが 1 個あります。トークンをステーションに挿すか、廃棄してください
{0} units of lot {1} are not ended: bring their fobs to a station, or scrap them
  ロット {1} に終わっていないものが {0} 個あります。トークンをステーションに挿すか、廃棄してください
there is a lot {0} already: give it another name
  ロット {0} はすでにあります。別の名前にしてください
there is no such import
  その取り込みはありません
label {0} is in the registry already
  シリアル番号 {0} はすでに台帳にあります
import {0} has {1} tokens that no lot has yet, not {2}
  取り込み {0} でロットのないトークンは {1} 個です。{2} 個ではありません
has {0} {1}, its lot {2}
  {0} が {1} で、ロットの {2} と異なります
begins to count at another time than its lot
  数え始める時刻がロットと異なります
the name of a lot has 1 to 64 characters, and no space at its ends
  ロットの名前は 1 から 64 文字で、前後の空白は使えません
a lot has 1 to {0} units
  ロットは 1 から {0} 個です
imported seeds come with their own serial labels: the scheme of such a lot is \`list\`
  取り込んだシードには固有のシリアル番号があります。方式は「list」です
a code has {0} to {1} digits
  コードは {0} から {1} 桁です
the list has {0} labels for {1} units
  {1} 個に対し、一覧のシリアル番号は {0} 個です
label {0} is none of this fob type, whose labels match {1}
  シリアル番号 {0} はこの機種のものではありません。形は {1} です
label {0} stands twice
  シリアル番号 {0} が2回あります
and {0} more
  ほか {0} 件
stations are at work ({0}): end their runs first
  ステーションが作業中です({0})。先に終了してください
the name of a station has 1 to 64 letters, digits, dots, hyphens or underlines, a letter or digit first
  ステーションの名前は英数字・点・ハイフン・下線の 1 から 64 文字で、英数字で始まります
there is no unit {0}
  {0} は台帳にありません
the registry has no transport key of {0}
  台帳に {0} の転送鍵がありません
{0} is not done: only what is done is trimmed
  {0} は完了していません。補正できるのは完了したものだけです
the {0} of {1} is no longer kept
  {1} の {0} はもう保存されていません
the seed of {0} is a unit's by now
  {0} のシードはすでに割り当て済みです
{0} is at {1} and goes not back to {2}
  {0} は「{1}」の段階で、「{2}」には戻れません
{0} is at {1}: it is not proved yet
  {0} は「{1}」の段階で、まだ照合されていません
{0} is scrapped already
  {0} はすでに廃棄です
{0} is {1}: only what is quarantined is tried again
  {0} は{1}です。再作業できるのは隔離のものだけです
{0} is on no fob
  {0} はどのトークンにもありません
that wants a reason
  理由が必要です
station {0} is at {1}: take its fob off that station first
  ステーション {0} が {1} を処理中です。先にそこからトークンを抜いてください
lot {0} is closed
  ロット {0} は締め済みです
open
  作業中
closed
  締め済み
paused
  一時停止
unused
  未使用
working
  処理中
done
  完了
scrapped
  廃棄
quarantined
  隔離
`;
