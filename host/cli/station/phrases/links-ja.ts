/** What is said of fobs that leave, do not answer or say no: English, and below it Japanese. */
export const linksJa = `
{0}: the fob left. Plug it in again and repeat.
  {0}: トークンが抜かれました。挿し直してください。
{0}: the fob left while {1} was under way. Plug it in again and repeat.
  {0}: {1} の途中でトークンが抜かれました。挿し直してください。
{0}: no answer to {1} (asked once, waited {2} ms each time). Check the cable and the battery.
  {0}: {1} に応答がありません({2} ms)。ケーブルと電池を確認してください。
{0}: no answer to {1} (asked {2} times, waited {3} ms each time). Check the cable and the battery.
  {0}: {1} に応答がありません({2} 回、各 {3} ms)。ケーブルと電池を確認してください。
{0}: another program has it open. Close that one and repeat.
  {0}: 別のプログラムが使用中です。終了してからやり直してください。
{0}: permission denied. {1}
  {0}: 開く権限がありません。{1}
fob doctor tells how to install the udev rules of fobkit.
  fob doctor で udev ルールの入れ方が分かります。
{0}: not a fob: {1}
  {0}: トークンではありません:{1}
{0}: the fob speaks protocol version {1}, this host {2}. The fob is older: use a fobkit of version {3}.
  {0}: トークンのプロトコルは版 {1}、このパソコンは {2} です。版 {3} の fobkit を使ってください。
{0}: the fob speaks protocol version {1}, this host {2}. The fob is newer: update to a fobkit of version {3}.
  {0}: トークンのプロトコルは版 {1}、このパソコンは {2} です。版 {3} の fobkit に更新してください。
{0}: the fob's answer to {1} breaks the protocol: {2}
  {0}: {1} への応答がプロトコルに反しています:{2}
{0}: this device cannot do {1}
  {0}: この装置は {1} に対応していません
{0}: the fob refused {1}: {2} (in {3} s) [{4}]
  {0}: トークンが {1} を拒否しました:{2}({3} 秒後)[{4}]
{0}: the fob refused {1}: {2} [{3}]
  {0}: トークンが {1} を拒否しました:{2} [{3}]
it could not read the request; the host may be of another version
  要求を読めません。このパソコンの版が違うかもしれません
it speaks another version of the protocol
  プロトコルの版が違います
its firmware does not know the command
  ファームウェアにない命令です
what was asked of it is incomplete or out of range
  要求が不完全か、範囲外です
not in its present state; \`fob info\` tells which that is
  今の状態ではできません。状態は fob info で分かります
press its button, then repeat within 30 s
  ボタンを押し、30 秒以内にやり直してください
only inside the sealed channel
  暗号通信の中でだけできます
that is not its transport key
  転送鍵が違います
it waits after wrong transport keys; repeat later
  転送鍵の誤りの後で待機中です。後でやり直してください
its sealed channel is closed; open it again
  暗号通信が閉じています。開き直してください
the sealed channel has lost its order; open it again
  暗号通信の順序が乱れました。開き直してください
the sealed message did not open; open the channel again
  暗号文が開けません。暗号通信を開き直してください
zeros, the factory key and its present key are no new transport key
  すべて 0 の鍵、出荷時の鍵、今の鍵は新しい転送鍵にできません
its profile has no such mode
  この機種にない方式です
its profile has no such algorithm
  この機種にないアルゴリズムです
its profile shows another number of digits
  この機種の桁数と異なります
its profile has no such time step
  この機種にない時間間隔です
the seed has a wrong length
  シードの長さが違います
the serial label has a wrong form for its profile
  シリアル番号の形がこの機種と異なります
the expiry has passed already by its clock
  トークンの時計では更新予定日を過ぎています
that moves its clock further than its profile allows; wipe it first
  時計をこの機種の限度より大きく動かします。先に消去してください
the clock of a loaded fob never goes back; wipe it first
  書き込み済みのトークンの時計は戻せません。先に消去してください
its oscillator cannot be trimmed that far
  発振器の補正範囲を超えています
it cannot do that OCRA suite
  その OCRA スイートに対応していません
the challenge does not fit what it was loaded with
  チャレンジが書き込まれた設定に合いません
its flash did not take the data; the fob is worn out
  メモリーに書き込めません。トークンが消耗しています
its stored data are damaged; wipe it and load it again
  保存データが壊れています。消去して書き込み直してください
an internal fault of its firmware
  ファームウェアの内部異常です
`;
