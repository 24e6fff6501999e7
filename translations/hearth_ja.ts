<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>hearth::ui::AlertDetail</name>
    <message>
        <source>Value around the start</source>
        <translation>発生前後の値</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>式</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Annotations</source>
        <translation>アノテーション</translation>
    </message>
    <message>
        <source>From the rule to you</source>
        <translation>ルールから通知まで</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>過去の発生</translation>
    </message>
    <message>
        <source>Details of the alert</source>
        <translation>アラートの詳細</translation>
    </message>
    <message>
        <source>It ended at %1, after %2.</source>
        <translation>%1 に終わりました（継続時間 %2）。</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>解消</translation>
    </message>
    <message>
        <source>%1, value %2</source>
        <translation>%1、値 %2</translation>
    </message>
    <message>
        <source>Asking for the values …</source>
        <translation>値を問い合わせています…</translation>
    </message>
    <message>
        <source>The values could not be read: %1</source>
        <translation>値を読み取れませんでした: %1</translation>
    </message>
    <message>
        <source>No rule of this server has this alert, so its value is not known here.</source>
        <translation>このサーバーのルールにはこのアラートがないため、値は分かりません。</translation>
    </message>
    <message>
        <source>There are no values of that time any more.</source>
        <translation>その時刻の値はもう残っていません。</translation>
    </message>
    <message>
        <source>Gaps: the expression was not true.</source>
        <translation>途切れている部分では、式が成り立っていません。</translation>
    </message>
    <message>
        <source>The straight line is the threshold: %1</source>
        <translation>直線はしきい値です: %1</translation>
    </message>
    <message>
        <source>Asking …</source>
        <translation>問い合わせています…</translation>
    </message>
    <message>
        <source>It could not be read: %1</source>
        <translation>読み取れませんでした: %1</translation>
    </message>
    <message>
        <source>%1, for %2</source>
        <translation>%1 から %2</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln time(s) more</source>
        <translation>
            <numerusform>ほか %Ln 回</numerusform>
        </translation>
    </message>
    <message>
        <source>It has not fired before in 30 days.</source>
        <translation>過去 30 日間に発火したことはありません。</translation>
    </message>
    <message>
        <source>It ended at %1; when it began is not known.</source>
        <translation>%1 に終わりました。いつ始まったかは分かりません。</translation>
    </message>
    <message>
        <source>%1, value %2 when it fired</source>
        <translation>%1、発火時の値 %2</translation>
    </message>
    <message>
        <source>Nothing is recorded of it.</source>
        <translation>記録はありません。</translation>
    </message>
    <message>
        <source>This server keeps no record of how alerts are delivered; Hearth does.</source>
        <translation>このサーバーは通知の経過を記録していません（Hearth は記録します）。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::AlertFilter</name>
    <message>
        <source>“%1” is no state. States are firing, pending, silenced, inhibited, muted, acknowledged and unknown.</source>
        <translation>「%1」という状態はありません。使える状態は firing、pending、silenced、inhibited、muted、acknowledged、unknown です。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::AlertLanes</name>
    <message>
        <source>Alerts</source>
        <translation>アラート</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>an alert and what it did</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <comment>lanes that are not shown</comment>
        <translation>
            <numerusform>ほか %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, which fired %Ln time(s)</source>
        <comment>%1: and 980 more</comment>
        <translation>
            <numerusform>%1（発火 %Ln 回）</numerusform>
        </translation>
    </message>
    <message>
        <source>pending</source>
        <translation>保留中</translation>
    </message>
    <message>
        <source>firing</source>
        <translation>発火中</translation>
    </message>
    <message>
        <source>no data: unknown</source>
        <translation>データなし: 不明</translation>
    </message>
</context>
<context>
    <name>hearth::ui::AlertText</name>
    <message>
        <source>Firing</source>
        <translation>発火中</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>保留中</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>ミュート中</translation>
    </message>
    <message>
        <source>Inhibited</source>
        <translation>抑制中</translation>
    </message>
    <message>
        <source>Silenced</source>
        <translation>サイレンス中</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>確認済み</translation>
    </message>
    <message numerus="yes">
        <source>%Ln firing</source>
        <translation>
            <numerusform>発火中 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pending</source>
        <translation>
            <numerusform>保留中 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln silenced</source>
        <translation>
            <numerusform>サイレンス中 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln inhibited</source>
        <translation>
            <numerusform>抑制中 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln muted</source>
        <translation>
            <numerusform>ミュート中 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln acknowledged</source>
        <translation>
            <numerusform>確認済み %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unknown</source>
        <translation>
            <numerusform>不明 %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>All together</source>
        <translation>すべてまとめて</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 時間</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 日</translation>
    </message>
    <message>
        <source>Muted by the time interval %1.</source>
        <translation>時間帯 %1 によりミュートされています。</translation>
    </message>
    <message>
        <source>Change quiet hours</source>
        <translation>静かな時間帯を変更</translation>
    </message>
    <message>
        <source>The Alertmanager has it, but has not decided yet whom to tell, or does not say what holds it back.</source>
        <translation>Alertmanager は受け取っていますが、通知先がまだ決まっていないか、何が止めているかを示していません。</translation>
    </message>
    <message>
        <source>The server does not say which state it is in.</source>
        <translation>サーバーは状態を示していません。</translation>
    </message>
    <message>
        <source>True until %1; kept firing by keep_firing_for.</source>
        <translation>%1 まで成立。keep_firing_for により発火中のままです。</translation>
    </message>
    <message>
        <source>Firing since %1; goes to %2.</source>
        <translation>%1 から発火中。通知先: %2</translation>
    </message>
    <message>
        <source>True since %1 and firing; the Alertmanager was not told of it yet.</source>
        <translation>%1 から成立し発火中。Alertmanager にはまだ伝わっていません。</translation>
    </message>
    <message>
        <source>True since %1 and firing; whether anybody is told is not known here.</source>
        <translation>%1 から成立し発火中。通知されるかどうかはここでは分かりません。</translation>
    </message>
    <message>
        <source>True since %1; not firing yet.</source>
        <translation>%1 から成立。まだ発火していません。</translation>
    </message>
    <message>
        <source>True since %1; fires at %2 if it stays so for %3.</source>
        <translation>%1 から成立。%3 続けば %2 に発火します。</translation>
    </message>
    <message>
        <source>Show silence</source>
        <translation>サイレンスを表示</translation>
    </message>
    <message>
        <source>Silenced by %1.</source>
        <translation>%1 によりサイレンス中です。</translation>
    </message>
    <message>
        <source>Acknowledged by %1 until it is resolved.</source>
        <translation>%1 が確認しました（解消するまで）。</translation>
    </message>
    <message>
        <source>Acknowledged by %1 until it is resolved: %2</source>
        <translation>%1 が確認しました（解消するまで）: %2</translation>
    </message>
    <message>
        <source>Silenced by %1 until %2: %3</source>
        <translation>%1 が %2 までサイレンス中: %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more silence(s) match(es), too.</source>
        <translation>
            <numerusform>ほか %Ln 件のサイレンスにも一致します。</numerusform>
        </translation>
    </message>
    <message>
        <source>Inhibited: it is not told while this fires: %1</source>
        <translation>次のアラートが発火している間は通知されません: %1</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>そこへ移動</translation>
    </message>
    <message>
        <source>This server has neither rules nor an Alertmanager.</source>
        <translation>このサーバーにはルールも Alertmanager もありません。</translation>
    </message>
    <message>
        <source>Neither its rules can be read (%1) nor its Alertmanager (%2).</source>
        <translation>ルール（%1）も Alertmanager（%2）も読み取れません。</translation>
    </message>
    <message>
        <source>Who is told and what is silenced, inhibited or muted is not known: this server names no Alertmanager.</source>
        <translation>通知先や、サイレンス・抑制・ミュートの状態は分かりません。このサーバーには Alertmanager が設定されていません。</translation>
    </message>
    <message>
        <source>Who is told and what is silenced, inhibited or muted is not known: the Alertmanager does not answer (%1).</source>
        <translation>通知先や、サイレンス・抑制・ミュートの状態は分かりません。Alertmanager が応答しません（%1）。</translation>
    </message>
    <message>
        <source>Pending alerts, values and expressions are not known: this server has no rules of its own.</source>
        <translation>保留中のアラート、値、式は分かりません。このサーバーにルールはありません。</translation>
    </message>
    <message>
        <source>Pending alerts, values and expressions are not known: the rules cannot be read (%1).</source>
        <translation>保留中のアラート、値、式は分かりません。ルールを読み取れません（%1）。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::AlertsModel</name>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>アラート</translation>
    </message>
    <message>
        <source>For</source>
        <translation>継続</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Receiver</source>
        <translation>受信者</translation>
    </message>
</context>
<context>
    <name>hearth::ui::AlertsPage</name>
    <message>
        <source>Filter, for example: state:firing severity=critical name:Disk receiver:mail text</source>
        <translation>絞り込み（例: state:firing severity=critical name:Disk receiver:mail 文字列）</translation>
    </message>
    <message>
        <source>Filter alerts</source>
        <translation>アラートを絞り込む</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>アラート</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>サイレンス</translation>
    </message>
    <message>
        <source>Silence what is selected (S)</source>
        <translation>選択したものをサイレンスする (S)</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>確認済みにする</translation>
    </message>
    <message>
        <source>I have seen it: nobody is told again until it is resolved (A)</source>
        <translation>確認しました。解消するまで再び通知されません (A)</translation>
    </message>
    <message>
        <source>Show in Explore</source>
        <translation>「探索」で表示</translation>
    </message>
    <message>
        <source>Show rule</source>
        <translation>ルールを表示</translation>
    </message>
    <message>
        <source>Copy labels</source>
        <translation>ラベルをコピー</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Alerts could not be read, what is shown may be old: %1.</source>
        <translation>アラートを読み取れませんでした。表示は古い可能性があります: %1</translation>
    </message>
    <message>
        <source>List (%1)</source>
        <translation>一覧 (%1)</translation>
    </message>
    <message>
        <source>List</source>
        <translation>一覧</translation>
    </message>
    <message>
        <source>Timeline (%1)</source>
        <translation>タイムライン (%1)</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>タイムライン</translation>
    </message>
    <message>
        <source>History (%1)</source>
        <translation>履歴 (%1)</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln alert(s) shown</source>
        <translation>
            <numerusform>%Ln 件中 %1 件を表示</numerusform>
        </translation>
    </message>
    <message>
        <source>The selected alerts have no label in common that a silence could match.</source>
        <translation>選択したアラートには、サイレンスで一致させられる共通のラベルがありません。</translation>
    </message>
    <message>
        <source>Only alerts that fire and are not acknowledged yet can be acknowledged.</source>
        <translation>確認済みにできるのは、発火中でまだ確認されていないアラートだけです。</translation>
    </message>
    <message>
        <source>That is too many at once: each acknowledgement is a silence. Silence what they have in common instead.</source>
        <translation>一度に確認するには多すぎます（確認は 1 件ごとにサイレンスになります）。代わりに、共通するラベルでサイレンスしてください。</translation>
    </message>
    <message>
        <source>It could not be acknowledged: %1</source>
        <translation>確認済みにできませんでした: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln alert(s) acknowledged until resolved.</source>
        <translation>
            <numerusform>%Ln 件のアラートを、解消するまで確認済みにしました。</numerusform>
        </translation>
    </message>
    <message>
        <source>It could not be taken back: %1</source>
        <translation>元に戻せませんでした: %1</translation>
    </message>
    <message>
        <source>Nothing can be silenced here: the connected server names no Alertmanager.</source>
        <translation>ここではサイレンスできません：接続中のサーバーに Alertmanager の指定がありません。</translation>
    </message>
    <message>
        <source>The Alertmanager does not answer: %1.</source>
        <translation>Alertmanager が応答しません：%1。</translation>
    </message>
    <message>
        <source>No alert passes the filter.</source>
        <translation>絞り込みに合うアラートはありません。</translation>
    </message>
    <message>
        <source>Asking for alerts …</source>
        <translation>アラートを問い合わせています…</translation>
    </message>
    <message>
        <source>No alert that goes on is selected.</source>
        <translation>継続中のアラートが選択されていません。</translation>
    </message>
    <message>
        <source>No rule of this server has this alert.</source>
        <translation>このサーバーには、このアラートのルールがありません。</translation>
    </message>
    <message>
        <source>Show the expression in Explore</source>
        <translation>式を「探索」で表示します</translation>
    </message>
    <message>
        <source>Show the rule that it comes from</source>
        <translation>このアラートのルールを表示します</translation>
    </message>
    <message>
        <source>The server did not answer: %1. It is asked again every few seconds.</source>
        <translation>サーバーが応答しません: %1。数秒ごとに再試行します。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::AreaChart</name>
    <message>
        <source>now</source>
        <translation>現在</translation>
    </message>
</context>
<context>
    <name>hearth::ui::BacktestPane</name>
    <message>
        <source>Suggest threshold</source>
        <translation>しきい値を提案</translation>
    </message>
    <message>
        <source>Finds the threshold that would have fired about as often as you want</source>
        <translation>望む頻度で発火したはずのしきい値を探します</translation>
    </message>
    <message>
        <source>alerts a week</source>
        <translation>件 / 週</translation>
    </message>
    <message>
        <source>Wanted alerts a week</source>
        <translation>望むアラート数（週あたり）</translation>
    </message>
    <message>
        <source>Save as unit test…</source>
        <translation>単体テストとして保存…</translation>
    </message>
    <message>
        <source>Writes this past and what it makes of the rule as a test for promtool or hearth</source>
        <translation>この過去とルールの結果を promtool や hearth のテストとして書き出します</translation>
    </message>
    <message>
        <source>Values and threshold. Up and Down move the threshold.</source>
        <translation>値としきい値。上下キーでしきい値を動かします。</translation>
    </message>
    <message>
        <source>The past could not be fetched: %1</source>
        <translation>過去を取得できませんでした: %1</translation>
    </message>
    <message>
        <source>Fetching the past…</source>
        <translation>過去を取得しています…</translation>
    </message>
    <message>
        <source>The expression had no values in this time.</source>
        <translation>この期間、式に値はありませんでした。</translation>
    </message>
    <message>
        <source>Shown: the last %1. Fetching the rest…</source>
        <translation>過去 %1 を表示中。残りを取得しています…</translation>
    </message>
    <message>
        <source>The rest could not be fetched: %1</source>
        <translation>残りを取得できませんでした: %1</translation>
    </message>
</context>
<context>
    <name>hearth::ui::BlockRuler</name>
    <message>
        <source>Blocks on a ruler of time</source>
        <translation>時間の目盛りに並べたブロック</translation>
    </message>
    <message>
        <source>%1 to %2 (%3)</source>
        <translation>%1 から %2 まで（%3）</translation>
    </message>
    <message>
        <source>Head: in memory and in the write-ahead log</source>
        <translation>ヘッド：メモリと先行書き込みログの中</translation>
    </message>
    <message>
        <source>Level %1: %2 series, %3 samples</source>
        <translation>レベル %1：時系列 %2、サンプル %3</translation>
    </message>
    <message>
        <source>Compaction failed on this block.</source>
        <translation>このブロックのコンパクションは失敗しました。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ChannelCard</name>
    <message>
        <source>Send test</source>
        <translation>テストを送る</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>The kind of a channel and the name of its receiver.</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>no route leads here</source>
        <translation>送り先にしている経路はありません</translation>
    </message>
    <message numerus="yes">
        <source>%Ln route(s) lead here</source>
        <translation>
            <numerusform>%Ln 本の経路の送り先です</numerusform>
        </translation>
    </message>
    <message>
        <source>Sends a message marked as a test right now</source>
        <translation>テストと明記した通知を今すぐ送ります</translation>
    </message>
    <message>
        <source>This kind is set up in the configuration file.</source>
        <translation>この種類は設定ファイルで設定します。</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>送信中…</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ChannelForm</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>%1 (optional)</source>
        <translation>%1（任意）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>What routes call it. An existing name adds this channel to it.</source>
        <translation>経路で使う名前です。既にある名前なら、そこへこのチャンネルを加えます。</translation>
    </message>
    <message>
        <source>Passwords and tokens are kept in files beside alertmanager.yml that only you can read.</source>
        <translation>パスワードとトークンは、alertmanager.yml の隣の、自分だけが読めるファイルに保存されます。</translation>
    </message>
    <message>
        <source>STARTTLS (mostly port 587)</source>
        <translation>STARTTLS(多くはポート 587)</translation>
    </message>
    <message>
        <source>TLS from the start (mostly port 465)</source>
        <translation>最初から TLS(多くはポート 465)</translation>
    </message>
    <message>
        <source>None: passwords and mails can be read on the way</source>
        <translation>なし: パスワードもメールも途中で読めます</translation>
    </message>
    <message>
        <source>%1 (for all, from the file)</source>
        <translation>%1(ファイルの共通設定)</translation>
    </message>
    <message>
        <source>Unchanged; type to replace it</source>
        <translation>変更なし。置き換えるには入力します</translation>
    </message>
    <message>
        <source>That of the file, for all</source>
        <translation>ファイルの共通設定のもの</translation>
    </message>
    <message>
        <source>Another mail server</source>
        <translation>その他のメールサーバー</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>プロバイダー</translation>
    </message>
    <message>
        <source>The password of the account; mail programs may have to be allowed in its settings.</source>
        <translation>アカウントのパスワードです。メールソフトの利用をアカウントの設定で許可する必要があることもあります。</translation>
    </message>
    <message>
        <source>Takes a password made for programs, which is created at %1.</source>
        <translation>プログラム用のパスワードが必要です。%1 で作成できます。</translation>
    </message>
    <message>
        <source>This must be stated.</source>
        <translation>入力が必要です。</translation>
    </message>
    <message>
        <source>A mail address has an @.</source>
        <translation>メールアドレスには @ が必要です。</translation>
    </message>
    <message>
        <source>A name and a port, such as smtp.example.org:587.</source>
        <translation>smtp.example.org:587 のように、名前とポートを入力します。</translation>
    </message>
    <message>
        <source>An address begins with http:// or https://.</source>
        <translation>アドレスは http:// か https:// で始まります。</translation>
    </message>
    <message>
        <source>This is a whole number, perhaps with a minus sign.</source>
        <translation>整数を入力します。マイナスが付くこともあります。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Fill in what is missing to save.</source>
        <translation>保存するには、足りない項目を入力してください。</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>保存中…</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ChannelText</name>
    <message>
        <source>Desktop</source>
        <translation>デスクトップ</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>メール</translation>
    </message>
    <message>
        <source>ntfy</source>
        <translation>ntfy</translation>
    </message>
    <message>
        <source>Gotify</source>
        <translation>Gotify</translation>
    </message>
    <message>
        <source>Telegram</source>
        <translation>Telegram</translation>
    </message>
    <message>
        <source>Slack</source>
        <translation>Slack</translation>
    </message>
    <message>
        <source>Discord</source>
        <translation>Discord</translation>
    </message>
    <message>
        <source>Microsoft Teams (old)</source>
        <translation>Microsoft Teams(旧式)</translation>
    </message>
    <message>
        <source>Microsoft Teams</source>
        <translation>Microsoft Teams</translation>
    </message>
    <message>
        <source>Mattermost</source>
        <translation>Mattermost</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>PagerDuty</source>
        <translation>PagerDuty</translation>
    </message>
    <message>
        <source>Opsgenie</source>
        <translation>Opsgenie</translation>
    </message>
    <message>
        <source>Pushover</source>
        <translation>Pushover</translation>
    </message>
    <message>
        <source>Webex</source>
        <translation>Webex</translation>
    </message>
    <message>
        <source>Rocket.Chat</source>
        <translation>Rocket.Chat</translation>
    </message>
    <message>
        <source>Shows alerts on this screen. Nothing to set up.</source>
        <translation>この画面にアラートを表示します。設定は要りません。</translation>
    </message>
    <message>
        <source>Sends mails over any mail server. Takes its address, an account and a password.</source>
        <translation>任意のメールサーバーでメールを送ります。サーバーのアドレス、アカウント、パスワードが必要です。</translation>
    </message>
    <message>
        <source>Pushes to phones. Takes a topic that nobody guesses; no account.</source>
        <translation>スマートフォンに通知します。推測されにくいトピックが必要です。アカウントは要りません。</translation>
    </message>
    <message>
        <source>Pushes to phones over a server of your own. Takes its address and an application&apos;s token.</source>
        <translation>自分のサーバーからスマートフォンに通知します。サーバーのアドレスとアプリケーションのトークンが必要です。</translation>
    </message>
    <message>
        <source>Writes into a Telegram chat. Takes a bot&apos;s token and the number of the chat.</source>
        <translation>Telegram のチャットに書き込みます。ボットのトークンとチャットの番号が必要です。</translation>
    </message>
    <message>
        <source>Writes into a Slack channel. Takes an incoming webhook.</source>
        <translation>Slack のチャンネルに書き込みます。Incoming Webhook が必要です。</translation>
    </message>
    <message>
        <source>Writes into a Discord channel. Takes the channel&apos;s webhook.</source>
        <translation>Discord のチャンネルに書き込みます。チャンネルの Webhook が必要です。</translation>
    </message>
    <message>
        <source>Writes into a Teams channel. Takes the address of its workflow.</source>
        <translation>Teams のチャンネルに書き込みます。ワークフローのアドレスが必要です。</translation>
    </message>
    <message>
        <source>Writes into a Mattermost channel. Takes an incoming webhook.</source>
        <translation>Mattermost のチャンネルに書き込みます。内向きの Webhook が必要です。</translation>
    </message>
    <message>
        <source>Posts alerts as JSON to a program of yours. Takes its address.</source>
        <translation>自作のプログラムにアラートを JSON で送ります。アドレスが必要です。</translation>
    </message>
    <message>
        <source>Runs a program on this machine. Only where Hearth was started with --alertmanager.allow-commands.</source>
        <translation>このマシンでプログラムを実行します。--alertmanager.allow-commands を付けて起動したときだけ使えます。</translation>
    </message>
    <message>
        <source>on this screen</source>
        <translation>この画面</translation>
    </message>
    <message>
        <source>runs %1</source>
        <translation>%1 を実行</translation>
    </message>
    <message>
        <source>to %1 over %2</source>
        <extracomment>Where messages go: an address or channel, and the server.</extracomment>
        <translation>%1 宛、%2 経由</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>%1 宛</translation>
    </message>
    <message>
        <source>to an address that is kept secret</source>
        <translation>非公開のアドレス宛</translation>
    </message>
    <message>
        <source>To</source>
        <translation>宛先</translation>
    </message>
    <message>
        <source>From</source>
        <translation>差出人</translation>
    </message>
    <message>
        <source>Mail server and port</source>
        <translation>メールサーバーとポート</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>暗号化</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>ユーザー名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>トピック</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Number of the chat</source>
        <translation>チャットの番号</translation>
    </message>
    <message>
        <source>Token of the bot</source>
        <translation>ボットのトークン</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>Address of the webhook</source>
        <translation>Webhook のアドレス</translation>
    </message>
    <message>
        <source>Program and arguments</source>
        <translation>プログラムと引数</translation>
    </message>
    <message>
        <source>Subscribe to the same topic in the ntfy app. Whoever knows it can read along.</source>
        <translation>ntfy アプリで同じトピックを購読してください。トピックを知る人は誰でも読めます。</translation>
    </message>
    <message>
        <source>In Gotify: Apps, then &quot;Create application&quot;.</source>
        <translation>Gotify の Apps で「Create application」を選びます。</translation>
    </message>
    <message>
        <source>Ask @BotFather in Telegram for a bot; it answers with the token.</source>
        <translation>Telegram で @BotFather にボットを頼むと、トークンが返ってきます。</translation>
    </message>
    <message>
        <source>Write to your bot first; @userinfobot tells the number.</source>
        <translation>先にボットへ話しかけてください。番号は @userinfobot が教えてくれます。</translation>
    </message>
    <message>
        <source>In Discord: the channel&apos;s settings, Integrations, Webhooks.</source>
        <translation>Discord では、チャンネルの設定の「連携サービス」「ウェブフック」にあります。</translation>
    </message>
    <message>
        <source>In Slack: &quot;Incoming Webhooks&quot; of your app.</source>
        <translation>Slack では、アプリの「Incoming Webhooks」にあります。</translation>
    </message>
    <message>
        <source>In Teams: the channel&apos;s Workflows, &quot;Post to a channel when a webhook request is received&quot;.</source>
        <translation>Teams では、チャンネルのワークフローの「Webhook 要求を受信したらチャネルに投稿する」です。</translation>
    </message>
    <message>
        <source>Gets the alerts as JSON on its standard input.</source>
        <translation>標準入力でアラートを JSON として受け取ります。</translation>
    </message>
    <message>
        <source>Found the server&apos;s address</source>
        <translation>サーバーのアドレスを発見</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Encrypted (TLS)</source>
        <translation>暗号化(TLS)</translation>
    </message>
    <message>
        <source>Greeted</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>Logged in</source>
        <translation>ログイン</translation>
    </message>
    <message>
        <source>Sent the message</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Address not found</source>
        <translation>アドレスが見つかりません</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>接続できません</translation>
    </message>
    <message>
        <source>No encryption (TLS)</source>
        <translation>暗号化(TLS)できません</translation>
    </message>
    <message>
        <source>No greeting</source>
        <translation>応答がありません</translation>
    </message>
    <message>
        <source>Login refused</source>
        <translation>ログインを拒否されました</translation>
    </message>
    <message>
        <source>Message not taken</source>
        <translation>通知を受け取りません</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>受理されません</translation>
    </message>
    <message>
        <source>The server&apos;s name leads nowhere. Is it spelled right, and does this machine reach a name server?</source>
        <translation>サーバーの名前からアドレスが見つかりません。綴りは正しいですか。このマシンからネームサーバーに届きますか。</translation>
    </message>
    <message>
        <source>Nobody listens there. Is the port right, and does the server run?</source>
        <translation>そこでは何も待ち受けていません。ポートは正しいですか。サーバーは動いていますか。</translation>
    </message>
    <message>
        <source>The machine does not answer. Is it on, and does a firewall keep this port closed?</source>
        <translation>相手のマシンが応答しません。電源は入っていますか。ファイアウォールがこのポートを閉じていませんか。</translation>
    </message>
    <message>
        <source>Both sides could not agree on encryption. Mail servers take TLS from the start on port 465 and STARTTLS on port 587.</source>
        <translation>暗号化の方式が合いません。メールサーバーでは、ポート 465 は最初から TLS、ポート 587 は STARTTLS です。</translation>
    </message>
    <message>
        <source>The server does not offer STARTTLS here. Choose &quot;TLS from the start&quot; and its port, mostly 465.</source>
        <translation>このサーバーは STARTTLS に対応していません。「最初から TLS」とそのポート(多くは 465)を選んでください。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted. Is this the name that it was made for, and is it still valid?</source>
        <translation>サーバーの証明書を信頼できません。証明書の名前は合っていますか。期限は切れていませんか。</translation>
    </message>
    <message>
        <source>The server took the connection and then said nothing. Does another program listen on this port?</source>
        <translation>サーバーは接続を受け付けたあと何も言いません。このポートで別のプログラムが待ち受けていませんか。</translation>
    </message>
    <message>
        <source>The server refused the login. Type the password or the token again.</source>
        <translation>サーバーがログインを拒否しました。パスワードかトークンを入力し直してください。</translation>
    </message>
    <message>
        <source>This provider wants a password made for programs. Create one in the settings of the account and type it here.</source>
        <translation>このプロバイダーではプログラム用のパスワードが必要です。アカウントの設定で作成し、ここに入力してください。</translation>
    </message>
    <message>
        <source>A password is not sent where others can read it. Turn encryption on.</source>
        <translation>他人に読める経路ではパスワードを送りません。暗号化を有効にしてください。</translation>
    </message>
    <message>
        <source>The server offers no login that works with a user name and a password. Leave both empty if it needs none.</source>
        <translation>このサーバーでは、ユーザー名とパスワードでログインできません。ログインが不要なら両方とも空にしてください。</translation>
    </message>
    <message>
        <source>The server does not let this account send from this address. State the account&apos;s own.</source>
        <translation>このアカウントでは、この差出人で送れません。アカウント自身のアドレスを入力してください。</translation>
    </message>
    <message>
        <source>The server takes no mail for this address. Is it spelled right?</source>
        <translation>サーバーはこの宛先のメールを受け取りません。綴りは正しいですか。</translation>
    </message>
    <message>
        <source>The server does not know this address. Was the webhook deleted? Copy its address again.</source>
        <translation>サーバーはこのアドレスを知りません。Webhook は削除されていませんか。アドレスをもう一度コピーしてください。</translation>
    </message>
    <message>
        <source>The server asks to send less. Wait a minute.</source>
        <translation>サーバーが送りすぎだと言っています。少し待ってください。</translation>
    </message>
    <message>
        <source>The server itself failed. Its own log says why.</source>
        <translation>サーバー側の失敗です。理由はサーバーのログにあります。</translation>
    </message>
    <message>
        <source>The server did not like the message; its words say why.</source>
        <translation>サーバーが通知を受け付けませんでした。理由はサーバーの言葉にあります。</translation>
    </message>
    <message>
        <source>The file with the password or token cannot be read. Type it again.</source>
        <translation>パスワードかトークンのファイルを読めません。入力し直してください。</translation>
    </message>
    <message>
        <source>No window of Hearth is open where the alerts are handled.</source>
        <translation>アラートを扱うマシンで Hearth のウィンドウが開いていません。</translation>
    </message>
    <message>
        <source>Start Hearth with --alertmanager.allow-commands to let it run programs.</source>
        <translation>プログラムを実行させるには、--alertmanager.allow-commands を付けて Hearth を起動します。</translation>
    </message>
    <message>
        <source>&lt; 1 ms</source>
        <translation>&lt; 1 ms</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Test delivered %1</source>
        <translation>テストが届きました (%1)</translation>
    </message>
    <message>
        <source>Test failed %1</source>
        <translation>テストに失敗しました (%1)</translation>
    </message>
    <message>
        <source>Not used yet</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>No message went this way yet.</source>
        <translation>ここからはまだ何も送っていません。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>動作中</translation>
    </message>
    <message>
        <source>This server neither says what became of its messages nor sends tests.</source>
        <translation>このサーバーは通知の結果を知らせず、テストも送れません。</translation>
    </message>
    <message>
        <source>Last message accepted %1</source>
        <translation>最後の通知は%1に受理</translation>
    </message>
    <message>
        <source>Trying</source>
        <translation>再試行中</translation>
    </message>
    <message>
        <source>Trying again since %1</source>
        <translation>%1から再試行中</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Last message failed %1</source>
        <translation>最後の通知は%1に失敗</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ChannelsView</name>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Add a channel</source>
        <translation>チャンネルを追加</translation>
    </message>
    <message>
        <source>Nobody is told of alerts yet. Add a channel to hear of them.</source>
        <translation>アラートはまだ誰にも知らされません。チャンネルを追加してください。</translation>
    </message>
    <message>
        <source>Nobody is told of alerts: this Alertmanager has no channel.</source>
        <translation>アラートは誰にも知らされません。この Alertmanager にはチャンネルがありません。</translation>
    </message>
    <message>
        <source>This Alertmanager cannot send tests; Hearth&apos;s own can. Alerts still arrive.</source>
        <translation>この Alertmanager はテストを送れません(Hearth のものは送れます)。アラートは届きます。</translation>
    </message>
    <message>
        <source>New channel: %1</source>
        <translation>新しいチャンネル: %1</translation>
    </message>
    <message>
        <source>The channel is set up. Send a test, then choose under Routes which alerts go there.</source>
        <translation>チャンネルを設定しました。テストを送り、「経路」でどのアラートを届けるかを決めてください。</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>保存できませんでした: %1</translation>
    </message>
    <message>
        <source>Not removed: %1</source>
        <translation>削除できませんでした: %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation>%1 を削除しました。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::CompletionPopup</name>
    <message>
        <source>Completions</source>
        <translation>補完候補</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ConnectBar</name>
    <message>
        <source>&amp;Server address</source>
        <translation>サーバーのアドレス(&amp;S)</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>That is no address of a server: %1</source>
        <translation>サーバーのアドレスとして正しくありません: %1</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Connections</name>
    <message>
        <source>This computer</source>
        <translation>このコンピューター</translation>
    </message>
</context>
<context>
    <name>hearth::ui::DesktopAlerts</name>
    <message numerus="yes">
        <source>%Ln alert(s) firing</source>
        <translation>
            <numerusform>%Ln 件のアラートが発火中</numerusform>
        </translation>
    </message>
    <message>
        <source>Notifications are paused until %1</source>
        <translation>通知は %1 まで一時停止中です</translation>
    </message>
    <message>
        <source>Pause notifications</source>
        <translation>通知を一時停止</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>1 時間</translation>
    </message>
    <message>
        <source>Until tomorrow morning</source>
        <translation>明日の朝まで</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>静かな時間帯</translation>
    </message>
    <message>
        <source>Notify of other servers while looking at them</source>
        <translation>表示中のほかのサーバーのアラートも通知する</translation>
    </message>
    <message>
        <source>Nothing is known of alerts: not connected</source>
        <translation>アラートの状態は不明です（未接続）</translation>
    </message>
</context>
<context>
    <name>hearth::ui::DifferenceView</name>
    <message>
        <source>Changes to the file</source>
        <translation>ファイルの変更点</translation>
    </message>
</context>
<context>
    <name>hearth::ui::DiskBars</name>
    <message>
        <source>%1: %2 free of %3</source>
        <translation>%1: %3 のうち %2 が空き</translation>
    </message>
</context>
<context>
    <name>hearth::ui::EditorInput</name>
    <message>
        <source>Expression</source>
        <translation>式</translation>
    </message>
    <message>
        <source>Expression, such as rate(node_network_receive_bytes_total[5m])</source>
        <translation>式(例: rate(node_network_receive_bytes_total[5m]))</translation>
    </message>
</context>
<context>
    <name>hearth::ui::EmptyReasonText</name>
    <message>
        <source>There is no metric “%1” in this time.</source>
        <translation>この期間にメトリクス「%1」はありません。</translation>
    </message>
    <message>
        <source>There is no metric “%1” in this time; closest: “%2”.</source>
        <translation>この期間にメトリクス「%1」はありません。最も近いのは「%2」です。</translation>
    </message>
    <message>
        <source>“%1” exists, but no series of it has %2.</source>
        <translation>「%1」はありますが、%2 を持つ時系列はありません。</translation>
    </message>
    <message>
        <source>“%1” exists, but no series of it has %2; closest: “%3”.</source>
        <translation>「%1」はありますが、%2 を持つ時系列はありません。最も近いのは「%3」です。</translation>
    </message>
    <message>
        <source>Each condition on “%1” finds series, but none meets all of them together.</source>
        <translation>「%1」の条件はそれぞれ時系列に一致しますが、すべてを同時に満たすものはありません。</translation>
    </message>
    <message>
        <source>The last sample of “%1” is %2 old. Is its target down?</source>
        <translation>「%1」の最後のサンプルは %2 前のものです。監視対象が停止していませんか?</translation>
    </message>
    <message>
        <source>The selected series exist; the conditions or operators of the expression left none of them.</source>
        <translation>選択した時系列はありますが、式の条件や演算の結果、何も残りませんでした。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ExampleQueries</name>
    <message>
        <source>Processor load by mode</source>
        <translation>モード別のプロセッサー使用量</translation>
    </message>
    <message>
        <source>Memory in use</source>
        <translation>使用中のメモリー</translation>
    </message>
    <message>
        <source>Network received</source>
        <translation>ネットワークの受信量</translation>
    </message>
    <message>
        <source>Room left on disks</source>
        <translation>ディスクの空き</translation>
    </message>
    <message>
        <source>Temperatures</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Which targets answer</source>
        <translation>応答している監視対象</translation>
    </message>
    <message>
        <source>How long scrapes take</source>
        <translation>スクレイプの所要時間</translation>
    </message>
    <message>
        <source>Samples stored each second</source>
        <translation>毎秒保存されるサンプル</translation>
    </message>
    <message>
        <source>Memory of each process</source>
        <translation>プロセスごとのメモリー</translation>
    </message>
    <message>
        <source>Per second: %1</source>
        <translation>1 秒あたり: %1</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ExplorePage</name>
    <message>
        <source>Add panel</source>
        <translation>パネルを追加</translation>
    </message>
    <message>
        <source>Remove panel</source>
        <translation>パネルを削除</translation>
    </message>
    <message>
        <source>Duplicate panel</source>
        <translation>パネルを複製</translation>
    </message>
    <message>
        <source>Reopen panel</source>
        <translation>パネルを元に戻す</translation>
    </message>
    <message>
        <source>Switch between graph and table</source>
        <translation>グラフと表を切り替え</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>ライブ</translation>
    </message>
    <message>
        <source>Refresh ranges that end now</source>
        <translation>現在までの範囲を自動で更新します</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>リンクをコピー</translation>
    </message>
    <message>
        <source>Copy the panels as text that Prometheus and Hearth can open</source>
        <translation>Prometheus と Hearth で開ける形式でパネルをコピーします</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>リンクを開く</translation>
    </message>
    <message>
        <source>Show the panels of the link in the clipboard</source>
        <translation>クリップボードのリンクのパネルを表示します</translation>
    </message>
    <message>
        <source>The panel was removed.</source>
        <translation>パネルを削除しました。</translation>
    </message>
    <message>
        <source>The clipboard holds no link of an expression browser (…?g0.expr=…). Copy one first.</source>
        <translation>クリップボードに式ブラウザーのリンク(…?g0.expr=…)がありません。先にリンクをコピーしてください。</translation>
    </message>
    <message>
        <source>The server&apos;s clock is %1 ahead of this computer&apos;s: graphs that end now lack its newest samples. Set one of the clocks.</source>
        <translation>サーバーの時計がこのコンピューターより %1 進んでいます。現在までのグラフには最新のサンプルが含まれません。どちらかの時計を合わせてください。</translation>
    </message>
    <message>
        <source>The server&apos;s clock is %1 behind this computer&apos;s: graphs that end now are empty at their end. Set one of the clocks.</source>
        <translation>サーバーの時計がこのコンピューターより %1 遅れています。現在までのグラフは末尾が空になります。どちらかの時計を合わせてください。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Export</name>
    <message>
        <source>Could not write %1: %2</source>
        <translation>%1 に書き込めませんでした: %2</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>エクスポート</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ExpressionEditor</name>
    <message>
        <source>PromQL expression</source>
        <translation>PromQL 式</translation>
    </message>
    <message>
        <source>Expression (Enter runs, Shift+Enter begins a line)</source>
        <translation>式(Enter で実行、Shift+Enter で改行)</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>補完</translation>
    </message>
    <message>
        <source>Format expression</source>
        <translation>式を整形</translation>
    </message>
    <message>
        <source>Replace full-width characters</source>
        <translation>全角文字を半角に置き換える</translation>
    </message>
</context>
<context>
    <name>hearth::ui::FactsView</name>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
</context>
<context>
    <name>hearth::ui::FilterChips</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Show the others again</source>
        <translation>ほかも表示</translation>
    </message>
    <message>
        <source>Show only these</source>
        <translation>これだけを表示</translation>
    </message>
</context>
<context>
    <name>hearth::ui::FindingList</name>
    <message>
        <source>Problems</source>
        <translation>問題</translation>
    </message>
    <message>
        <source>Name: %1</source>
        <translation>名前: %1</translation>
    </message>
    <message>
        <source>Expression: %1</source>
        <translation>式: %1</translation>
    </message>
    <message>
        <source>For: %1</source>
        <translation>継続時間: %1</translation>
    </message>
    <message>
        <source>Label %1: %2</source>
        <translation>ラベル %1: %2</translation>
    </message>
    <message>
        <source>Annotation %1: %2</source>
        <translation>アノテーション %1: %2</translation>
    </message>
    <message>
        <source>Error. %1</source>
        <translation>エラー。%1</translation>
    </message>
    <message>
        <source>Warning. %1</source>
        <translation>警告。%1</translation>
    </message>
</context>
<context>
    <name>hearth::ui::FireDrill</name>
    <message>
        <source>Start the drill</source>
        <translation>訓練を始める</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>アラート</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>重大度</translation>
    </message>
    <message>
        <source>More labels</source>
        <translation>その他のラベル</translation>
    </message>
    <message>
        <source>A made-up alert, marked with hearth_drill=&quot;true&quot;, goes the whole way: routes, groups, channels. It is over after a minute.</source>
        <translation>hearth_drill=&quot;true&quot; の印の付いた架空のアラートを、経路、グループ、チャンネルまで最後まで流します。1 分で終わります。</translation>
    </message>
    <message>
        <source>An alert has one value a label: write =.</source>
        <translation>アラートのラベルの値は一つです。= で書いてください。</translation>
    </message>
    <message>
        <source>Fire drill: nothing is wrong</source>
        <translation>発報訓練: 異常はありません</translation>
    </message>
    <message>
        <source>Somebody tries whether alerts arrive.</source>
        <translation>アラートが届くかどうかを試しています。</translation>
    </message>
    <message>
        <source>This must be stated.</source>
        <translation>必ず入力してください。</translation>
    </message>
    <message>
        <source>An alert needs a name.</source>
        <translation>アラートには名前が必要です。</translation>
    </message>
    <message>
        <source>The alert is being sent…</source>
        <translation>アラートを送っています…</translation>
    </message>
    <message>
        <source>The alert was not taken: %1</source>
        <translation>アラートは受け付けられませんでした: %1</translation>
    </message>
    <message>
        <source>The alert was taken. This Alertmanager does not tell what becomes of it; look where it should arrive.</source>
        <translation>アラートは受け付けられました。この Alertmanager はその後を知らせないので、届くはずの場所で確かめてください。</translation>
    </message>
    <message>
        <source>The alert is on its way.</source>
        <translation>アラートは送られている途中です。</translation>
    </message>
    <message>
        <source>The drill is over.</source>
        <translation>訓練は終わりました。</translation>
    </message>
    <message>
        <source>What becomes of the alert cannot be asked: %1</source>
        <translation>アラートのその後を確認できません: %1</translation>
    </message>
    <message>
        <source>The drill is over: no group took the alert.</source>
        <translation>訓練は終わりました。アラートはどのグループにも入りませんでした。</translation>
    </message>
    <message>
        <source>The drill is over: the alert was told, and so was its end.</source>
        <translation>訓練は終わりました。アラートも、その終わりも知らされました。</translation>
    </message>
    <message>
        <source>The drill is over: nobody was told.</source>
        <translation>訓練は終わりました。誰にも知らされませんでした。</translation>
    </message>
    <message>
        <source>The drill is over: not every channel was told; the steps say why.</source>
        <translation>訓練は終わりました。届かなかったチャンネルがあります。理由は下の記録にあります。</translation>
    </message>
    <message>
        <source>The alert has arrived, but not over every channel; the steps say why.</source>
        <translation>アラートは届きましたが、届いていないチャンネルがあります。理由は下の記録にあります。</translation>
    </message>
    <message>
        <source>The alert has arrived. Its end is told when the group looks again.</source>
        <translation>アラートが届きました。終わりはグループの次の周期に知らされます。</translation>
    </message>
    <message>
        <source>The alert did not arrive; the steps say why. It is tried again at the group&apos;s next turn.</source>
        <translation>アラートは届きませんでした。理由は下の記録にあります。グループの次の回に再び送ります。</translation>
    </message>
    <message>
        <source>The alert has not arrived yet; it is tried again.</source>
        <translation>アラートはまだ届いていません。再び送ります。</translation>
    </message>
    <message>
        <source>The alert is held back; the last step says why.</source>
        <translation>アラートは保留されています。理由は最後の記録にあります。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::FiringRoute</name>
    <message>
        <source>It would be dropped on its way to the Alertmanager: alert_relabel_configs say so.</source>
        <translation>alert_relabel_configs の設定により、Alertmanager に届く前に破棄されます。</translation>
    </message>
    <message numerus="yes">
        <source>A firing would go to %Ln receiver(s):</source>
        <translation>
            <numerusform>発火すると %Ln 個の通知先に送られます:</numerusform>
        </translation>
    </message>
    <message>
        <source>all alerts</source>
        <translation>すべてのアラート</translation>
    </message>
    <message>
        <source>Way: %1</source>
        <translation>経路: %1</translation>
    </message>
    <message>
        <source>Told together with other alerts with %1</source>
        <translation>%1 が同じアラートとまとめて知らせます</translation>
    </message>
    <message>
        <source>Quiet now: outside of %1</source>
        <translation>今は静か: %1 の外</translation>
    </message>
    <message>
        <source>Quiet now because of %1</source>
        <translation>今は静か: %1 のため</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a kind of channel and where it leads: E-mail to anna@example.org</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>It has no channel: nobody is told.</source>
        <translation>チャンネルがないので、誰にも知らされません。</translation>
    </message>
    <message>
        <source>By the labels of the alert that is chosen below the chart.</source>
        <translation>グラフの下で選ばれているアラートのラベルによる結果です。</translation>
    </message>
    <message>
        <source>It never fired in this time: by the labels that its alert would have.</source>
        <translation>この期間には発火していません。発火した場合に付くラベルによる結果です。</translation>
    </message>
    <message>
        <source>There is no past: by the rule&apos;s own labels, without those of its series.</source>
        <translation>過去のデータがありません。時系列のラベルを除き、ルール自身のラベルだけによる結果です。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::GapText</name>
    <message>
        <source>d MMM HH:mm</source>
        <comment>a date without its year</comment>
        <translation>M月d日 HH:mm</translation>
    </message>
    <message>
        <source>Asleep until %1</source>
        <translation>%1 までスリープ中</translation>
    </message>
    <message>
        <source>Nothing was collected until %1: asleep, or off</source>
        <translation>%1 まで収集なし: スリープ中または停止中</translation>
    </message>
    <message>
        <source>No data before %1</source>
        <translation>%1 より前のデータはありません</translation>
    </message>
    <message>
        <source>Nothing of what the expression reads until %1</source>
        <translation>%1 まで式が読む時系列がありません</translation>
    </message>
    <message>
        <source>asleep or off: unknown</source>
        <translation>スリープ・停止中: 不明</translation>
    </message>
    <message>
        <source>asleep: unknown</source>
        <translation>スリープ中: 不明</translation>
    </message>
    <message>
        <source>no data before %1</source>
        <translation>%1 より前のデータなし</translation>
    </message>
</context>
<context>
    <name>hearth::ui::GroupChanges</name>
    <message numerus="yes">
        <source>%Ln alert(s)</source>
        <translation>
            <numerusform>%Ln 件のアラート</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::HelpWindow</name>
    <message>
        <source>Hearth help</source>
        <translation>Hearth ヘルプ</translation>
    </message>
</context>
<context>
    <name>hearth::ui::HistoryModel</name>
    <message>
        <source>before %1</source>
        <translation>%1 より前</translation>
    </message>
    <message>
        <source>still firing</source>
        <translation>発火中</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>約 %1</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>acknowledged: %1</source>
        <translation>確認済み: %1</translation>
    </message>
    <message>
        <source>silenced: %1</source>
        <translation>サイレンス: %1</translation>
    </message>
    <message>
        <source>Fired</source>
        <translation>発火</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>解消</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>継続時間</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>アラート</translation>
    </message>
    <message>
        <source>Notified</source>
        <translation>通知先</translation>
    </message>
    <message>
        <source>Silenced by</source>
        <translation>サイレンス</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>%1 at firing</source>
        <translation>発火時 %1</translation>
    </message>
    <message>
        <source>It went to %1 (looked at every %2).</source>
        <translation>%1 まで達しました（%2 間隔で確認）。</translation>
    </message>
    <message>
        <source>The values of that time are not there any more.</source>
        <translation>その時間の値はもう残っていません。</translation>
    </message>
    <message>
        <source>When it fired: %1</source>
        <translation>発火時: %1</translation>
    </message>
    <message>
        <source>over %1</source>
        <translation>%1 以上</translation>
    </message>
    <message>
        <source>under %1</source>
        <translation>%1 未満</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>ピーク値</translation>
    </message>
</context>
<context>
    <name>hearth::ui::HistoryPane</name>
    <message>
        <source>Earlier alerts</source>
        <translation>過去のアラート</translation>
    </message>
    <message>
        <source>Show older</source>
        <translation>さらに古いものを表示</translation>
    </message>
</context>
<context>
    <name>hearth::ui::HomePage</name>
    <message>
        <source>Machine</source>
        <translation>マシン</translation>
    </message>
    <message>
        <source>No machine to show here</source>
        <translation>表示できるマシンがありません</translation>
    </message>
    <message>
        <source>Home shows how a computer does: processor, memory, disks, network. This server has no such metrics. They come from node_exporter, or from Hearth itself on the computer it runs on.</source>
        <translation>ホームには、プロセッサー、メモリー、ディスク、ネットワークなどコンピューターの状態が表示されます。このサーバーにはそのメトリクスがありません。node_exporter、または各コンピューターで動く Hearth から取得できます。</translation>
    </message>
    <message>
        <source>Explore what it has</source>
        <translation>あるメトリクスを調べる</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>The server did not answer: %1. The values below may be old.</source>
        <translation>サーバーが応答しませんでした: %1。以下の値は古い可能性があります。</translation>
    </message>
    <message>
        <source>up %1</source>
        <translation>稼働時間 %1</translation>
    </message>
    <message>
        <source>The server did not answer: %1.</source>
        <translation>サーバーが応答しませんでした: %1</translation>
    </message>
</context>
<context>
    <name>hearth::ui::HostBoard</name>
    <message>
        <source>Processor</source>
        <translation>プロセッサー</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリー</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>ディスク</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>負荷</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>in</source>
        <translation>受信</translation>
    </message>
    <message>
        <source>out</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>%1: %2 free, measuring the trend</source>
        <translation>%1: 空き %2、傾向を測定中</translation>
    </message>
    <message>
        <source>%1: %2 free, not filling</source>
        <translation>%1: 空き %2、増加傾向なし</translation>
    </message>
    <message>
        <source>%1: %2 free, full in about %3</source>
        <translation>%1: 空き %2、約 %3 で満杯</translation>
    </message>
    <message numerus="yes">
        <source>%Ln core(s)</source>
        <translation>
            <numerusform>%Ln コア</numerusform>
        </translation>
    </message>
    <message>
        <source>all network cards</source>
        <translation>すべてのネットワークカード</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>5 min: %1, 15 min: %2</source>
        <translation>5 分: %1、15 分: %2</translation>
    </message>
    <message>
        <source>hottest sensor</source>
        <translation>最も高温のセンサー</translation>
    </message>
    <message>
        <source>waiting for the first values…</source>
        <translation>最初の値を待っています…</translation>
    </message>
</context>
<context>
    <name>hearth::ui::HostCard</name>
    <message>
        <source>Show in Explore</source>
        <translation>「探索」で表示</translation>
    </message>
</context>
<context>
    <name>hearth::ui::LegendModel</name>
    <message>
        <source>Series</source>
        <translation>時系列</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Min</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
</context>
<context>
    <name>hearth::ui::LegendTable</name>
    <message>
        <source>Filter series</source>
        <translation>時系列を絞り込む</translation>
    </message>
    <message>
        <source>Click: show alone · Ctrl+click: hide</source>
        <translation>クリック: それだけを表示 · Ctrl+クリック: 非表示</translation>
    </message>
    <message>
        <source>Series of the graph</source>
        <translation>グラフの時系列</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Locator</name>
    <message>
        <source>Page, action, metric or target</source>
        <translation>ページ、操作、メトリクス、監視対象</translation>
    </message>
    <message>
        <source>Locate</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>metric</source>
        <translation>メトリクス</translation>
    </message>
    <message>
        <source>target</source>
        <translation>監視対象</translation>
    </message>
</context>
<context>
    <name>hearth::ui::MainWindow</name>
    <message>
        <source>Hearth</source>
        <translation>Hearth</translation>
    </message>
    <message>
        <source>Hearth: %1</source>
        <translation>Hearth: %1</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation>ツールバー</translation>
    </message>
    <message>
        <source>Locate…  %1</source>
        <translation>検索…  %1</translation>
    </message>
    <message>
        <source>The server that all pages show</source>
        <translation>すべてのページに表示されるサーバー</translation>
    </message>
    <message>
        <source>Keep collecting</source>
        <translation>収集を続ける</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Keep collecting in the background when the window is closed? Start Hearth again to bring the window back.</source>
        <translation>ウィンドウを閉じた後も、バックグラウンドで収集を続けますか? もう一度 Hearth を起動すると、ウィンドウが再び開きます。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln target(s) down</source>
        <translation>
            <numerusform>%Ln 件の監視対象が停止</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alert(s) firing</source>
        <translation>
            <numerusform>%Ln 件のアラートが発火中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln silence(s) active</source>
        <translation>
            <numerusform>%Ln 件のサイレンスが有効</numerusform>
        </translation>
    </message>
    <message>
        <source>The way to the internet is not watched: %1.</source>
        <translation>インターネットへの経路を監視できません: %1。</translation>
    </message>
    <message>
        <source>This computer&apos;s engine is not running: %1
End the program that is in the way and start Hearth again, or look at another server meanwhile.</source>
        <translation>このコンピューターのエンジンは動作していません: %1
妨げになっているプログラムを終了して Hearth を起動し直すか、その間は別のサーバーを表示してください。</translation>
    </message>
    <message>
        <source>The configuration is loaded.</source>
        <translation>設定を読み込みました。</translation>
    </message>
    <message>
        <source>The configuration was not loaded, the one before runs on: %1</source>
        <translation>設定を読み込めませんでした。これまでの設定で動作を続けます: %1</translation>
    </message>
    <message>
        <source>The engine of this computer does not run: rules can be copied, not saved.</source>
        <translation>このコンピューターのエンジンは停止中です。ルールは保存できず、コピーのみできます。</translation>
    </message>
    <message>
        <source>%1 has its rules in its own files: rules can be copied, not saved.</source>
        <translation>%1 のルールはそのサーバーのファイルにあります。ルールはコピーできますが、保存できません。</translation>
    </message>
    <message>
        <source>%1 does not answer: %2.
It is asked again every few seconds.</source>
        <translation>%1 が応答しません: %2
数秒ごとに問い合わせを繰り返します。</translation>
    </message>
    <message>
        <source>Show this computer</source>
        <translation>このコンピューターを表示</translation>
    </message>
</context>
<context>
    <name>hearth::ui::MatcherEditor</name>
    <message>
        <source>Add matcher</source>
        <translation>マッチャーを追加</translation>
    </message>
</context>
<context>
    <name>hearth::ui::MatcherRow</name>
    <message>
        <source>label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>演算子</translation>
    </message>
    <message>
        <source>is</source>
        <translation>に等しい</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>に等しくない</translation>
    </message>
    <message>
        <source>matches the regular expression</source>
        <translation>正規表現に一致する</translation>
    </message>
    <message>
        <source>does not match the regular expression</source>
        <translation>正規表現に一致しない</translation>
    </message>
    <message>
        <source>Remove this matcher</source>
        <translation>このマッチャーを削除</translation>
    </message>
</context>
<context>
    <name>hearth::ui::MatcherText</name>
    <message>
        <source>The text is too long for a list of matchers.</source>
        <translation>マッチャーの一覧としては長すぎます。</translation>
    </message>
    <message>
        <source>A label&apos;s name is missing before the operator.</source>
        <translation>演算子の前にラベル名がありません。</translation>
    </message>
    <message>
        <source>“%1” is no matcher: =, !=, =~ or !~ is missing.</source>
        <translation>「%1」はマッチャーではありません：=、!=、=~、!~ のどれかが必要です。</translation>
    </message>
    <message>
        <source>a label&apos;s name is missing</source>
        <translation>ラベル名がありません</translation>
    </message>
    <message>
        <source>“%1” is no label&apos;s name</source>
        <translation>「%1」はラベル名として使えません</translation>
    </message>
</context>
<context>
    <name>hearth::ui::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>このメッセージを閉じる</translation>
    </message>
</context>
<context>
    <name>hearth::ui::MomentText</name>
    <message>
        <source>m min mins minute minutes</source>
        <comment>units of time, separated by blanks</comment>
        <translation>m min 分 分間</translation>
    </message>
    <message>
        <source>h hr hrs hour hours</source>
        <comment>units of time, separated by blanks</comment>
        <translation>h 時間</translation>
    </message>
    <message>
        <source>d day days</source>
        <comment>units of time, separated by blanks</comment>
        <translation>d day days 日 日間</translation>
    </message>
    <message>
        <source>w week weeks</source>
        <comment>units of time, separated by blanks</comment>
        <translation>w 週 週間</translation>
    </message>
    <message>
        <source>s sec second seconds</source>
        <comment>units of time, separated by blanks</comment>
        <translation>s sec 秒 秒間</translation>
    </message>
    <message>
        <source>now</source>
        <translation>今</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>明日</translation>
    </message>
</context>
<context>
    <name>hearth::ui::NextSteps</name>
    <message>
        <source>Next steps</source>
        <translation>次のステップ</translation>
    </message>
    <message>
        <source>Hide next steps</source>
        <translation>次のステップを隠す</translation>
    </message>
</context>
<context>
    <name>hearth::ui::NotificationCenter</name>
    <message>
        <source>Silenced from the notification</source>
        <translation>通知からサイレンス</translation>
    </message>
    <message>
        <source>Acknowledged from the notification</source>
        <translation>通知から確認済みに設定</translation>
    </message>
    <message>
        <source>Not silenced: %1</source>
        <translation>サイレンスできませんでした: %1</translation>
    </message>
    <message>
        <source>Not acknowledged: %1</source>
        <translation>確認済みにできませんでした: %1</translation>
    </message>
    <message>
        <source>Silenced: %1</source>
        <translation>サイレンス中: %1</translation>
    </message>
    <message>
        <source>Until %1. It goes on being watched.</source>
        <translation>%1 まで。監視は続きます。</translation>
    </message>
    <message>
        <source>Acknowledged: %1</source>
        <translation>確認済み: %1</translation>
    </message>
    <message>
        <source>It is quiet until it is resolved.</source>
        <translation>解決するまで通知しません。</translation>
    </message>
    <message>
        <source>Not undone: %1</source>
        <translation>元に戻せませんでした: %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Silence 1 h</source>
        <translation>1 時間サイレンス</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>確認済みにする</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>%1 から</translation>
    </message>
    <message>
        <source>now %1</source>
        <translation>現在 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s) of alerts are firing</source>
        <translation>
            <numerusform>%Ln グループのアラートが発火中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>While it was quiet: %Ln message(s)</source>
        <translation>
            <numerusform>静かにしていた間の通知: %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>All of it is resolved.</source>
        <translation>すべて解決しています。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::OutcomeText</name>
    <message>
        <source>Would never have fired in %1.</source>
        <translation>%1の間、一度も発火しなかったはずです。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln 日</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hour(s)</source>
        <translation>
            <numerusform>%Ln 時間</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would have fired %Ln time(s) in %1.</source>
        <translation>
            <numerusform>%1の間に %Ln 回発火したはずです。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 Shorter than %2: %3.</source>
        <comment>%1: a sentence, %2: 5 min, %3: a number</comment>
        <translation>%1%2 未満: %3 回。</translation>
    </message>
    <message>
        <source>Which notifications would have gone out is not known: %1.</source>
        <translation>送られたはずの通知は不明です: %1</translation>
    </message>
    <message>
        <source>No notification would have gone out.</source>
        <translation>通知は送られなかったはずです。</translation>
    </message>
    <message>
        <source>desktop</source>
        <comment>a kind of notification</comment>
        <translation>デスクトップ</translation>
    </message>
    <message>
        <source>e-mail</source>
        <comment>a kind of notification</comment>
        <translation>メール</translation>
    </message>
    <message>
        <source>webhook</source>
        <comment>a kind of notification</comment>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a number of notifications and their kind: 2 desktop</comment>
        <translation>%2 %1 件</translation>
    </message>
    <message>
        <source>Notifications after grouping, quiet hours and your silences: %1.</source>
        <translation>グループ化・静かな時間・サイレンス適用後の通知: %1。</translation>
    </message>
    <message>
        <source>never</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>pending only</source>
        <translation>保留のみ</translation>
    </message>
    <message>
        <source>%1×, longest %2</source>
        <comment>how often an alert fired, and the longest time</comment>
        <translation>%1 回、最長 %2</translation>
    </message>
    <message>
        <source>the %1 of data there is</source>
        <comment>how much of the past there is: 12 min</comment>
        <translation>データのある %1</translation>
    </message>
</context>
<context>
    <name>hearth::ui::PastHead</name>
    <message>
        <source>In the past</source>
        <translation>過去</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 時間</translation>
    </message>
    <message>
        <source>6 h</source>
        <translation>6 時間</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 時間</translation>
    </message>
    <message>
        <source>7 d</source>
        <translation>7 日</translation>
    </message>
    <message>
        <source>30 d</source>
        <translation>30 日</translation>
    </message>
    <message>
        <source>Run over the last %1</source>
        <translation>過去 %1 で試す</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>再実行</translation>
    </message>
    <message>
        <source>How often the group of the rule is evaluated</source>
        <translation>ルールのグループを評価する間隔</translation>
    </message>
    <message>
        <source>every %1</source>
        <comment>how often a rule is evaluated: 15 s</comment>
        <translation>%1ごとに評価</translation>
    </message>
</context>
<context>
    <name>hearth::ui::PastPane</name>
    <message>
        <source>The past could not be read: %1</source>
        <translation>過去の情報を読み取れませんでした: %1</translation>
    </message>
    <message>
        <source>Nothing was pending or firing in this time.</source>
        <translation>この期間に保留中や発火中のものはありませんでした。</translation>
    </message>
    <message>
        <source>Nothing of this time passes the filter.</source>
        <translation>この期間に、絞り込みに合うものはありません。</translation>
    </message>
    <message>
        <source>Whom alerts went to and what inhibited or muted them is only known of those that go on.</source>
        <translation>通知先と、抑制やミュートの状態が分かるのは、継続中のアラートだけです。</translation>
    </message>
    <message>
        <source>This server keeps no history of alerts: read from the series ALERTS in steps of %1; who was notified is not known.</source>
        <translation>このサーバーはアラートの履歴を残していません。時系列 ALERTS から %1 間隔で読み取りました。誰に通知されたかは分かりません。</translation>
    </message>
    <message>
        <source>The newest ones; there are older ones.</source>
        <translation>新しいものだけを表示しています。</translation>
    </message>
    <message>
        <source>Asking for the past …</source>
        <translation>過去の情報を問い合わせています…</translation>
    </message>
</context>
<context>
    <name>hearth::ui::PastSummary</name>
    <message>
        <source>Finding out which notifications would have gone out…</source>
        <translation>送られたはずの通知を調べています…</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <comment>problems</comment>
        <translation>
            <numerusform>ほか %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln series are evaluated but not drawn.</source>
        <translation>
            <numerusform>評価はされますが描かれない時系列: %Ln 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::PlotView</name>
    <message>
        <source>Graph</source>
        <translation>グラフ</translation>
    </message>
    <message>
        <source>d MMM yyyy HH:mm:ss</source>
        <comment>a time in the graph&apos;s readings</comment>
        <translation>yyyy年M月d日 HH:mm:ss</translation>
    </message>
    <message>
        <source>No series</source>
        <translation>時系列なし</translation>
    </message>
    <message numerus="yes">
        <source>%n series</source>
        <translation>
            <numerusform>%n 件の時系列</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, last %2, highest %3 at %4</source>
        <comment>%1: number of series</comment>
        <translation>%1、最新 %2、最高 %3(%4)</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>値をコピー</translation>
    </message>
    <message>
        <source>Copy series selector</source>
        <translation>時系列セレクターをコピー</translation>
    </message>
    <message>
        <source>Show only the nearest series</source>
        <translation>最も近い時系列だけを表示</translation>
    </message>
    <message>
        <source>Zoom back</source>
        <translation>前の拡大に戻る</translation>
    </message>
    <message>
        <source>Zoom forward</source>
        <translation>次の拡大に進む</translation>
    </message>
    <message>
        <source>Reset zoom</source>
        <translation>拡大を解除</translation>
    </message>
    <message>
        <source>Asleep until %1</source>
        <translation>%1 までスリープ中</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ほか %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::QueryPanel</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>Cancel the query</source>
        <translation>クエリを中止</translation>
    </message>
    <message>
        <source>Run the expression (Enter)</source>
        <translation>式を実行(Enter)</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>実行中…</translation>
    </message>
    <message>
        <source>The step was raised to %1: a server answers at most %2 points a series.</source>
        <translation>ステップを %1 に広げました。サーバーが返すのは 1 時系列あたり最大 %2 点です。</translation>
    </message>
    <message>
        <source>No series</source>
        <translation>時系列なし</translation>
    </message>
    <message>
        <source>Looking for the reason…</source>
        <translation>理由を調べています…</translation>
    </message>
    <message>
        <source>Nothing has been run yet</source>
        <translation>まだ何も実行していません</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>グラフ</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Kind of answer</source>
        <translation>結果の種類</translation>
    </message>
    <message>
        <source>More</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>Alert on this…</source>
        <translation>これでアラートを作る…</translation>
    </message>
    <message>
        <source>Duplicate panel</source>
        <translation>パネルを複製</translation>
    </message>
    <message>
        <source>Remove panel</source>
        <translation>パネルを削除</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>CSV でエクスポート…</translation>
    </message>
    <message>
        <source>Export as JSON…</source>
        <translation>JSON でエクスポート…</translation>
    </message>
    <message>
        <source>Export as picture…</source>
        <translation>画像でエクスポート…</translation>
    </message>
    <message>
        <source>Stacked</source>
        <translation>積み上げ</translation>
    </message>
    <message>
        <source>Pile the series up</source>
        <translation>時系列を積み上げます</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>対数</translation>
    </message>
    <message>
        <source>Logarithmic value axis</source>
        <translation>値の軸を対数にします</translation>
    </message>
    <message>
        <source>From 0</source>
        <translation>0 から</translation>
    </message>
    <message>
        <source>Begin the value axis at zero</source>
        <translation>値の軸を 0 から始めます</translation>
    </message>
    <message>
        <source>%1 series</source>
        <translation>%1 件の時系列</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 samples</source>
        <translation>%1 サンプル</translation>
    </message>
</context>
<context>
    <name>hearth::ui::QuietHoursEditor</name>
    <message>
        <source>Quiet every day from</source>
        <translation>毎日この時間は静かにする</translation>
    </message>
    <message>
        <source>to</source>
        <translation>～</translation>
    </message>
    <message>
        <source>Critical alerts are shown all the same</source>
        <translation>重大なアラートは表示する</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>開始時刻</translation>
    </message>
    <message>
        <source>Quiet to</source>
        <translation>終了時刻</translation>
    </message>
    <message>
        <source>Both times are the same: it is never quiet.</source>
        <translation>時刻が同じため、静かになる時間はありません。</translation>
    </message>
    <message>
        <source>Until %1 on the next day.</source>
        <translation>翌日の %1 まで。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::QuietPane</name>
    <message>
        <source>What fired before is not known: %1</source>
        <translation>以前の発火は分かりません: %1</translation>
    </message>
    <message>
        <source>How alerts work</source>
        <translation>アラートの仕組み</translation>
    </message>
    <message>
        <source>Alerts come from rules: expressions that say when something is wrong, for example up == 0. They are kept in the files that rule_files of the configuration names.</source>
        <translation>アラートはルールから生まれます。ルールは、何かがおかしいと判断する式です（例: up == 0）。設定の rule_files が指すファイルに書きます。</translation>
    </message>
    <message>
        <source>This server has no alerts</source>
        <translation>このサーバーにアラートはありません</translation>
    </message>
    <message>
        <source>It has no rules of its own, and nobody sends it alerts that fire.</source>
        <translation>このサーバーにルールはなく、発火中のアラートも送られていません。</translation>
    </message>
    <message>
        <source>It has neither rules nor an Alertmanager.</source>
        <translation>ルールも Alertmanager もありません。</translation>
    </message>
    <message>
        <source>No rules yet, and nobody else sends alerts</source>
        <translation>ルールはまだなく、ほかからのアラートもありません</translation>
    </message>
    <message>
        <source>No rules yet</source>
        <translation>ルールはまだありません</translation>
    </message>
    <message numerus="yes">
        <source>%Ln alerting rule(s) watch(es); none is pending or firing.</source>
        <translation>
            <numerusform>%Ln 件のアラートルールが監視中です。保留中、発火中のものはありません。</numerusform>
        </translation>
    </message>
    <message>
        <source>All quiet</source>
        <translation>異常ありません</translation>
    </message>
    <message>
        <source>All quiet since %1</source>
        <translation>%1 から異常ありません</translation>
    </message>
    <message>
        <source>All quiet for seven days</source>
        <translation>7 日間異常ありません</translation>
    </message>
    <message>
        <source>Alerts cannot be read</source>
        <translation>アラートを読み取れません</translation>
    </message>
    <message>
        <source>The server does not tell its rules: %1.</source>
        <translation>サーバーからルールを取得できません: %1。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::QuietView</name>
    <message>
        <source>Routes that are quiet at these hours tell nobody; what still fires afterwards is told then. Whether this screen alone is left in peace is chosen in the menu of the bell.</source>
        <translation>この時間に静かにする経路は誰にも知らせません。その後も発火中のものは、そのとき知らせます。この画面だけを静かにするには、ベルのメニューで選びます。</translation>
    </message>
    <message>
        <source>Routes that are quiet then</source>
        <translation>この時間に静かにする経路</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>静かな時間</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>There is no route that could be quiet: all alerts go to one receiver. Add a line under Routes first.</source>
        <translation>静かにできる経路がありません。すべてのアラートが一つの受信者に届きます。先に「経路」で行を追加してください。</translation>
    </message>
    <message>
        <source>%1 (now)</source>
        <translation>%1(今)</translation>
    </message>
    <message>
        <source>New quiet hours</source>
        <translation>新しい静かな時間</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Hours of the time zone of the machine that sends.</source>
        <translation>送信するマシンのタイムゾーンの時刻です。</translation>
    </message>
    <message>
        <source>These hours depend on more than the day of the week and whole hours; change them in the file.</source>
        <translation>曜日と時の区切りだけでは表せない時間です。ファイルで変更してください。</translation>
    </message>
    <message>
        <source>Hours of this machine&apos;s time zone.</source>
        <translation>このマシンのタイムゾーンの時刻です。</translation>
    </message>
    <message>
        <source>Hours of UTC, as the file has it.</source>
        <translation>ファイルのとおり UTC の時刻です。</translation>
    </message>
    <message>
        <source>Hours of %1.</source>
        <translation>%1 の時刻です。</translation>
    </message>
    <message>
        <source>This Alertmanager has no quiet hours.</source>
        <translation>この Alertmanager に静かな時間はありません。</translation>
    </message>
    <message>
        <source>The quiet hours need a name.</source>
        <translation>静かな時間に名前を付けてください。</translation>
    </message>
    <message>
        <source>There are quiet hours of this name already; choose them above to change them.</source>
        <translation>この名前の静かな時間はすでにあります。変更するには上で選んでください。</translation>
    </message>
    <message>
        <source>Choose at least one hour of the week.</source>
        <translation>少なくとも 1 時間を選んでください。</translation>
    </message>
    <message>
        <source>The quiet hours are saved.</source>
        <translation>静かな時間を保存しました。</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>保存できませんでした: %1</translation>
    </message>
</context>
<context>
    <name>hearth::ui::RangeControl</name>
    <message>
        <source>Shorter range</source>
        <translation>範囲を短く</translation>
    </message>
    <message>
        <source>Length of the range, such as 15m, 6h or 2d</source>
        <translation>範囲の長さ(例: 15m、6h、2d)</translation>
    </message>
    <message>
        <source>Longer range</source>
        <translation>範囲を長く</translation>
    </message>
    <message>
        <source>Half a range back</source>
        <translation>半分だけ過去へ</translation>
    </message>
    <message>
        <source>End of the range</source>
        <translation>範囲の終わり</translation>
    </message>
    <message>
        <source>Half a range on</source>
        <translation>半分だけ先へ</translation>
    </message>
    <message>
        <source>End the range now</source>
        <translation>範囲の終わりを現在にする</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>現在</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ResolutionControl</name>
    <message>
        <source>Coarse</source>
        <translation>粗い</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>標準</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>細かい</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>ステップ %1</translation>
    </message>
    <message>
        <source>Resolution: how many points a graph has. Type a step such as 30s for any other.</source>
        <translation>解像度: グラフの点の細かさ。30s のようにステップを直接入力することもできます。</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>解像度</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ResultTableModel</name>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>時系列</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>メトリクス</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ResultView</name>
    <message>
        <source>Filter rows</source>
        <translation>行を絞り込む</translation>
    </message>
    <message>
        <source>One column</source>
        <translation>1 列にまとめる</translation>
    </message>
    <message>
        <source>Show each series as it is written in an expression</source>
        <translation>時系列を式と同じ書き方で表示します</translation>
    </message>
    <message>
        <source>Result table</source>
        <translation>結果の表</translation>
    </message>
    <message>
        <source>Rows: %1</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>Rows: %1 of %2</source>
        <translation>%2 行中 %1 行</translation>
    </message>
</context>
<context>
    <name>hearth::ui::RouteTester</name>
    <message>
        <source>Labels of an alert</source>
        <translation>アラートのラベル</translation>
    </message>
    <message>
        <source>An alert has one value a label: write =.</source>
        <translation>アラートのラベルの値はひとつです。= を使ってください。</translation>
    </message>
    <message numerus="yes">
        <source>Such an alert goes to %Ln receiver(s):</source>
        <translation>
            <numerusform>このアラートは %Ln 件の受信者に届きます:</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>It has no channel: nobody is told.</source>
        <translation>チャンネルがないので、誰にも知らされません。</translation>
    </message>
    <message>
        <source>all alerts</source>
        <translation>すべてのアラート</translation>
    </message>
    <message>
        <source>Way: %1</source>
        <translation>経路: %1</translation>
    </message>
    <message>
        <source>Told together with other alerts with %1</source>
        <translation>%1 の同じアラートとまとめて知らせます</translation>
    </message>
    <message>
        <source>Quiet now: outside of %1</source>
        <translation>今は静か: %1 の外</translation>
    </message>
    <message>
        <source>Quiet now because of %1</source>
        <translation>今は静か: %1 のため</translation>
    </message>
</context>
<context>
    <name>hearth::ui::RouteText</name>
    <message>
        <source>all alerts</source>
        <translation>すべてのアラート</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>すぐ</translation>
    </message>
    <message>
        <source>%L1 ms</source>
        <translation>%L1 ms</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 日</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 時間</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Told at once</source>
        <translation>すぐに知らせる</translation>
    </message>
    <message>
        <source>Told after %1</source>
        <translation>%1後に知らせる</translation>
    </message>
    <message>
        <source>%1; changes every %2; again after %3</source>
        <translation>%1、変化は %2ごと、再通知は %3後</translation>
    </message>
</context>
<context>
    <name>hearth::ui::RoutesView</name>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Which alerts</source>
        <translation>どのアラート</translation>
    </message>
    <message>
        <source>Who is told</source>
        <translation>受信者</translation>
    </message>
    <message>
        <source>When</source>
        <translation>いつ</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>静かな時間</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>経路</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上へ</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下へ</translation>
    </message>
    <message>
        <source>Look at the lines below, too</source>
        <translation>下の行も調べる</translation>
    </message>
    <message>
        <source>Add line</source>
        <translation>行を追加</translation>
    </message>
    <message>
        <source>The line is moved.</source>
        <translation>行を移動しました。</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>保存できませんでした: %1</translation>
    </message>
    <message>
        <source>Remove line</source>
        <translation>行を削除</translation>
    </message>
    <message>
        <source>Alerts with</source>
        <translation>アラートの条件</translation>
    </message>
    <message>
        <source>go to</source>
        <translation>送り先</translation>
    </message>
    <message>
        <source>All others go to</source>
        <translation>その他の送り先</translation>
    </message>
    <message>
        <source>all others</source>
        <translation>その他すべて</translation>
    </message>
    <message>
        <source>%1 (and on)</source>
        <translation>%1(続けて)</translation>
    </message>
    <message>
        <source>during %1</source>
        <translation>%1 の間</translation>
    </message>
    <message>
        <source>outside of %1</source>
        <translation>%1 の外</translation>
    </message>
    <message>
        <source>All alerts go to one receiver. A line sends some of them elsewhere.</source>
        <translation>すべてのアラートが一つの受信者に届きます。行を追加すると、一部を別の宛先に送れます。</translation>
    </message>
    <message>
        <source>The first line that fits decides who is told; &quot;and on&quot; lets the lines below tell others as well.</source>
        <translation>最初に合う行が送り先を決めます。「続けて」の行では、その下の行も調べます。</translation>
    </message>
    <message>
        <source>These routes have several levels. They are shown as the file has them; change them there.</source>
        <translation>この経路は何段にもなっています。ファイルのとおりに表示しています。変更はファイルで行ってください。</translation>
    </message>
    <message>
        <source>The line is removed.</source>
        <translation>行を削除しました。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::RuleDetail</name>
    <message>
        <source>Rule</source>
        <translation>ルール</translation>
    </message>
    <message>
        <source>Labels and annotations</source>
        <translation>ラベルとアノテーション</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>For</source>
        <translation>継続時間</translation>
    </message>
    <message>
        <source>Keep firing</source>
        <translation>発火の維持</translation>
    </message>
    <message>
        <source>Evaluated</source>
        <translation>評価</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>所要時間</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>式</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Alerts of the rule</source>
        <translation>ルールのアラート</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>%1, health: %2</source>
        <translation>%1、健全性：%2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Annotation</source>
        <translation>アノテーション</translation>
    </message>
    <message>
        <source>Alerts: %L1</source>
        <translation>アラート：%L1</translation>
    </message>
    <message>
        <source>Firing</source>
        <translation>発火中</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>保留中</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>間隔</translation>
    </message>
</context>
<context>
    <name>hearth::ui::RuleEditPage</name>
    <message>
        <source>The rule that you were writing was put aside, not saved.</source>
        <translation>書きかけのルールは保存せずに取り置きました。</translation>
    </message>
    <message>
        <source>%1, which you were writing, was put aside, not saved.</source>
        <translation>書きかけの %1 は保存せずに取り置きました。</translation>
    </message>
    <message>
        <source>Rules cannot be changed here. Copy the YAML instead.</source>
        <translation>ここではルールを変更できません。YAML をコピーしてください。</translation>
    </message>
    <message>
        <source>Write an expression: what it would have done in the past appears here.</source>
        <translation>式を書くと、過去にどうなったはずかがここに表示されます。</translation>
    </message>
    <message>
        <source>The expression is not complete.</source>
        <translation>式が完成していません。</translation>
    </message>
    <message>
        <source>This is no duration. Write 10m, 1h30m or 0.</source>
        <translation>時間の長さではありません。10m、1h30m、0 のように書いてください。</translation>
    </message>
    <message>
        <source>Looking for a threshold…</source>
        <translation>しきい値を探しています…</translation>
    </message>
    <message>
        <source>No threshold can be suggested for these values.</source>
        <translation>これらの値にはしきい値を提案できません。</translation>
    </message>
    <message numerus="yes">
        <source>Suggested %1: it would have fired %Ln time(s) in %2.</source>
        <translation>
            <numerusform>%1 を提案します。%2の間に %Ln 回発火したはずです。</numerusform>
        </translation>
    </message>
    <message>
        <source>Save as unit test</source>
        <translation>単体テストとして保存</translation>
    </message>
    <message>
        <source>Rule tests (*.yml *.yaml)</source>
        <translation>ルールのテスト (*.yml *.yaml)</translation>
    </message>
    <message>
        <source>The test is in %1, its rule in %2.</source>
        <translation>テストは %1 に、そのルールは %2 に保存しました。</translation>
    </message>
    <message>
        <source>The rule is in the clipboard, as a file that Prometheus reads.</source>
        <translation>ルールを Prometheus が読めるファイルの形でクリップボードにコピーしました。</translation>
    </message>
    <message>
        <source>Give the rule a name first.</source>
        <translation>先にルールの名前を入力してください。</translation>
    </message>
    <message>
        <source>Write an expression first.</source>
        <translation>先に式を書いてください。</translation>
    </message>
    <message>
        <source>A duration is wrong.</source>
        <translation>時間の長さが正しくありません。</translation>
    </message>
    <message>
        <source>Nothing has changed.</source>
        <translation>変更はありません。</translation>
    </message>
    <message>
        <source>%1 is written by hand. This would change:</source>
        <translation>%1 は人が書いたファイルです。次のように変わります:</translation>
    </message>
    <message>
        <source>Delete from file</source>
        <translation>ファイルから削除</translation>
    </message>
    <message>
        <source>Save to file</source>
        <translation>ファイルに保存</translation>
    </message>
    <message>
        <source>Not saved, the former rules run on: %1</source>
        <translation>保存しませんでした。以前のルールが動き続けます: %1</translation>
    </message>
    <message>
        <source>%1 was deleted.</source>
        <translation>%1 を削除しました。</translation>
    </message>
    <message>
        <source>Saved and loaded.</source>
        <translation>保存して読み込みました。</translation>
    </message>
    <message>
        <source>%1 is back.</source>
        <translation>%1 を元に戻しました。</translation>
    </message>
    <message>
        <source>The file is as it was.</source>
        <translation>ファイルを元に戻しました。</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>ルール</translation>
    </message>
    <message>
        <source>Back to the rules; what is written stays</source>
        <translation>ルールの一覧に戻ります。書いた内容は残ります</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Copy YAML</source>
        <translation>YAML をコピー</translation>
    </message>
    <message>
        <source>Copies the rule as a file that Prometheus reads</source>
        <translation>ルールを Prometheus が読めるファイルの形でコピーします</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>書きかけに戻る</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Annotations</source>
        <translation>アノテーション</translation>
    </message>
    <message>
        <source>New alerting rule</source>
        <translation>新しいアラートルール</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 の変更</translation>
    </message>
    <message>
        <source>%1, group %2</source>
        <comment>a file and a group of rules</comment>
        <translation>%1、グループ %2</translation>
    </message>
    <message>
        <source>Asking the Alertmanager…</source>
        <translation>Alertmanager に問い合わせています…</translation>
    </message>
    <message>
        <source>No Alertmanager of this server is known: who would be told cannot be said.</source>
        <translation>このサーバーの Alertmanager が分からないため、誰に知らされるかは分かりません。</translation>
    </message>
    <message>
        <source>The Alertmanager does not say where alerts go: %1</source>
        <translation>Alertmanager からアラートの送り先を得られません: %1</translation>
    </message>
    <message>
        <source>From the group: %1</source>
        <comment>labels</comment>
        <translation>グループから: %1</translation>
    </message>
</context>
<context>
    <name>hearth::ui::RuleFilter</name>
    <message>
        <source>“%1” is no state. States are firing, pending, inactive and unknown.</source>
        <translation>「%1」という状態はありません。状態は firing、pending、inactive、unknown です。</translation>
    </message>
    <message>
        <source>“%1” is no health. It is ok, err or unknown.</source>
        <translation>「%1」という健全性はありません。ok、err、unknown のどれかです。</translation>
    </message>
    <message>
        <source>“%1” is no type. Types are alerting and recording.</source>
        <translation>「%1」という種類はありません。種類は alerting と recording です。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::RuleForm</name>
    <message>
        <source>info</source>
        <comment>severity</comment>
        <translation>情報</translation>
    </message>
    <message>
        <source>warning</source>
        <comment>severity</comment>
        <translation>警告</translation>
    </message>
    <message>
        <source>critical</source>
        <comment>severity</comment>
        <translation>重大</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>重要度</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>When</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>is</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>for</source>
        <translation>継続時間</translation>
    </message>
    <message>
        <source>keep firing</source>
        <translation>発火の維持</translation>
    </message>
    <message>
        <source>Severity: %1</source>
        <translation>重要度: %1</translation>
    </message>
    <message>
        <source>DiskAlmostFull</source>
        <translation>DiskAlmostFull</translation>
    </message>
    <message>
        <source>Name of the rule</source>
        <translation>ルールの名前</translation>
    </message>
    <message>
        <source>For how long it holds before it fires</source>
        <translation>発火するまでの継続時間</translation>
    </message>
    <message>
        <source>How long the condition holds before the alert fires: 10m, 1h30m, 0 for at once</source>
        <translation>条件がどれだけ続いたら発火するか: 10m、1h30m、すぐなら 0</translation>
    </message>
    <message>
        <source>How long it keeps firing afterwards</source>
        <translation>その後も発火を続ける時間</translation>
    </message>
    <message>
        <source>How long the alert goes on firing after the condition has ended; 0 for not at all</source>
        <translation>条件が終わった後も発火を続ける時間。続けないなら 0</translation>
    </message>
</context>
<context>
    <name>hearth::ui::RuleOutput</name>
    <message>
        <source>%1: %2</source>
        <comment>an annotation</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln other alert(s) in this time. Choose one below the chart.</source>
        <translation>
            <numerusform>この期間のほかのアラート: %Ln 件。グラフの下で選べます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Text preview</source>
        <translation>文章のプレビュー</translation>
    </message>
    <message>
        <source>YAML</source>
        <translation>YAML</translation>
    </message>
    <message>
        <source>What the rule comes to</source>
        <translation>ルールの結果</translation>
    </message>
    <message>
        <source>The texts of an alert appear here, once the expression has values in the past.</source>
        <translation>過去に式の値があれば、ここにアラートの文章が表示されます。</translation>
    </message>
    <message>
        <source>It never fired in this time. Its alert would read:</source>
        <translation>この期間には発火していません。発火した場合の文章:</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>経路</translation>
    </message>
</context>
<context>
    <name>hearth::ui::RulesModel</name>
    <message numerus="yes">
        <source>%Ln firing</source>
        <translation>
            <numerusform>発火中 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pending</source>
        <translation>
            <numerusform>保留中 %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln 件失敗</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 %</source>
        <translation>%1、%2 %</translation>
    </message>
    <message numerus="yes">
        <source>%Ln evaluation(s) missed</source>
        <translation>
            <numerusform>評価を %Ln 回逃しました</numerusform>
        </translation>
    </message>
    <message>
        <source>Takes more than half of its interval</source>
        <translation>間隔の半分より長くかかっています</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>健全性</translation>
    </message>
    <message>
        <source>Evaluated</source>
        <translation>評価</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>所要時間</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>間隔</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>Firing: %L1</source>
        <translation>発火中：%L1</translation>
    </message>
    <message>
        <source>Firing</source>
        <translation>発火中</translation>
    </message>
    <message>
        <source>Pending: %L1</source>
        <translation>保留中：%L1</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>保留中</translation>
    </message>
    <message>
        <source>Inactive</source>
        <translation>非アクティブ</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
</context>
<context>
    <name>hearth::ui::RulesNote</name>
    <message numerus="yes">
        <source>%Ln rule(s) are watching already: full disks, memory, temperatures, targets that are down, and more.</source>
        <translation>
            <numerusform>%Ln 件のルールがすでに見守っています（ディスクの空き、メモリー、温度、停止した監視対象など）。</numerusform>
        </translation>
    </message>
    <message>
        <source>Review rules</source>
        <translation>ルールを確認</translation>
    </message>
    <message>
        <source>Hide this note</source>
        <translation>この案内を隠す</translation>
    </message>
</context>
<context>
    <name>hearth::ui::RulesPage</name>
    <message>
        <source>Filter, for example: state:firing health:err group:node severity=page text</source>
        <translation>絞り込み、例：state:firing health:err group:node severity=page 文字</translation>
    </message>
    <message>
        <source>Filter rules</source>
        <translation>ルールを絞り込む</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>ルール</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>新しいルール</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Show in Explore</source>
        <translation>「探索」で表示</translation>
    </message>
    <message>
        <source>Show alerts</source>
        <translation>アラートを表示</translation>
    </message>
    <message>
        <source>Copy expression</source>
        <translation>式をコピー</translation>
    </message>
    <message>
        <source>Copy as YAML</source>
        <translation>YAML としてコピー</translation>
    </message>
    <message>
        <source>About rules</source>
        <translation>ルールについて</translation>
    </message>
    <message>
        <source>This server has no rules</source>
        <translation>このサーバーにはルールがありません</translation>
    </message>
    <message>
        <source>The connected server does not tell of rules. This computer&apos;s own engine has them.</source>
        <translation>接続中のサーバーはルールを提供していません。このコンピューターのエンジンにはあります。</translation>
    </message>
    <message>
        <source>No rules yet</source>
        <translation>ルールはまだありません</translation>
    </message>
    <message>
        <source>The list of rules could not be read: %1.</source>
        <translation>ルールの一覧を読み込めませんでした：%1。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rule(s)</source>
        <translation>
            <numerusform>ルール %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln rule(s) shown</source>
        <translation>
            <numerusform>ルール %Ln 件中 %1 件を表示</numerusform>
        </translation>
    </message>
    <message>
        <source>Firing</source>
        <translation>発火中</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>保留中</translation>
    </message>
    <message>
        <source>Inactive</source>
        <translation>非アクティブ</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>Rules compute over what is collected, again and again: an alerting rule tells when something is wrong, a recording rule keeps a result. They stand in the files that rule_files of the configuration names. An example: up == 0 for 5 minutes, a target is down.</source>
        <translation>ルールは収集したデータを繰り返し計算します。アラートルールは異常を知らせ、記録ルールは結果を残します。ルールは設定の rule_files が指すファイルに書かれています。例：up == 0 が 5 分続いたら監視対象が停止している。</translation>
    </message>
    <message>
        <source>No rule passes the filter.</source>
        <translation>条件に合うルールはありません。</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>サーバーに問い合わせています…</translation>
    </message>
    <message>
        <source>Try a rule</source>
        <translation>ルールを試す</translation>
    </message>
    <message>
        <source>Open in editor</source>
        <translation>エディターで開く</translation>
    </message>
    <message>
        <source>Select a rule.</source>
        <translation>ルールを選択してください。</translation>
    </message>
    <message>
        <source>A recording rule has no alerts.</source>
        <translation>記録ルールにアラートはありません。</translation>
    </message>
    <message>
        <source>The editor is for alerting rules.</source>
        <translation>エディターで編集できるのはアラートルールだけです。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ScrapeHint</name>
    <message>
        <source>Nothing listens at that address. Is the exporter running there, and is the port right?</source>
        <translation>そのアドレスでは何も待ち受けていません。エクスポーターは動いていますか? ポートは正しいですか?</translation>
    </message>
    <message>
        <source>No answer within the scrape timeout. Is the machine on, does a firewall drop the packets, or is the exporter slow?</source>
        <translation>スクレイプのタイムアウトまでに応答がありませんでした。マシンの電源、ファイアウォール、エクスポーターの遅さを確認してください。</translation>
    </message>
    <message>
        <source>The name is not known here. Is it spelled right, and does the name server know it?</source>
        <translation>この名前を解決できません。つづりと、ネームサーバーへの登録を確認してください。</translation>
    </message>
    <message>
        <source>There is no way to that address from here. Is the network or VPN up?</source>
        <translation>ここからそのアドレスへの経路がありません。ネットワークや VPN は接続されていますか?</translation>
    </message>
    <message>
        <source>The certificate was not accepted. Check the name in it, its dates, and tls_config of this job.</source>
        <translation>証明書が受け入れられませんでした。証明書の名前と有効期間、このジョブの tls_config を確認してください。</translation>
    </message>
    <message>
        <source>The target wants to know who asks. Check basic_auth or authorization of this job.</source>
        <translation>監視対象が認証を求めています。このジョブの basic_auth または authorization を確認してください。</translation>
    </message>
    <message>
        <source>The target answers, but not at this path. Check metrics_path of this job.</source>
        <translation>監視対象は応答しましたが、このパスは存在しません。このジョブの metrics_path を確認してください。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::SettingsChanges</name>
    <message>
        <source>Another change is being saved.</source>
        <translation>別の変更を保存しています。</translation>
    </message>
    <message>
        <source>There is no file to change.</source>
        <translation>変更できるファイルがありません。</translation>
    </message>
    <message>
        <source>There is nothing to take back.</source>
        <translation>元に戻す変更がありません。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::SettingsPage</name>
    <message>
        <source>Where would it go?</source>
        <translation>どこへ届くか</translation>
    </message>
    <message>
        <source>Fire drill</source>
        <translation>発報訓練</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>経路</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>試す</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>静かな時間</translation>
    </message>
    <message>
        <source>Uplink</source>
        <translation>インターネット接続</translation>
    </message>
    <message>
        <source>Asking the Alertmanager…</source>
        <translation>Alertmanager に問い合わせています…</translation>
    </message>
    <message>
        <source>The settings of another machine are shown, not changed: edit its alertmanager.yml there.</source>
        <translation>別のマシンの設定は表示だけです。変更はそのマシンの alertmanager.yml で行ってください。</translation>
    </message>
    <message>
        <source>There is no file to change.</source>
        <translation>変更できるファイルがありません。</translation>
    </message>
    <message>
        <source>No settings here</source>
        <translation>設定はありません</translation>
    </message>
    <message>
        <source>This program has nothing that reads them.</source>
        <translation>このプログラムには設定を読むものがありません。</translation>
    </message>
    <message>
        <source>This is not up to date. The Alertmanager does not answer: %1</source>
        <translation>最新の内容ではありません。Alertmanager が応答しません: %1</translation>
    </message>
    <message>
        <source>No Alertmanager is connected</source>
        <translation>Alertmanager に接続していません</translation>
    </message>
    <message>
        <source>The Alertmanager does not answer</source>
        <translation>Alertmanager が応答しません</translation>
    </message>
    <message>
        <source>This server has no Alertmanager that could be asked. Choose &quot;This computer&quot; in the menu &quot;Server&quot;, or connect to another Hearth.</source>
        <translation>このサーバーには、問い合わせられる Alertmanager がありません。「サーバー」メニューで「このコンピューター」を選ぶか、別の Hearth に接続してください。</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>もう一度問い合わせる</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Sidebar</name>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>hearth::ui::SilenceFilter</name>
    <message>
        <source>“%1” is no state. States are active, pending, expired, expiring, unused and acknowledged.</source>
        <translation>「%1」という状態はありません。状態は active、pending、expired、expiring、unused、acknowledged です。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::SilenceForm</name>
    <message>
        <source>New silence</source>
        <translation>新しいサイレンス</translation>
    </message>
    <message>
        <source>Change silence</source>
        <translation>サイレンスを変更</translation>
    </message>
    <message>
        <source>Silences alerts whose labels all match:</source>
        <translation>ラベルがすべて一致するアラートを対象にします:</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>コメント</translation>
    </message>
    <message>
        <source>By</source>
        <translation>作成者</translation>
    </message>
    <message>
        <source>Why, for whoever finds it</source>
        <translation>理由（あとで見る人のために）</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>サイレンスする</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>A matcher is wrong.</source>
        <translation>マッチャーに誤りがあります。</translation>
    </message>
    <message>
        <source>Say which alerts: a matcher is missing.</source>
        <translation>対象のアラートを指定してください：マッチャーがありません。</translation>
    </message>
    <message>
        <source>At least one matcher must not match the empty value.</source>
        <translation>空の値に一致しないマッチャーが少なくとも一つ必要です。</translation>
    </message>
    <message>
        <source>A comment is missing.</source>
        <translation>コメントがありません。</translation>
    </message>
    <message>
        <source>Say who you are.</source>
        <translation>作成者を入力してください。</translation>
    </message>
    <message>
        <source>The silence ends and a new one with another id takes its place, since what was silenced in the past does not change.</source>
        <translation>過去に止めた記録は変わらないため、このサイレンスは終わり、別の ID の新しいサイレンスに置き換わります。</translation>
    </message>
    <message>
        <source>It is prolonged for as long as one of its alerts fires, and ends when all are resolved.</source>
        <translation>アラートが一つでも発火している間は延長され、すべて解決すると終わります。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::SilencePreview</name>
    <message>
        <source>This silences every alert.</source>
        <translation>すべてのアラートが対象になります。</translation>
    </message>
    <message>
        <source>This matches nothing, now or in the last 30 days. Are the labels spelled right?</source>
        <translation>いまも過去 30 日間にも一致するものがありません。ラベルの綴りは正しいですか？</translation>
    </message>
    <message>
        <source>Which alerts it matches is shown here.</source>
        <translation>一致するアラートがここに表示されます。</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>数えています…</translation>
    </message>
    <message numerus="yes">
        <source>Matches %Ln alert(s) now</source>
        <translation>
            <numerusform>いま %Ln 件のアラートに一致</numerusform>
        </translation>
    </message>
    <message>
        <source>How many alerts it matches now is unknown: %1.</source>
        <translation>いま一致するアラートの数は不明です：%1。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln in the last 30 days</source>
        <translation>
            <numerusform>過去 30 日間に %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>How many in the last 30 days is unknown: %1.</source>
        <translation>過去 30 日間の数は不明です：%1。</translation>
    </message>
    <message>
        <source>Alerts that it matches</source>
        <translation>一致するアラート</translation>
    </message>
    <message>
        <source>now</source>
        <translation>今</translation>
    </message>
    <message>
        <source>earlier</source>
        <translation>以前</translation>
    </message>
</context>
<context>
    <name>hearth::ui::SilencesModel</name>
    <message>
        <source>%1, soon</source>
        <translation>%1、まもなく</translation>
    </message>
    <message>
        <source>nothing now</source>
        <translation>いまはなし</translation>
    </message>
    <message numerus="yes">
        <source>%Ln alert(s)</source>
        <translation>
            <numerusform>アラート %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 から %2</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Matchers</source>
        <translation>マッチャー</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>By</source>
        <translation>作成者</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>コメント</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>確認済み</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>保留中</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>when resolved</source>
        <translation>解決時</translation>
    </message>
    <message>
        <source>in %1</source>
        <comment>ends</comment>
        <translation>あと %1</translation>
    </message>
    <message>
        <source>starts in %1</source>
        <translation>%1後に開始</translation>
    </message>
</context>
<context>
    <name>hearth::ui::SilencesPage</name>
    <message>
        <source>Filter, for example: state:active by:ann alertname=DiskFull text</source>
        <translation>絞り込み、例：state:active by:ann alertname=DiskFull 文字</translation>
    </message>
    <message>
        <source>Filter silences</source>
        <translation>サイレンスを絞り込む</translation>
    </message>
    <message>
        <source>Silences</source>
        <translation>サイレンス</translation>
    </message>
    <message>
        <source>New silence</source>
        <translation>新しいサイレンス</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Silence again</source>
        <translation>もう一度サイレンス</translation>
    </message>
    <message>
        <source>Expire</source>
        <translation>終了させる</translation>
    </message>
    <message>
        <source>Show its alerts</source>
        <translation>アラートを表示</translation>
    </message>
    <message>
        <source>Copy matchers</source>
        <translation>マッチャーをコピー</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>About silences</source>
        <translation>サイレンスについて</translation>
    </message>
    <message>
        <source>Nothing is silenced</source>
        <translation>サイレンスはありません</translation>
    </message>
    <message>
        <source>A silence holds back notifications for a while, for example during work on a machine: instance=&quot;nas:9100&quot; for 2 hours. The alerts themselves are still seen.</source>
        <translation>サイレンスはしばらくの間だけ通知を止めます。例：機器の作業中に instance=&quot;nas:9100&quot; を 2 時間。アラートそのものは表示され続けます。</translation>
    </message>
    <message>
        <source>There is no Alertmanager here</source>
        <translation>Alertmanager がありません</translation>
    </message>
    <message>
        <source>Silences are kept by an Alertmanager, and the connected server names none. This computer&apos;s own engine has one.</source>
        <translation>サイレンスは Alertmanager が管理しますが、接続中のサーバーには指定がありません。このコンピューターのエンジンにはあります。</translation>
    </message>
    <message>
        <source>Nothing can be silenced here: the connected server names no Alertmanager.</source>
        <translation>ここではサイレンスできません：接続中のサーバーに Alertmanager の指定がありません。</translation>
    </message>
    <message>
        <source>The Alertmanager does not answer: %1.</source>
        <translation>Alertmanager が応答しません：%1。</translation>
    </message>
    <message>
        <source>The list of silences could not be read: %1.</source>
        <translation>サイレンスの一覧を読み込めませんでした：%1。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln silence(s) shown</source>
        <translation>
            <numerusform>サイレンス %Ln 件中 %1 件を表示</numerusform>
        </translation>
    </message>
    <message>
        <source>The silence was not saved: %1</source>
        <translation>サイレンスを保存できませんでした：%1</translation>
    </message>
    <message>
        <source>The changed silence is a new one with the id %1; the one before has ended.</source>
        <translation>変更後のサイレンスは新しい ID %1 になり、以前のものは終わりました。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln silence(s) could not be expired: %1</source>
        <translation>
            <numerusform>%Ln 件のサイレンスを終了できませんでした：%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln silence(s) expired.</source>
        <translation>
            <numerusform>%Ln 件のサイレンスを終了しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>The silence could not be set again: %1</source>
        <translation>サイレンスを作り直せませんでした：%1</translation>
    </message>
    <message>
        <source>No silence passes the filter.</source>
        <translation>条件に合うサイレンスはありません。</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>サーバーに問い合わせています…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln silence(s)</source>
        <translation>
            <numerusform>サイレンス %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Active</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>Ends soon</source>
        <translation>まもなく終了</translation>
    </message>
    <message>
        <source>Matches nothing</source>
        <translation>一致なし</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>保留中</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>It has expired: silence again instead.</source>
        <translation>期限切れです。「もう一度サイレンス」を使ってください。</translation>
    </message>
    <message>
        <source>Select one silence.</source>
        <translation>サイレンスを 1 件選択してください。</translation>
    </message>
    <message>
        <source>It is still there: change it instead.</source>
        <translation>まだ終わっていません。「変更」を使ってください。</translation>
    </message>
    <message>
        <source>Select one silence that has expired.</source>
        <translation>期限切れのサイレンスを 1 件選択してください。</translation>
    </message>
    <message>
        <source>Select what is to expire.</source>
        <translation>終了させるサイレンスを選択してください。</translation>
    </message>
    <message>
        <source>It has expired already.</source>
        <translation>すでに期限切れです。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::SleepGuard</name>
    <message>
        <source>Writes what was collected to the disk</source>
        <translation>収集したデータをディスクに書き込みます</translation>
    </message>
</context>
<context>
    <name>hearth::ui::SleepReport</name>
    <message>
        <source>Nothing was collected on this computer.</source>
        <translation>この間、このコンピューターでは何も収集していません。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln alert(s) fired before and still do.</source>
        <translation>
            <numerusform>スリープ前に発火していたアラート %Ln 件は、今も発火中です。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alert(s) that fired before are over.</source>
        <translation>
            <numerusform>スリープ前に発火していたアラート %Ln 件は解消しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alert(s) fired before; over by now: %1.</source>
        <translation>
            <numerusform>スリープ前に発火していたアラートは %Ln 件、うち %1 件は解消しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new alert(s) fire now.</source>
        <translation>
            <numerusform>新たに %Ln 件のアラートが発火中です。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln alert(s) fired meanwhile; over by now: %2.</source>
        <translation>
            <numerusform>%1: この間に %Ln 件のアラートが発火し、うち %2 件は解消しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>While you slept: %1</source>
        <translation>スリープ中のできごと: %1</translation>
    </message>
</context>
<context>
    <name>hearth::ui::SmallWindow</name>
    <message>
        <source>Window</source>
        <translation>ウィンドウ</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>探索</translation>
    </message>
    <message>
        <source>Run the expression</source>
        <translation>式を実行</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>改行</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>補完</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>一覧</translation>
    </message>
    <message>
        <source>Copy the selected rows</source>
        <translation>選択した行をコピー</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <source>About Hearth</source>
        <translation>Hearth について</translation>
    </message>
    <message>
        <source>Hearth %1</source>
        <translation>Hearth %1</translation>
    </message>
    <message>
        <source>Monitoring for a home network or a lab.
Free software under the GNU General Public License, version 3 or later, without any warranty.
Built with Qt %1.</source>
        <translation>家庭やラボのネットワークのためのモニタリング。
GNU General Public License バージョン 3 以降に基づく自由ソフトウェアです。無保証です。
Qt %1 で作成されています。</translation>
    </message>
    <message>
        <source>Format expression</source>
        <translation>式を整形</translation>
    </message>
    <message>
        <source>Replace full-width characters</source>
        <translation>全角文字を置き換え</translation>
    </message>
    <message>
        <source>Add a panel</source>
        <translation>パネルを追加</translation>
    </message>
    <message>
        <source>Duplicate the panel</source>
        <translation>パネルを複製</translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation>パネルを閉じる</translation>
    </message>
    <message>
        <source>Open a closed panel again</source>
        <translation>閉じたパネルを開き直す</translation>
    </message>
    <message>
        <source>Graph or table</source>
        <translation>グラフと表を切り替え</translation>
    </message>
    <message>
        <source>Alerts, rules and silences</source>
        <translation>アラート、ルール、サイレンス</translation>
    </message>
    <message>
        <source>Silence the selected alerts</source>
        <translation>選択したアラートをサイレンス</translation>
    </message>
    <message>
        <source>Acknowledge the selected alerts</source>
        <translation>選択したアラートを確認済みにする</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>New rule, new silence</source>
        <translation>新しいルール、新しいサイレンス</translation>
    </message>
    <message>
        <source>Edit the silence</source>
        <translation>サイレンスを編集</translation>
    </message>
    <message>
        <source>Expire the silence</source>
        <translation>サイレンスを終了</translation>
    </message>
    <message>
        <source>Save the rule</source>
        <translation>ルールを保存</translation>
    </message>
</context>
<context>
    <name>hearth::ui::StartView</name>
    <message>
        <source>Ask your metrics</source>
        <translation>メトリクスに問い合わせる</translation>
    </message>
    <message>
        <source>Write a PromQL expression above. Metrics appear here as soon as there are any.</source>
        <translation>上に PromQL の式を入力してください。メトリクスが集まると、ここに例が表示されます。</translation>
    </message>
    <message>
        <source>Write a PromQL expression above, or begin with one of these.</source>
        <translation>上に PromQL の式を入力するか、次の例から始めてください。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::StatusFields</name>
    <message>
        <source>%1 samples/s</source>
        <translation>%1 サンプル/秒</translation>
    </message>
    <message>
        <source>Samples stored a second. Click to see their course.</source>
        <translation>1 秒間に保存されるサンプル数。クリックすると推移を表示します。</translation>
    </message>
    <message>
        <source>answers in %1</source>
        <translation>応答 %1</translation>
    </message>
    <message>
        <source>How long the server took for a small question. Click for its status.</source>
        <translation>簡単な問い合わせにサーバーが要した時間。クリックするとステータスを表示します。</translation>
    </message>
    <message>
        <source>The time zone of all times shown. Click for local time or UTC.</source>
        <translation>表示中の時刻のタイムゾーン。クリックで現地時間と UTC を切り替えます。</translation>
    </message>
    <message>
        <source>The server that all pages show. Click to connect to another.</source>
        <translation>すべてのページに表示されるサーバー。クリックすると別のサーバーに接続できます。</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>接続中</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>応答なし</translation>
    </message>
    <message>
        <source>no targets</source>
        <translation>監視対象なし</translation>
    </message>
    <message>
        <source>Targets: %1</source>
        <translation>監視対象: %1</translation>
    </message>
    <message>
        <source>Click to see all targets</source>
        <translation>クリックするとすべての監視対象を表示します</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>起動中</translation>
    </message>
    <message>
        <source>Starting: %1</source>
        <translation>起動中: %1</translation>
    </message>
    <message>
        <source>Engine stopped</source>
        <translation>エンジン停止</translation>
    </message>
    <message>
        <source>waiting for the first values</source>
        <translation>最初の値を待っています</translation>
    </message>
</context>
<context>
    <name>hearth::ui::StatusPage</name>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>ストレージ</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>フラグ</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>The server did not say how it does: %1.</source>
        <translation>サーバーの状態を取得できませんでした: %1。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::StatusTexts</name>
    <message>
        <source>Build</source>
        <translation>ビルド</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>リビジョン</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>ブランチ</translation>
    </message>
    <message>
        <source>Built by</source>
        <translation>ビルド担当</translation>
    </message>
    <message>
        <source>Built on</source>
        <translation>ビルド日</translation>
    </message>
    <message>
        <source>Compiler</source>
        <translation>コンパイラー</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>実行状況</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>起動日時</translation>
    </message>
    <message>
        <source>Running for</source>
        <translation>連続稼働時間</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>ホスト</translation>
    </message>
    <message>
        <source>Working directory</source>
        <translation>作業ディレクトリー</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>読み込み済み</translation>
    </message>
    <message>
        <source>last reload failed, the older one runs</source>
        <translation>直前の再読み込みに失敗(以前の設定で動作中)</translation>
    </message>
    <message>
        <source>Configuration loaded</source>
        <translation>設定の読み込み日時</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保持期間</translation>
    </message>
    <message>
        <source>Damaged log segments</source>
        <translation>破損したログセグメント</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>スレッド</translation>
    </message>
    <message>
        <source>Processors</source>
        <translation>プロセッサー</translation>
    </message>
    <message>
        <source>Metrics with the most series</source>
        <translation>時系列の多いメトリクス</translation>
    </message>
    <message>
        <source>Labels with the most values</source>
        <translation>値の種類が多いラベル</translation>
    </message>
    <message>
        <source>Labels that take the most memory</source>
        <translation>メモリー使用量の多いラベル</translation>
    </message>
    <message>
        <source>Label pairs with the most series</source>
        <translation>時系列の多いラベルの組</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>ヘッド</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>時系列</translation>
    </message>
    <message>
        <source>Label pairs</source>
        <translation>ラベルの組</translation>
    </message>
    <message>
        <source>Chunks</source>
        <translation>チャンク</translation>
    </message>
    <message>
        <source>Oldest sample</source>
        <translation>最も古いサンプル</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Newest sample</source>
        <translation>最も新しいサンプル</translation>
    </message>
    <message>
        <source>Part of the stored data is damaged and not served: %1.</source>
        <translation>保存データの一部が壊れているため提供されません：%1。</translation>
    </message>
    <message>
        <source>There is more, see Storage.</source>
        <translation>ほかにもあります。「ストレージ」を見てください。</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>破損</translation>
    </message>
    <message>
        <source>(%1 not served)</source>
        <translation>（%1 は提供されません）</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>ブロック</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>サンプル</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>End</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Deletions not cleaned yet</source>
        <translation>未整理の削除</translation>
    </message>
    <message>
        <source>%1. Kept in %2.</source>
        <translation>%1。%2 に保管しています。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TargetDetail</name>
    <message>
        <source>Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Scrape pool</source>
        <translation>スクレイププール</translation>
    </message>
    <message>
        <source>Last scrape</source>
        <translation>最終スクレイプ</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>所要時間</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>間隔</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Discovered</source>
        <translation>検出時</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>最終</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>every %1, timeout %2</source>
        <translation>%1ごと、タイムアウト %2</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TargetFilter</name>
    <message>
        <source>“%1” is no state. States are up, down and unknown.</source>
        <translation>「%1」という状態はありません。使えるのは up、down、unknown です。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TargetsModel</name>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Last scrape</source>
        <translation>最終スクレイプ</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>所要時間</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>稼働</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message numerus="yes">
        <source>%Ln up</source>
        <translation>
            <numerusform>稼働 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln down</source>
        <translation>
            <numerusform>停止 %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unknown</source>
        <translation>
            <numerusform>不明 %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>no targets</source>
        <translation>監視対象なし</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TargetsPage</name>
    <message>
        <source>Filter, for example: state:down pool:node rack=3 text</source>
        <translation>絞り込みの例: state:down pool:node rack=3 文字列</translation>
    </message>
    <message>
        <source>Filter targets</source>
        <translation>監視対象を絞り込む</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>監視対象</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>アドレスをコピー</translation>
    </message>
    <message>
        <source>Show in Explore</source>
        <translation>「探索」で表示</translation>
    </message>
    <message>
        <source>Nothing is scraped yet</source>
        <translation>まだ何もスクレイプしていません</translation>
    </message>
    <message>
        <source>Targets are the programs and machines whose metrics are collected. They are named in scrape_configs of the configuration, for example localhost:9100 for node_exporter.</source>
        <translation>監視対象とは、メトリクスを集めるプログラムやマシンのことです。設定の scrape_configs に記述します(例: node_exporter なら localhost:9100)。</translation>
    </message>
    <message>
        <source>How to add a target</source>
        <translation>監視対象の追加方法</translation>
    </message>
    <message>
        <source>The list of targets could not be read: %1.</source>
        <translation>監視対象の一覧を取得できませんでした: %1。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln target(s) shown</source>
        <translation>
            <numerusform>%Ln 件中 %1 件を表示</numerusform>
        </translation>
    </message>
    <message>
        <source>About targets</source>
        <translation>監視対象について</translation>
    </message>
    <message>
        <source>No target passes the filter.</source>
        <translation>条件に合う監視対象はありません。</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>サーバーに問い合わせています…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln target(s)</source>
        <translation>
            <numerusform>監視対象 %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a target.</source>
        <translation>監視対象を選択してください。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TestResultView</name>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>送信されていません</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>やりとり</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TextRows</name>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Name of the label</source>
        <translation>ラベルの名前</translation>
    </message>
    <message>
        <source>Name of the annotation</source>
        <translation>アノテーションの名前</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Text, such as {{ $labels.instance }} is full</source>
        <translation>文章。例: {{ $labels.instance }} がいっぱいです</translation>
    </message>
    <message>
        <source>Value of the label</source>
        <translation>ラベルの値</translation>
    </message>
    <message>
        <source>Text of the annotation</source>
        <translation>アノテーションの文章</translation>
    </message>
    <message>
        <source>Remove label</source>
        <translation>ラベルを削除</translation>
    </message>
    <message>
        <source>Remove annotation</source>
        <translation>アノテーションを削除</translation>
    </message>
    <message>
        <source>Add label</source>
        <translation>ラベルを追加</translation>
    </message>
    <message>
        <source>Add annotation</source>
        <translation>アノテーションを追加</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ThresholdControls</name>
    <message>
        <source>above</source>
        <translation>より大きい</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>以上</translation>
    </message>
    <message>
        <source>below</source>
        <translation>より小さい</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>以下</translation>
    </message>
    <message>
        <source>equal to</source>
        <translation>等しい</translation>
    </message>
    <message>
        <source>other than</source>
        <translation>等しくない</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>How the values are compared with the threshold</source>
        <translation>値としきい値の比べ方</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>しきい値</translation>
    </message>
    <message>
        <source>Threshold, over the range of the data</source>
        <translation>しきい値（データの範囲）</translation>
    </message>
    <message>
        <source>= %1</source>
        <comment>the threshold with its unit</comment>
        <translation>= %1</translation>
    </message>
    <message>
        <source>any value</source>
        <comment>the comparison of an expression that has none</comment>
        <translation>値がある</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TimeScale</name>
    <message>
        <source>yyyy</source>
        <comment>axis: a year</comment>
        <translation>yyyy年</translation>
    </message>
    <message>
        <source>MMM</source>
        <comment>axis: a month</comment>
        <translation>M月</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>axis: a day</comment>
        <translation>M月d日</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TimeText</name>
    <message>
        <source>never</source>
        <translation>未実施</translation>
    </message>
    <message>
        <source>now</source>
        <translation>たった今</translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>%1 秒前</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>%1 分前</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>%1 時間前</translation>
    </message>
    <message>
        <source>%1 d ago</source>
        <translation>%1 日前</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TimelineLegend</name>
    <message>
        <source>firing</source>
        <translation>発火中</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>保留中</translation>
    </message>
    <message>
        <source>silenced</source>
        <translation>サイレンス中</translation>
    </message>
    <message>
        <source>Bars: %1</source>
        <translation>帯: %1</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TimelineModel</name>
    <message>
        <source>Alert</source>
        <translation>アラート</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時間</translation>
    </message>
    <message numerus="yes">
        <source>fired %Ln time(s)</source>
        <translation>
            <numerusform>発火 %Ln 回</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, goes on</source>
        <translation>%1、継続中</translation>
    </message>
    <message>
        <source>%1 to %2 (%3)</source>
        <translation>%1 から %2（%3）</translation>
    </message>
    <message>
        <source>since %1 (%2)</source>
        <translation>%1 から（%2）</translation>
    </message>
    <message>
        <source>Pending %1</source>
        <translation>保留中 %1</translation>
    </message>
    <message>
        <source>Firing %1</source>
        <translation>発火中 %1</translation>
    </message>
    <message>
        <source>Acknowledged: %1</source>
        <translation>確認済み: %1</translation>
    </message>
    <message>
        <source>Silenced: %1</source>
        <translation>サイレンス: %1</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TimelinePane</name>
    <message>
        <source>Alerts over time</source>
        <translation>アラートの推移</translation>
    </message>
    <message>
        <source>Time shown</source>
        <translation>表示する期間</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>過去 1 時間</translation>
    </message>
    <message>
        <source>Last 6 hours</source>
        <translation>過去 6 時間</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>過去 24 時間</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>過去 7 日間</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TimesEditor</name>
    <message>
        <source>1 hour</source>
        <translation>1 時間</translation>
    </message>
    <message>
        <source>Tonight</source>
        <translation>今夜</translation>
    </message>
    <message>
        <source>Weekend</source>
        <translation>週末</translation>
    </message>
    <message>
        <source>Until resolved</source>
        <translation>解決するまで</translation>
    </message>
    <message>
        <source>For an hour from now</source>
        <translation>いまから 1 時間</translation>
    </message>
    <message>
        <source>Until %1 in the morning</source>
        <translation>翌朝 %1 まで</translation>
    </message>
    <message>
        <source>From the evening of the last working day to the morning of the first</source>
        <translation>休み前の夕方から休み明けの朝まで</translation>
    </message>
    <message>
        <source>Acknowledge: it lasts for as long as the alerts fire</source>
        <translation>確認済みにする：アラートが発火している間ずっと続きます</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>End</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>For example: 2h 30m, 3 days</source>
        <translation>例：2h 30m、3 日</translation>
    </message>
    <message>
        <source>For example: now, 18:00, tomorrow 8:00</source>
        <translation>例：今、18:00、明日 8:00</translation>
    </message>
    <message>
        <source>For example: 18:00, tomorrow 8:00, 2030-12-24 18:00</source>
        <translation>例：18:00、明日 8:00、2030-12-24 18:00</translation>
    </message>
    <message>
        <source>This is no moment. Write for example: now, 18:00, tomorrow 8:00</source>
        <translation>日時として読めません。例：今、18:00、明日 8:00</translation>
    </message>
    <message>
        <source>This is no duration. Write for example: 2h 30m</source>
        <translation>期間として読めません。例：2h 30m</translation>
    </message>
    <message>
        <source>This is no moment. Write for example: 18:00, tomorrow 8:00</source>
        <translation>日時として読めません。例：18:00、明日 8:00</translation>
    </message>
    <message>
        <source>now</source>
        <translation>今</translation>
    </message>
    <message>
        <source>when resolved</source>
        <translation>解決時</translation>
    </message>
    <message>
        <source>It ends before it starts.</source>
        <translation>開始より前に終了します。</translation>
    </message>
    <message>
        <source>Its end is past.</source>
        <translation>終了が過去です。</translation>
    </message>
</context>
<context>
    <name>hearth::ui::TraceText</name>
    <message numerus="yes">
        <source>(%Ln times, last at %1)</source>
        <translation>
            <numerusform>(%Ln 回、最後は %1)</numerusform>
        </translation>
    </message>
    <message>
        <source>The Alertmanager was told that it fires.</source>
        <translation>発火したことが Alertmanager に伝わりました。</translation>
    </message>
    <message>
        <source>The Alertmanager was told that it is resolved.</source>
        <translation>解消したことが Alertmanager に伝わりました。</translation>
    </message>
    <message>
        <source>Nobody repeated it any more, so it counts as resolved.</source>
        <translation>繰り返し伝えられなくなったため、解消したとみなされました。</translation>
    </message>
    <message>
        <source>Resolved and told, so it left the group.</source>
        <translation>解消が通知され、グループから外れました。</translation>
    </message>
    <message>
        <source>It left the group: %1.</source>
        <translation>グループから外れました: %1</translation>
    </message>
    <message>
        <source>No group took it: %1.</source>
        <translation>どのグループにも入りませんでした: %1</translation>
    </message>
    <message>
        <source>Change routes</source>
        <translation>経路を変更</translation>
    </message>
    <message>
        <source>The rule became true (value %1): pending.</source>
        <translation>ルールが成立しました（値 %1）: 保留中</translation>
    </message>
    <message>
        <source>It stayed true long enough (value %1): firing.</source>
        <translation>成立し続けました（値 %1）: 発火中</translation>
    </message>
    <message>
        <source>The rule became true (value %1): firing.</source>
        <translation>ルールが成立しました（値 %1）: 発火中</translation>
    </message>
    <message>
        <source>The rule was no longer true before it fired.</source>
        <translation>発火する前に、ルールが成立しなくなりました。</translation>
    </message>
    <message>
        <source>The rule was no longer true: resolved.</source>
        <translation>ルールが成立しなくなりました: 解消</translation>
    </message>
    <message>
        <source>Joined its group for %1; held by group_wait for %2, until %3.</source>
        <translation>%1 へのグループに加わりました。group_wait により %2（%3 まで）待ちます。</translation>
    </message>
    <message>
        <source>Joined its group for %1; held by group_interval for %2, until %3.</source>
        <translation>%1 へのグループに加わりました。group_interval により %2（%3 まで）待ちます。</translation>
    </message>
    <message>
        <source>Joined its group for %1, which is told at once.</source>
        <translation>%1 へのグループに加わりました。すぐに通知されます。</translation>
    </message>
    <message>
        <source>Not told: silenced by %1.</source>
        <translation>通知されません: サイレンス中（%1）</translation>
    </message>
    <message>
        <source>Show silence</source>
        <translation>サイレンスを表示</translation>
    </message>
    <message>
        <source>Not told: another alert inhibits it (%1).</source>
        <translation>通知されません: 別のアラートが抑制しています（%1）</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>そこへ移動</translation>
    </message>
    <message>
        <source>Not told: muted by the time interval %1.</source>
        <translation>通知されません: 時間帯 %1 によりミュート中</translation>
    </message>
    <message>
        <source>Change quiet hours</source>
        <translation>静かな時間帯を変更</translation>
    </message>
    <message>
        <source>Not told: outside of the active time intervals %1.</source>
        <translation>通知されません: 有効な時間帯 %1 の外です</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>it is the first one</source>
        <translation>最初の通知</translation>
    </message>
    <message>
        <source>the group has new alerts</source>
        <translation>グループに新しいアラートが加わった</translation>
    </message>
    <message>
        <source>some of the group&apos;s alerts are resolved</source>
        <translation>グループの一部のアラートが解消した</translation>
    </message>
    <message>
        <source>all of the group&apos;s alerts are resolved</source>
        <translation>グループのすべてのアラートが解消した</translation>
    </message>
    <message>
        <source>the repeat interval has passed</source>
        <translation>再通知の間隔が過ぎた</translation>
    </message>
    <message>
        <source>nothing new within the repeat interval</source>
        <translation>再通知の間隔内に新しいことがない</translation>
    </message>
    <message>
        <source>the end was told before</source>
        <translation>解消はすでに通知済み</translation>
    </message>
    <message>
        <source>it was resolved before anything was sent</source>
        <translation>何も送られないうちに解消した</translation>
    </message>
    <message>
        <source>it is older than group_wait</source>
        <translation>group_wait より前から続いている</translation>
    </message>
    <message>
        <source>Change receiver</source>
        <translation>受信者を変更</translation>
    </message>
    <message>
        <source>A message to %1 is due: %2.</source>
        <translation>%1 への通知を送ります: %2</translation>
    </message>
    <message>
        <source>No further message to %1: %2.</source>
        <translation>%1 への追加の通知はありません: %2</translation>
    </message>
    <message>
        <source>Attempt %L1 at %2 failed, will be tried again: %3</source>
        <translation>%2 への %L1 回目の送信に失敗しました。再試行します: %3</translation>
    </message>
    <message>
        <source>Given up until the group&apos;s next turn, %1: %2</source>
        <translation>次のグループ処理まで送信を中止しました（%1）: %2</translation>
    </message>
    <message>
        <source>Accepted by %1.</source>
        <translation>%1 が受け付けました。</translation>
    </message>
    <message>
        <source>Accepted by %1: %2</source>
        <translation>%1 が受け付けました: %2</translation>
    </message>
</context>
<context>
    <name>hearth::ui::Tray</name>
    <message>
        <source>Open Hearth</source>
        <translation>Hearth を開く</translation>
    </message>
    <message>
        <source>Alerts (%1)</source>
        <translation>アラート (%1)</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>アラート</translation>
    </message>
    <message>
        <source>Hearth: not connected</source>
        <translation>Hearth: 未接続</translation>
    </message>
    <message>
        <source>Hearth: nothing is firing</source>
        <translation>Hearth: 発火中のアラートはありません</translation>
    </message>
    <message numerus="yes">
        <source>Hearth: %Ln alert(s) pending</source>
        <translation>
            <numerusform>Hearth: %Ln 件のアラートが保留中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hearth: %Ln alert(s) firing</source>
        <translation>
            <numerusform>Hearth: %Ln 件のアラートが発火中</numerusform>
        </translation>
    </message>
    <message>
        <source>Notifications are paused</source>
        <translation>通知は一時停止中です</translation>
    </message>
</context>
<context>
    <name>hearth::ui::UplinkView</name>
    <message>
        <source>Which hosts outside this server asks whether the internet is there is said on its command line: --uplink.host.</source>
        <translation>このサーバーがインターネット接続の確認に使う外部のホストは、そのコマンドラインの --uplink.host で指定します。</translation>
    </message>
    <message>
        <source>Hearth can ask two or three hosts outside, every half a minute, whether they are there. While none of them answers, one alert says that the internet is not reached, and alerts of targets beyond the router wait. Nobody is asked unless you choose them here.</source>
        <translation>Hearth は、外部のホスト 2、3 台に 30 秒ごとに応答を確認できます。どれも応答しない間は、インターネットに届かないことを 1 件のアラートで知らせ、ルーターの外にある監視対象のアラートは保留します。ここで選ばない限り、どこにも問い合わせません。</translation>
    </message>
    <message>
        <source>&amp;Hosts to ask</source>
        <translation>確認先のホスト(&amp;H)</translation>
    </message>
    <message>
        <source>For example: 1.1.1.1, 9.9.9.9, example.org:443</source>
        <translation>例: 1.1.1.1, 9.9.9.9, example.org:443</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>監視する</translation>
    </message>
    <message>
        <source>Ask nobody</source>
        <translation>問い合わせない</translation>
    </message>
    <message>
        <source>Answers of the last round</source>
        <translation>直近の応答</translation>
    </message>
    <message>
        <source>The internet is reached.</source>
        <translation>インターネットに接続できています。</translation>
    </message>
    <message>
        <source>The internet is not reached: none of the hosts outside answers.</source>
        <translation>インターネットに接続できません。外部のどのホストも応答しません。</translation>
    </message>
    <message>
        <source>Nobody is asked.</source>
        <translation>どこにも問い合わせていません。</translation>
    </message>
    <message>
        <source>No answer has been seen yet.</source>
        <translation>まだ応答を受け取っていません。</translation>
    </message>
    <message>
        <source>These hosts cannot be asked: %1.</source>
        <translation>これらのホストには問い合わせできません: %1。</translation>
    </message>
    <message>
        <source>%1 (the router)</source>
        <translation>ルーター %1</translation>
    </message>
    <message>
        <source>● %1 answers</source>
        <translation>● %1 は応答しています</translation>
    </message>
    <message>
        <source>▲ %1 does not answer</source>
        <translation>▲ %1 は応答しません</translation>
    </message>
</context>
<context>
    <name>hearth::ui::ValueFormat</name>
    <message>
        <source>%1 d</source>
        <translation>%1 日</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 時間</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 日 %2 時間</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 時間 %2 分</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>hearth::ui::WeekGrid</name>
    <message>
        <source>Hours of the week</source>
        <translation>一週間の時間</translation>
    </message>
</context>
<context>
    <name>hearth::ui::WeekStrip</name>
    <message>
        <source>Nothing has fired for seven days.</source>
        <translation>7 日間、何も発火していません。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation>
            <numerusform>%1 ほか %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fired %Ln time(s) in seven days: %1</source>
        <translation>
            <numerusform>7 日間に %Ln 回発火: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 for %3</source>
        <translation>%1: %2 から %3</translation>
    </message>
</context>
<context>
    <name>hearth::ui::WindowActions</name>
    <message>
        <source>&amp;Server</source>
        <translation>サーバー(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>移動(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>テーマ(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>言語(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Home</source>
        <translation>ホーム(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Explore</source>
        <translation>探索(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Targets</source>
        <translation>監視対象(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Alerts</source>
        <translation>アラート(&amp;A)</translation>
    </message>
    <message>
        <source>R&amp;ules</source>
        <translation>ルール(&amp;U)</translation>
    </message>
    <message>
        <source>Si&amp;lences</source>
        <translation>サイレンス(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Status</source>
        <translation>ステータス(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;ettings</source>
        <translation>設定(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;New alerting rule</source>
        <translation>新しいアラートルール(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>戻る(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>進む(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Locate…</source>
        <translation>検索…(&amp;L)</translation>
    </message>
    <message>
        <source>F&amp;ind in page</source>
        <translation>ページ内を検索(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>更新(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Connect to a server…</source>
        <translation>サーバーに接続…(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;This computer</source>
        <translation>このコンピューター(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Reload configuration</source>
        <translation>設定を再読み込み(&amp;R)</translation>
    </message>
    <message>
        <source>Close &amp;window</source>
        <translation>ウィンドウを閉じる(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Quit and stop collecting</source>
        <translation>収集を停止して終了(&amp;Q)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>システムに合わせる(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>ライト(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>ダーク(&amp;D)</translation>
    </message>
    <message>
        <source>Times in &amp;UTC</source>
        <translation>時刻を UTC で表示(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Next steps on Home</source>
        <translation>ホームに次のステップを表示(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全画面(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Getting started</source>
        <translation>はじめに(&amp;G)</translation>
    </message>
    <message>
        <source>How to &amp;explore metrics</source>
        <translation>メトリクスの調べ方(&amp;E)</translation>
    </message>
    <message>
        <source>How to add a &amp;target</source>
        <translation>監視対象の追加(&amp;T)</translation>
    </message>
    <message>
        <source>How &amp;notifications work</source>
        <translation>通知のしくみ(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>キーボードショートカット(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Hearth</source>
        <translation>Hearth について(&amp;A)</translation>
    </message>
</context>
</TS>
