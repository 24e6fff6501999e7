<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>hearth::ui::AlertDetail</name>
    <message>
        <source>Value around the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expression</source>
        <translation type="unfinished">式</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation type="unfinished">ラベル</translation>
    </message>
    <message>
        <source>Annotations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the rule to you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ended at %1, after %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, value %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking for the values …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The values could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rule of this server has this alert, so its value is not known here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no values of that time any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaps: the expression was not true.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The straight line is the threshold: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This server keeps no record of how alerts are delivered; Hearth does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is written down of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %Ln time(s) more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>It has not fired before in 30 days.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hearth::ui::AlertFilter</name>
    <message>
        <source>“%1” is no state. States are firing, pending, silenced, inhibited, muted, acknowledged and unknown.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hearth::ui::AlertLanes</name>
    <message>
        <source>Alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>an alert and what it did</comment>
        <translation type="unfinished">%1、%2 {1:?}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>lanes that are not shown</comment>
        <translation type="unfinished">
            <numerusform>ほか %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, which fired %n time(s)</source>
        <comment>%1: and 980 more</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>firing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asleep: unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data: unknown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hearth::ui::AlertText</name>
    <message>
        <source>Firing</source>
        <translation type="unfinished">発火中</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished">不明</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation type="unfinished">保留中</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inhibited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silenced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation type="unfinished">確認済み</translation>
    </message>
    <message numerus="yes">
        <source>%Ln firing</source>
        <translation type="unfinished">
            <numerusform>%Ln 件発火中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pending</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln silenced</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln inhibited</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln muted</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln acknowledged</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unknown</source>
        <translation type="unfinished">
            <numerusform>不明 %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished">、</translation>
    </message>
    <message>
        <source>All together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished">%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished">%1 分</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muted by the time interval %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change quiet hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Alertmanager has it, but has not decided yet whom to tell, or does not say what holds it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not say which state it is in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True until %1; kept firing by keep_firing_for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Firing since %1; goes to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True since %1 and firing; the Alertmanager was not told of it yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True since %1 and firing; whether anybody is told is not known here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True since %1; not firing yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True since %1; fires at %2 if it stays so for %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show silence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silenced by %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledged by %1 until it is resolved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledged by %1 until it is resolved: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silenced by %1 until %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln more silence(s) match(es), too.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Inhibited: it is not told while this fires: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither the rules of this server can be read (%1) nor an Alertmanager (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is silenced, inhibited or muted and who is told is not known: this server&apos;s Alertmanager cannot be asked (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pending alerts, values and expressions are not known: this server&apos;s rules cannot be read (%1).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hearth::ui::AlertsModel</name>
    <message>
        <source>State</source>
        <translation type="unfinished">状態</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For</source>
        <translation type="unfinished">継続時間</translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished">値</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation type="unfinished">ラベル</translation>
    </message>
    <message>
        <source>Receiver</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hearth::ui::AlertsPage</name>
    <message>
        <source>Filter, for example: state:firing severity=critical name:Disk receiver:mail text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alerts over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 6 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show older</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silence</source>
        <translation type="unfinished">サイレンスする</translation>
    </message>
    <message>
        <source>Silence what is selected (S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have seen it: nobody is told again until it is resolved (A)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in Explore</source>
        <translation type="unfinished">「探索」で表示</translation>
    </message>
    <message>
        <source>Show rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished">元に戻す</translation>
    </message>
    <message>
        <source>Alerts could not be read, what is shown may be old: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished">履歴</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln alert(s) shown</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>How alerts work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rules yet</source>
        <translation type="unfinished">ルールはまだありません</translation>
    </message>
    <message>
        <source>Alerts come from rules: expressions that say when something is wrong, for example up == 0. They are kept in the files that rule_files of the configuration names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rules yet, and nobody else sends alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This server has no alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no rules of its own, and nobody sends it alerts that fire.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has neither rules nor an Alertmanager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln alerting rule(s) watch(es); none is pending or firing.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>All quiet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All quiet since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All quiet for seven days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The selected alerts have no label in common that a silence could match.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only alerts that fire and are not acknowledged yet can be acknowledged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is too many at once: each acknowledgement is a silence. Silence what they have in common instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be acknowledged: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln alert(s) acknowledged until resolved.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>It could not be taken back: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The past could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This server keeps no history of alerts: read from the series ALERTS in steps of %1; who was notified is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest ones; there are older ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What fired before is not known: %1</source>
        <translation type="unfinished"></translation>
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
        <source>In the past</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>6 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>7 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run over the last %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">キャンセル</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggest threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds the threshold that would have fired about as often as you want</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>alerts a week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wanted alerts a week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as unit test…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes this past and what it makes of the rule as a test for promtool or hearth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values and threshold. Up and Down move the threshold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The past could not be fetched: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching the past…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The expression had no values in this time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown: the last %1. Fetching the rest…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rest could not be fetched: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finding out which notifications would have gone out…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>problems</comment>
        <translation type="unfinished">
            <numerusform>ほか %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series are evaluated but not drawn.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
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
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Notifications are paused until %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause notifications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until tomorrow morning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notify of other servers while looking at them</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hearth::ui::DifferenceView</name>
    <message>
        <source>Changes to the file</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expression: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Annotation %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning. %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hearth::ui::GroupChanges</name>
    <message numerus="yes">
        <source>%Ln alert(s)</source>
        <translation type="unfinished">
            <numerusform>アラート %Ln 件</numerusform>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>still firing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>acknowledged: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>silenced: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration</source>
        <translation type="unfinished">所要時間</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished">値</translation>
    </message>
    <message>
        <source>Notified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silenced by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels</source>
        <translation type="unfinished">ラベル</translation>
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
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln silence(s) active</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The way to the internet is not watched: %1.</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has its rules in its own files: rules can be copied, not saved.</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledged from the notification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not silenced: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not acknowledged: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silenced: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until %1. It goes on being watched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledged: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is quiet until it is resolved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not undone: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished">元に戻す</translation>
    </message>
    <message>
        <source>Silence 1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s) of alerts are firing</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>While it was quiet: %Ln message(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>All of it is resolved.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hearth::ui::OutcomeText</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Would never have fired in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Would have fired %n time(s) in %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 Shorter than %2: %3.</source>
        <comment>%1: a sentence, %2: 5 min, %3: a number</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which notifications would have gone out is not known: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No notification would have gone out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>desktop</source>
        <comment>a kind of notification</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>e-mail</source>
        <comment>a kind of notification</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>webhook</source>
        <comment>a kind of notification</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a number of notifications and their kind: 2 desktop</comment>
        <translation type="unfinished">%1 %2</translation>
    </message>
    <message>
        <source>Notifications after grouping, quiet hours and your silences: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished">未実施</translation>
    </message>
    <message>
        <source>pending only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1× longest %2</source>
        <comment>how often an alert fired, and the longest time</comment>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Critical alerts are shown all the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quiet to</source>
        <translation type="unfinished"></translation>
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
</context>
<context>
    <name>hearth::ui::RuleEditPage</name>
    <message>
        <source>The rule that you were writing was put aside, not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, which you were writing, was put aside, not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rules cannot be changed here. Copy the YAML instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write an expression: what it would have done in the past appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The expression is not complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no duration. Write 10m, 1h30m or 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for a threshold…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No threshold can be suggested for these values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Suggested %1: it would have fired %n time(s) in %2.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Save as unit test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule tests (*.yml *.yaml)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test is in %1, its rule in %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rule is in the clipboard, as a file that Prometheus reads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the rule a name first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write an expression first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A duration is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is written by hand. This would change:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete from file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save to file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved, the former rules run on: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved and loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rules</source>
        <translation type="unfinished">ルール</translation>
    </message>
    <message>
        <source>Back to the rules; what is written stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy YAML</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the rule as a file that Prometheus reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished">保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">キャンセル</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished">元に戻す</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels</source>
        <translation type="unfinished">ラベル</translation>
    </message>
    <message>
        <source>Annotations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New alerting rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, group %2</source>
        <comment>a file and a group of rules</comment>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <comment>severity</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>critical</source>
        <comment>severity</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;keep firing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DiskAlmostFull</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For how long it holds before it fires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the condition holds before the alert fires: 10m, 1h30m, 0 for at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long it keeps firing afterwards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the alert goes on firing after the condition has ended; 0 for not at all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hearth::ui::RuleOutput</name>
    <message>
        <source>No alert in this time: there is nothing to show the texts of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>an annotation</comment>
        <translation type="unfinished">%1、%2 {1:?}</translation>
    </message>
    <message numerus="yes">
        <source>%n other alert(s) in this time. Choose one below the chart.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Text preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>YAML</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the rule comes to</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hearth::ui::RulesModel</name>
    <message numerus="yes">
        <source>%Ln firing</source>
        <translation>
            <numerusform>%Ln 件発火中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pending</source>
        <translation>
            <numerusform>%Ln 件保留中</numerusform>
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
        <translation>Explore で表示</translation>
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
        <source>Rules compute over what is collected, again and again: an alerting rule tells when something is wrong, a recording rule keeps a result. They stand in the files that rule_files of the configuration names; Hearth begins with starter rules for this machine and its targets. An example: up == 0 for 5 minutes, a target is down.</source>
        <translation>ルールは集めたデータを繰り返し計算します。アラートルールは異常を知らせ、記録ルールは結果を保存します。設定の rule_files で指定したファイルに書きます。最初から、このコンピューターと監視対象のためのスターター ルールが入っています。例：up == 0 が 5 分間続くと、監視対象が停止しています。</translation>
    </message>
    <message>
        <source>How to add rules</source>
        <translation>ルールの追加方法</translation>
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
        <source>It ends before it starts.</source>
        <translation>開始より前に終了します。</translation>
    </message>
    <message>
        <source>Its end is past.</source>
        <translation>終了が過去です。</translation>
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
    <message numerus="yes">
        <source>%Ln active</source>
        <translation>
            <numerusform>有効 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pending</source>
        <translation>
            <numerusform>保留中 %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln expired</source>
        <translation>
            <numerusform>期限切れ %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
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
</context>
<context>
    <name>hearth::ui::SleepGuard</name>
    <message>
        <source>Writes what was collected to the disk</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hearth::ui::SleepReport</name>
    <message>
        <source>Nothing was collected on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln alert(s) fired before and still do.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alert(s) that fired before are over.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alert(s) fired before; over by now: %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new alert(s) fire now.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln alert(s) fired meanwhile; over by now: %2.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>While you slept: %1</source>
        <translation type="unfinished"></translation>
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
    <name>hearth::ui::StateChips</name>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished">%1 %2</translation>
    </message>
    <message>
        <source>Show the others again</source>
        <translation type="unfinished">ほかも表示</translation>
    </message>
    <message>
        <source>Show only these</source>
        <translation type="unfinished">これだけを表示</translation>
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
        <source>Kept in %1.</source>
        <translation>%1 に保管しています。</translation>
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
        <translation>%1 ごと、タイムアウト %2</translation>
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
</context>
<context>
    <name>hearth::ui::TextRows</name>
    <message>
        <source>Name</source>
        <translation type="unfinished">名前</translation>
    </message>
    <message>
        <source>Name of the label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the annotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished">値</translation>
    </message>
    <message>
        <source>Text, such as {{ $labels.instance }} is full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value of the label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the annotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove annotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add annotation</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hearth::ui::ThresholdControls</name>
    <message>
        <source>has a value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>equal to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the values are compared with the threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold, over the range of the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>= %1</source>
        <comment>the threshold with its unit</comment>
        <translation type="unfinished"></translation>
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
    <name>hearth::ui::TimelineModel</name>
    <message>
        <source>Alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>fired %Ln time(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1, goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2 (%3)</source>
        <translation type="unfinished">%1 から %2 まで（%3）</translation>
    </message>
    <message>
        <source>since %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pending %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Firing %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledged: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silenced: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hearth::ui::TraceText</name>
    <message numerus="yes">
        <source>(%Ln times, last at %1)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The Alertmanager was told that it fires.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Alertmanager was told that it is resolved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody repeated it any more, so it counts as resolved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resolved and told, so it left the group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It left the group: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No group took it: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change routes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rule became true (value %1): pending.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stayed true long enough (value %1): firing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rule became true (value %1): firing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rule was no longer true before it fired.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rule was no longer true: resolved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Joined its group for %1; held by group_wait for %2, until %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Joined its group for %1; held by group_interval for %2, until %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Joined its group for %1, which is told at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not told: silenced by %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show silence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not told: another alert inhibits it (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not told: muted by the time interval %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change quiet hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not told: outside of the active time intervals %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished">%1 (%2)</translation>
    </message>
    <message>
        <source>it is the first one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the group has new alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>some of the group&apos;s alerts are resolved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all of the group&apos;s alerts are resolved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the repeat interval has passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing new within the repeat interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the end was told before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was resolved before anything was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is older than group_wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change receiver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A message to %1 is due: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No further message to %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempt %L1 at %2 failed, will be tried again: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given up until the group&apos;s next turn, %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted by %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted by %1: %2</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hearth: not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hearth: nothing is firing</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Hearth: %Ln alert(s) pending</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hearth: %Ln alert(s) firing</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Notifications are paused</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hearth::ui::ValueFormat</name>
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
    <name>hearth::ui::WeekStrip</name>
    <message>
        <source>Nothing has fired for seven days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished">、</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fired %Ln time(s) in seven days: %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 for %3</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;ules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Si&amp;lences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Status</source>
        <translation>ステータス(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;New alerting rule</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
