/** What printers of labels say: English, and below it Japanese. */
export const printersJa = `
file:{0}: {1} labels of {2} are there; move them away
  file:{0}:{2} のラベルが {1} 枚あります。移してください
look at the folder
  フォルダーを確認してください
file:{0}: no label written ({1}); {2}
  file:{0}:ラベルを書けません({1})。{2}
make the folder
  フォルダーを作ってください
it is no folder
  フォルダーではありません
its owner must let you write there
  所有者に書き込みの許可を求めてください
its disk is read-only
  ディスクが読み取り専用です
its disk is full
  ディスクに空きがありません
{0}: {1}; see lpstat -p {2}
  {0}:{1}。lpstat -p {2} を確認してください
{0}: no answer of lp in {1} s; is CUPS running?
  {0}:lp が {1} 秒応答しません。CUPS は動いていますか
it is not installed (Debian: cups-client)
  インストールされていません(Debian では cups-client)
{0}: the program {1} did not start: {2}
  {0}:プログラム {1} を起動できません:{2}
file:{0}: no such folder; make it
  file:{0}:フォルダーがありません。作ってください
file:{0}: it is no folder
  file:{0}:フォルダーではありません
printer address: not {0}
  プリンターのアドレス:{0} ではありません
printer address: no such setting; there are {0}
  プリンターのアドレス:その設定はありません。設定は {0} です
printer address: {0}
  プリンターのアドレス:{0}
printer address: {0} is not {1}
  プリンターのアドレス:{0} は {1} ではありません
it does not answer; is it on, and is the address right?
  応答がありません。電源とアドレスを確認してください
it answers what is no status of a printer
  プリンターの状態ではない応答です
no answer in {0} s: {1}
  {0} 秒応答がありません:{1}
no printer there ({0}); is it on, and are host and port right?
  プリンターがありません({0})。電源、ホスト、ポートを確認してください
it closed the connection; look whether the label was printed before it is printed again
  接続が切れました。再印刷の前に、ラベルが印刷されていないか確認してください
it may be out of labels or its head open, as most say nothing then; if it is a printer that never tells, add status=no to its address
  ラベル切れか、ヘッドが開いているかもしれません(多くの機種はその間応答しません)。状態を返さない機種ならアドレスに status=no を加えてください
it takes no more data; look whether it is out of labels or paused
  データを受け取りません。ラベル切れか一時停止でないか確認してください
it is out of labels: put a new roll in
  ラベル切れです。新しいロールを入れてください
its head is open: close it
  ヘッドが開いています。閉じてください
it is out of ribbon: put a new ribbon in
  リボン切れです。新しいリボンを入れてください
it is too cold to print: let it warm up
  低温で印刷できません。暖まるまで待ってください
it is too hot to print: let it cool down
  高温で印刷できません。冷えるまで待ってください
it is paused: press its PAUSE button
  一時停止中です。PAUSE ボタンを押してください
its buffer is full: wait until it has printed, or switch it off and on
  バッファーが満杯です。印刷が終わるまで待つか、電源を入れ直してください
a label waits to be taken off: take it
  取り出し待ちのラベルがあります。取り出してください
`;
