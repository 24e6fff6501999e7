<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>hearth::ui::AreaChart</name>
    <message>
        <source>now</source>
        <translation>現在</translation>
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
    <name>hearth::ui::HelpWindow</name>
    <message>
        <source>Hearth help</source>
        <translation>Hearth ヘルプ</translation>
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
</context>
<context>
    <name>hearth::ui::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>このメッセージを閉じる</translation>
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
    <name>hearth::ui::Tray</name>
    <message>
        <source>Open Hearth</source>
        <translation>Hearth を開く</translation>
    </message>
    <message>
        <source>Hearth is collecting</source>
        <translation>Hearth は収集中です</translation>
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
        <source>&amp;Status</source>
        <translation>ステータス(&amp;S)</translation>
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
        <source>&amp;Keyboard shortcuts</source>
        <translation>キーボードショートカット(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Hearth</source>
        <translation>Hearth について(&amp;A)</translation>
    </message>
</context>
</TS>
