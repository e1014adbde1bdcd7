/** What is said of databases, keys and files: English, and below it Japanese. */
export const storesJa = `
say how the seeds are protected: one of --key-file, --passphrase-file and --plain
  シードの保護方法を指定してください:--key-file、--passphrase-file、--plain のいずれか一つ
{0} has {1} bytes: 16 (AES-128) or 32 (AES-256) are wanted
  {0} は {1} バイトです。16(AES-128)または 32(AES-256)バイトが必要です
{0} has no protection: only pskc takes --key-file and --passphrase-file
  {0} には保護がありません。--key-file と --passphrase-file は pskc だけで使えます
{0} has the seeds in the clear: say so with --plain, and guard the file
  {0} のシードは平文です。--plain を付け、ファイルを厳重に管理してください
{0}: leave the password out and put it into ~/.pgpass or PGPASSWORD
  {0}:パスワードは書かず、~/.pgpass または PGPASSWORD に置いてください
say which key: one of --to-key-file, --to-passphrase and --to-passphrase-file
  鍵を指定してください:--to-key-file、--to-passphrase、--to-passphrase-file のいずれか一つ
{0}:{1}: a line is STATION SEQUENCE HASH, the hash 64 hex digits
  {0}:{1}:一行は「ステーション 番号 ハッシュ」で、ハッシュは16進64桁です
{0}: is not what fob station audit --json prints
  {0}:fob station audit --json の出力ではありません
{0}: there is none; the first line of {1} is empty
  {0}:{1} の1行目が空です
{0}: more than one line in {1}
  {0}:{1} に2行以上あります
{0}: nobody can be asked; name a file that has it
  {0}:入力できません。ファイルで指定してください
{0}: the two are not the same; nothing was changed
  {0}:2回の入力が一致しません。何も変更していません
the {0} opens with a passphrase: give it with {1} FILE
  {0} はパスフレーズで開きます:{1} FILE で指定してください
no passphrase was given
  パスフレーズが入力されませんでした
the chain of station {0} is signed with another key than this one
  ステーション {0} の連鎖は別の鍵で署名されています
entries {0} to {1} are not there
  記録 {0} から {1} がありません
it does not follow the entry before
  前の記録とつながっていません
it does not say any more what was signed
  署名された内容と異なります
its signature is not the station's
  署名がステーションのものではありません
there are entries, and no such station
  記録はありますが、そのステーションがありません
its public key is none
  公開鍵が正しくありません
an entry holds a number that none can have
  あり得ない番号があります
the last entry is not the one that the station wrote last
  最後の記録が、ステーションの最後に書いたものではありません
the chain is signed with the key {0}, and the station's is {1}
  連鎖の署名の鍵は {0} ですが、ステーションの鍵は {1} です
entries after {0} were lost when an older copy was restored ({1})
  古い写しの復元により {0} より後の記録が失われました({1})
the chain ends before entry {0}, which was seen elsewhere
  別の場所で確認された記録 {0} より前で連鎖が終わっています
it is another than the one that was seen elsewhere
  別の場所で確認されたものと異なります
{0} is no backup of fobkit: it is another program's
  {0} は fobkit のバックアップではありません
the database {0} holds a registry already: name a new database
  データベース {0} には台帳があります。新しいデータベースにしてください
row {0} of {1} refers to nothing in {2}
  表 {1} の行 {0} が {2} に存在しない行を指しています
the database {0} was not restored to its end: restore into a new database
  データベース {0} の復元が完了していません。新しいデータベースに復元してください
the database {0} is another program's: it has a table {1}. Name another file.
  データベース {0} は別のプログラムのものです(表 {1})。別のファイルにしてください。
the database {0} was made by a newer fobkit ({1}): install that version on this machine too.
  データベース {0} は新しい fobkit で作られています({1})。このパソコンにもその版を入れてください。
{0} cannot be made: is its folder there, and yours?
  {0} を作れません。フォルダーと権限を確認してください
{0} cannot be made
  {0} を作れません
that is no URL of a database, as postgres://bench@db.example/fobkit. A password with / @ : or # in it is percent-encoded, or stands in PGPASSWORD.
  データベースの URL ではありません(例 postgres://bench@db.example/fobkit)。パスワードの / @ : # はパーセント符号化するか、PGPASSWORD に置いてください。
the password is wrong.
  パスワードが違います。
the server does not let this user in.
  サーバーがこの利用者を受け付けません。
there is no such database; createdb makes it.
  そのデータベースはありません。createdb で作ってください。
this user may not do that there; grant it the rights on the database.
  この利用者に権限がありません。データベースの権限を付与してください。
it may only be read there. Name the server that takes writes.
  読み取り専用です。書き込めるサーバーを指定してください。
no space is left there. Free some, then start again: nothing is lost.
  空き容量がありません。空きを作ってから再開してください。失われたものはありません。
the server has no connection or memory left. Look who uses it.
  サーバーの接続数またはメモリーが足りません。使用状況を確認してください。
others write the same things again and again.
  同じ内容を書く処理が続いています。
somebody else holds it for too long. Look for a station that hangs.
  長時間占有されています。止まっているステーションがないか確認してください。
the server took too long. Look for a station that hangs.
  サーバーの処理に時間がかかりすぎました。止まっているステーションがないか確認してください。
this process paused inside a transaction for too long.
  この処理が途中で長く止まりました。
what it holds is damaged. Restore the last backup into a new database.
  内容が壊れています。最後のバックアップを新しいデータベースに復元してください。
the server does not answer. Is PostgreSQL running there, and does it listen to this machine?
  サーバーが応答しません。PostgreSQL が動いていて、このパソコンから接続できるか確認してください。
the database {0}: {1} ({2})
  データベース {0}:{1}({2})
no reason
  理由は不明
there is no database {0}
  データベース {0} はありません
the copy of {0} does not hold together: take an older one
  {0} の写しに異常があります。より古いものを使ってください
the database {0}: another process reads it, so that what was deleted is still in its journal. End the others, then ask again.
  データベース {0}:別の処理が読んでいるため、消去したものがまだ残っています。ほかを終了してから、もう一度実行してください。
the database {0} was moved or deleted while it was in use. Put it back and start again, or restore the last backup into a new place.
  データベース {0} が使用中に移動または削除されました。元に戻して再開するか、最後のバックアップを新しい場所に復元してください。
there is no folder {0} for the database: make it first.
  データベースのフォルダー {0} がありません。先に作ってください。
the database {0} cannot be written by this user. Give it the file.
  この利用者はデータベース {0} に書き込めません。権限を付与してください。
{0} is a backup: restore it into a new place, and open that
  {0} はバックアップです。新しい場所に復元してから開いてください
this user may not use it. Give the file and its folder to who runs fob.
  この利用者には使えません。ファイルとフォルダーの権限を付与してください。
another process has been writing to it for too long. Look for one that hangs.
  別の処理が長く書き込んでいます。止まっているものがないか確認してください。
another part of this process has been writing to it for too long.
  この処理の別の部分が長く書き込んでいます。
it may only be read. Give the file and its folder to who runs fob.
  読み取り専用です。ファイルとフォルダーの権限を付与してください。
the disk does not read or write it. Look at the disk, then start again.
  ディスクを読み書きできません。ディスクを確認してから再開してください。
it is damaged. Restore the last backup into a new place.
  壊れています。最後のバックアップを新しい場所に復元してください。
no space is left for it. Free some, then start again: nothing is lost.
  空き容量がありません。空きを作ってから再開してください。失われたものはありません。
it cannot be opened. Look whether its folder is there and whose it is.
  開けません。フォルダーの有無と所有者を確認してください。
that is no database. Name the right file, or restore the last backup.
  データベースではありません。正しいファイルを指定するか、最後のバックアップを復元してください。
the database {0}: {1}
  データベース {0}:{1}
nobody holds it now
  今は誰も使っていません
the lease of run {0} on {1} has ended: {2}
  作業 {0} の {1} の担当が終わりました:{2}
{0} held by run {1} ({2}, since {3}) until {4}
  {0} は作業 {1}({2}、{3} から)が {4} まで使用中です
others may read the key file {0}: chmod 600 it
  鍵ファイル {0} をほかの利用者が読めます。chmod 600 を実行してください
{0} is no key file: it holds neither {1} bytes nor 64 hex digits
  {0} は鍵ファイルではありません({1} バイトでも16進64桁でもありません)
an empty passphrase protects nothing
  空のパスフレーズでは保護できません
the key file {0} cannot be made: is something there already?
  鍵ファイル {0} を作れません。すでに何かありませんか
the key file {0} cannot be read
  鍵ファイル {0} を読めません
key file
  鍵ファイル
the vault does not open with this {0}
  この{0}では台帳の鍵を開けません
that is no vault of a form that this fobkit knows
  この fobkit の知らない形の鍵入れです
the vault opens in a way that this fobkit does not know
  この fobkit の知らない開け方です
the vault opens with a key file
  鍵ファイルで開きます
a key file holds {0} bytes, not {1}
  鍵ファイルは {0} バイトです。{1} バイトではありません
the vault opens with a passphrase, not with a key file
  鍵ファイルではなくパスフレーズで開きます
the vault asks for more work than any vault of fobkit
  想定を超える計算を求めています
the database {0} has a vault already
  データベース {0} にはすでに鍵があります
the database {0} has no vault yet
  データベース {0} にはまだ鍵がありません
the vault of the database {0} was given another key meanwhile: start again with that one
  データベース {0} の鍵がその間に替わりました。新しい鍵で再開してください
{0} is there already, and is not written over; name another file
  {0} はすでにあり、上書きしません。別のファイル名にしてください
{0} cannot be written: no permission
  {0} に書き込めません:権限がありません
{0} cannot be written: the disk is read-only
  {0} に書き込めません:ディスクが読み取り専用です
{0} cannot be written: there is no such folder
  {0} に書き込めません:フォルダーがありません
{0} cannot be written: the disk is full
  {0} に書き込めません:ディスクに空きがありません
{0} cannot be written: the quota is used up
  {0} に書き込めません:割り当て容量を使い切りました
{0} cannot be written ({1})
  {0} に書き込めません({1})
there is no such file
  ファイルがありません
no permission to read it
  読み取りの権限がありません
it is a folder
  フォルダーです
{0} is too long; the most is {1} bytes
  {0} は大きすぎます。{1} バイトまでです
it cannot be read ({0})
  読めません({0})
busy: {0} is held by run {1} ({2}, since {3}) until {4}
  使用中です:{0} は作業 {1}({2}、{3} から)が {4} まで使っています
pg_dump on {0}: {1}
  {0} での pg_dump:{1}
pg_restore on {0}: {1}
  {0} での pg_restore:{1}
the {0} of {1} is cut off, or of a form that this fobkit does not know
  {1} の {0} が途切れているか、この fobkit の知らない形です
the {0} of {1} was sealed by another data key
  {1} の {0} は別の鍵で封じられています
the {0} of {1} was changed, or belongs to another row
  {1} の {0} が改変されたか、別の行のものです
`;
