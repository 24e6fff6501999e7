<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>hearth::ui::AlertDetail</name>
    <message numerus="yes">
        <source>and %Ln time(s) more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::AlertLanes</name>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>lanes that are not shown</comment>
        <translation type="unfinished">
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, which fired %n time(s)</source>
        <comment>%1: and 980 more</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::AlertText</name>
    <message numerus="yes">
        <source>%Ln firing</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pending</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln silenced</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln inhibited</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln muted</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln acknowledged</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unknown</source>
        <translation type="unfinished">
            <numerusform>%Ln unknown</numerusform>
            <numerusform>%Ln unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more silence(s) match(es), too.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::AlertsPage</name>
    <message numerus="yes">
        <source>%1 of %Ln alert(s) shown</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alerting rule(s) watch(es); none is pending or firing.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alert(s) acknowledged until resolved.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::BacktestPane</name>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>problems</comment>
        <translation type="unfinished">
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series are evaluated but not drawn.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::DesktopAlerts</name>
    <message numerus="yes">
        <source>%Ln alert(s) firing</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::GroupChanges</name>
    <message numerus="yes">
        <source>%Ln alert(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::HostBoard</name>
    <message numerus="yes">
        <source>%Ln core(s)</source>
        <translation>
            <numerusform>%Ln core</numerusform>
            <numerusform>%Ln cores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::MainWindow</name>
    <message numerus="yes">
        <source>%Ln target(s) down</source>
        <translation>
            <numerusform>%Ln target down</numerusform>
            <numerusform>%Ln targets down</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alert(s) firing</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln silence(s) active</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::NotificationCenter</name>
    <message numerus="yes">
        <source>%Ln group(s) of alerts are firing</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>While it was quiet: %Ln message(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::OutcomeText</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would have fired %n time(s) in %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::PlotView</name>
    <message numerus="yes">
        <source>%n series</source>
        <translation>
            <numerusform>%n series</numerusform>
            <numerusform>%n series</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::RuleEditPage</name>
    <message numerus="yes">
        <source>Suggested %1: it would have fired %n time(s) in %2.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::RuleOutput</name>
    <message numerus="yes">
        <source>%n other alert(s) in this time. Choose one below the chart.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::RulesModel</name>
    <message numerus="yes">
        <source>%Ln firing</source>
        <translation>
            <numerusform>%Ln firing</numerusform>
            <numerusform>%Ln firing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pending</source>
        <translation>
            <numerusform>%Ln pending</numerusform>
            <numerusform>%Ln pending</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln evaluation(s) missed</source>
        <translation>
            <numerusform>%Ln evaluation missed</numerusform>
            <numerusform>%Ln evaluations missed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::RulesPage</name>
    <message numerus="yes">
        <source>%Ln rule(s)</source>
        <translation>
            <numerusform>%Ln rule</numerusform>
            <numerusform>%Ln rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln rule(s) shown</source>
        <translation>
            <numerusform>%1 of %Ln rule shown</numerusform>
            <numerusform>%1 of %Ln rules shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::SilencePreview</name>
    <message numerus="yes">
        <source>Matches %Ln alert(s) now</source>
        <translation>
            <numerusform>Matches %Ln alert now</numerusform>
            <numerusform>Matches %Ln alerts now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in the last 30 days</source>
        <translation>
            <numerusform>%Ln in the last 30 days</numerusform>
            <numerusform>%Ln in the last 30 days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::SilencesModel</name>
    <message numerus="yes">
        <source>%Ln alert(s)</source>
        <translation>
            <numerusform>%Ln alert</numerusform>
            <numerusform>%Ln alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::SilencesPage</name>
    <message numerus="yes">
        <source>%1 of %Ln silence(s) shown</source>
        <translation>
            <numerusform>%1 of %Ln silence shown</numerusform>
            <numerusform>%1 of %Ln silences shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln active</source>
        <translation>
            <numerusform>%Ln active</numerusform>
            <numerusform>%Ln active</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pending</source>
        <translation>
            <numerusform>%Ln pending</numerusform>
            <numerusform>%Ln pending</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln expired</source>
        <translation>
            <numerusform>%Ln expired</numerusform>
            <numerusform>%Ln expired</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln silence(s) could not be expired: %1</source>
        <translation>
            <numerusform>%Ln silence could not be expired: %1</numerusform>
            <numerusform>%Ln silences could not be expired: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln silence(s) expired.</source>
        <translation>
            <numerusform>%Ln silence expired.</numerusform>
            <numerusform>%Ln silences expired.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::SleepReport</name>
    <message numerus="yes">
        <source>%Ln alert(s) fired before and still do.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alert(s) that fired before are over.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alert(s) fired before; over by now: %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new alert(s) fire now.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln alert(s) fired meanwhile; over by now: %2.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::TargetsModel</name>
    <message numerus="yes">
        <source>%Ln up</source>
        <translation>
            <numerusform>%Ln up</numerusform>
            <numerusform>%Ln up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln down</source>
        <translation>
            <numerusform>%Ln down</numerusform>
            <numerusform>%Ln down</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unknown</source>
        <translation>
            <numerusform>%Ln unknown</numerusform>
            <numerusform>%Ln unknown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::TargetsPage</name>
    <message numerus="yes">
        <source>%1 of %Ln target(s) shown</source>
        <translation>
            <numerusform>%1 of %Ln target shown</numerusform>
            <numerusform>%1 of %Ln targets shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::TimelineModel</name>
    <message numerus="yes">
        <source>fired %Ln time(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::TraceText</name>
    <message numerus="yes">
        <source>(%Ln times, last at %1)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::Tray</name>
    <message numerus="yes">
        <source>Hearth: %Ln alert(s) pending</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hearth: %Ln alert(s) firing</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::WeekStrip</name>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fired %Ln time(s) in seven days: %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
</TS>
