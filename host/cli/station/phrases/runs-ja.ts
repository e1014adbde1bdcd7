/** What is said of fobs, ports and clocks during a run: English, and below it Japanese. */
export const runsJa = `
the lot wants one within {0} h
  ロットには {0} 時間以内の合格が必要です
no golden fob has passed here; {0}
  基準トークンの合格記録がありません。{0}
the golden fob has failed here: {0}
  基準トークンの点検に不合格です:{0}
the golden fob has passed {0} h ago; {1}
  基準トークンの合格は {0} 時間前です。{1}
{0} is no golden fob: fob station golden add makes one
  {0} は基準トークンではありません。fob station golden add で登録してください
key check
  シード照合
it is {0}
  状態は「{0}」です
it is not loaded as {0} is on record
  台帳の {0} のとおりに書き込まれていません
it is lost
  時刻が失われています
it is off by {0} ms, more than {1}
  {0} ms ずれており、{1} ms を超えています
it is read to {0} ms only, and not to {1}
  {0} ms までしか読み取れず、{1} ms に届きません
it holds another seed than is on record
  台帳とは別のシードが入っています
{0} (by {1})
  {0}({1} による)
it is wrong
  一致しません
no link leads there any more.
  接続先がなくなりました
it jumped by {0} during the run
  稼働中に {0} 飛びました
it is off by {0} from that of the registry
  台帳の時計と {0} ずれています
it is {0} behind the last entry of the audit chain
  監査記録の最後より {0} 遅れています
the clock of this computer: {0}
  このパソコンの時計:{0}
its device id {0} is at {1} and at {2}
  個体番号 {0} が {1} と {2} の両方にあります
the station was stopped while it was at work
  作業中にステーションが停止されました
the frequency counter: {0}
  周波数カウンター:{0}
it says {0}
  {0} と応答しました
it reads {0}. Is the probe on the 32,768 Hz pad?
  {0} と読みました。プローブは 32,768 Hz の端子に当たっていますか
it talks without end
  応答が終わりません
it hung up
  接続が切れました
no answer to {0} within {1} s
  {0} に {1} 秒以内の応答がありません
the measurement was stopped
  測定が中止されました
the frequency counter {0}: {1}
  周波数カウンター {0}:{1}
the second reading is not after the first
  2回目の読み取りが1回目より後ではありません
its lot wants no trim
  ロットに補正の指定がありません
its clock was moved since it was set
  設定後に時計が動かされています
it wants a trim of {0} and takes {1}
  必要な補正 {0} が範囲 {1} を超えています
its clock is lost
  時刻が失われています
its rate is known to {0}, wanted are {1}
  進み方は {0} までしか分からず、{1} が必要です
no reading of its clock is on record from when it was set
  設定時の時計の記録がありません
too early: bring it back from {0} on
  早すぎます。{0} 以降に挿してください
the lot is trimmed by a counter, and this station has none
  ロットの補正にはカウンターが必要ですが、このステーションにありません
its firmware cannot do {0}
  ファームウェアが {0} に対応していません
it has no button, and tells a code of a production seed only after a press
  ボタンがなく、本番のシードのコードは押さないと表示できません
a wrong code
  コードが違います
no press within {0} s
  {0} 秒以内に押されませんでした
its device id is at two ports at once
  同じ個体番号が同時に2つのポートにあります
its label {0} is at two ports at once
  同じシリアル番号 {0} が同時に2つのポートにあります
it is a {0}, the lot wants {1}
  {0} です。ロットは {1} です
it was begun as {0} in the lot {1}
  ロット {1} の {0} として処理を始めたものです
it tells the label {0}, which is that of the chip {1}
  シリアル番号 {0} は個体 {1} のものです
it holds {0}, which the registry never gave to it
  台帳が渡していない {0} が入っています
it holds {0}
  {0} が入っています
it is blank, but its factory key was replaced ({0})
  空ですが、出荷時の鍵が交換されています({0})
the lot {0} is closed
  ロット {0} は締め済みです
the lot {0} is paused
  ロット {0} は一時停止中です
it is {0}, {1}{2}
  {0} です({1}{2})
it is {0}, done, but was wiped since
  {0} で完了しましたが、その後消去されています
the clock of {0} is lost: rework it
  {0} の時刻が失われています。再作業してください
it is {0} of the lot {1}
  ロット {1} の {0} です
it tells the label {0}, on record is {1}
  シリアル番号は {0}、台帳では {1} です
its batch key has the id {0}
  バッチ鍵の ID は {0} です
its clock was lost while it was loaded
  書き込み中に時刻が失われました
its clock went on by {0} ms in {1} ms
  {1} ms の間に時計が {0} ms 進みました
the code is of mode {0}, not {1}
  コードの方式が {0} です。{1} ではありません
the code has not {0} digits
  コードが {0} 桁ではありません
the code is of the counter {0}, before the first
  コードがカウンター {0} のもので、最初より前です
the code is not that of {0}
  {0}のコードではありません
this time
  現在の時刻
its counter
  そのカウンター
it tells that it is {0}
  状態は「{0}」です
{0} % of its charge ({1} mV)
  残量 {0} %({1} mV)
its cell holds {0}, less than {1} %
  電池の{0}で、{1} % を下回っています
its self-test finds fault with {0}
  自己診断で異常:{0}
another fob is there now: {0}
  別のトークン {0} に替わっています
it is loaded with other parameters than those of its unit
  割り当てとは別の設定で書き込まれています
it holds another seed than was loaded
  書き込んだものとは別のシードが入っています
after the rotation it tells the generation {0}
  鍵の交換後の世代が {0} です
{0}, not {1}
  {0}({1} ではありません)
its clock is off by {0} ms
  時計が {0} ms ずれています
the key of its batch is not at this station
  バッチ鍵がこのステーションにありません
the registry knows the generation {0}
  台帳では世代 {0} です
its key is of generation {0}, {1}
  鍵は世代 {0} です。{1}
the registry failed
  台帳が使えません
it has no unit to be trimmed
  補正の対象がありません
it would be loaded
  書き込みます
it would be wiped and loaded again
  消去してから書き込みます
its work would be taken up again
  続きから処理します
its clock would be trimmed
  時計を補正します
`;
