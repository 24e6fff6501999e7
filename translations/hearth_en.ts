<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>hearth::ui::AlertDetail</name>
    <message numerus="yes">
        <source>and %Ln time(s) more</source>
        <translation>
            <numerusform>and once more</numerusform>
            <numerusform>and %Ln times more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::AlertLanes</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <comment>lanes that are not shown</comment>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, which fired %Ln time(s)</source>
        <comment>%1: and 980 more</comment>
        <translation>
            <numerusform>%1, which fired once</numerusform>
            <numerusform>%1, which fired %Ln times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::AlertText</name>
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
        <source>%Ln silenced</source>
        <translation>
            <numerusform>%Ln silenced</numerusform>
            <numerusform>%Ln silenced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln inhibited</source>
        <translation>
            <numerusform>%Ln inhibited</numerusform>
            <numerusform>%Ln inhibited</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln muted</source>
        <translation>
            <numerusform>%Ln muted</numerusform>
            <numerusform>%Ln muted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln acknowledged</source>
        <translation>
            <numerusform>%Ln acknowledged</numerusform>
            <numerusform>%Ln acknowledged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unknown</source>
        <translation>
            <numerusform>%Ln unknown</numerusform>
            <numerusform>%Ln unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more silence(s) match(es), too.</source>
        <translation>
            <numerusform>%Ln more silence matches, too.</numerusform>
            <numerusform>%Ln more silences match, too.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::AlertsPage</name>
    <message numerus="yes">
        <source>%1 of %Ln alert(s) shown</source>
        <translation>
            <numerusform>%1 of %Ln alert shown</numerusform>
            <numerusform>%1 of %Ln alerts shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alert(s) acknowledged until resolved.</source>
        <translation>
            <numerusform>%Ln alert acknowledged until it is resolved.</numerusform>
            <numerusform>%Ln alerts acknowledged until they are resolved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::ChannelCard</name>
    <message numerus="yes">
        <source>%Ln route(s) lead here</source>
        <translation>
            <numerusform>%Ln route leads here</numerusform>
            <numerusform>%Ln routes lead here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::DesktopAlerts</name>
    <message numerus="yes">
        <source>%Ln alert(s) firing</source>
        <translation>
            <numerusform>%Ln alert firing</numerusform>
            <numerusform>%Ln alerts firing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::FiringRoute</name>
    <message numerus="yes">
        <source>A firing would go to %Ln receiver(s):</source>
        <translation>
            <numerusform>A firing would go to one receiver:</numerusform>
            <numerusform>A firing would go to %Ln receivers:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::GroupChanges</name>
    <message numerus="yes">
        <source>%Ln alert(s)</source>
        <translation>
            <numerusform>%Ln alert</numerusform>
            <numerusform>%Ln alerts</numerusform>
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
        <translation>
            <numerusform>%Ln alert firing</numerusform>
            <numerusform>%Ln alerts firing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln silence(s) active</source>
        <translation>
            <numerusform>%Ln silence active</numerusform>
            <numerusform>%Ln silences active</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::NotificationCenter</name>
    <message numerus="yes">
        <source>%Ln group(s) of alerts are firing</source>
        <translation>
            <numerusform>%Ln group of alerts is firing</numerusform>
            <numerusform>%Ln groups of alerts are firing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>While it was quiet: %Ln message(s)</source>
        <translation>
            <numerusform>While it was quiet: %Ln message</numerusform>
            <numerusform>While it was quiet: %Ln messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::OutcomeText</name>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hour(s)</source>
        <translation>
            <numerusform>%Ln hour</numerusform>
            <numerusform>%Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would have fired %Ln time(s) in %1.</source>
        <translation>
            <numerusform>Would have fired once in %1.</numerusform>
            <numerusform>Would have fired %Ln times in %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::PastSummary</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <comment>problems</comment>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln series are evaluated but not drawn.</source>
        <translation>
            <numerusform>%Ln series is evaluated but not drawn.</numerusform>
            <numerusform>%Ln series are evaluated but not drawn.</numerusform>
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
    <name>hearth::ui::QuietPane</name>
    <message numerus="yes">
        <source>%Ln alerting rule(s) watch(es); none is pending or firing.</source>
        <translation>
            <numerusform>%Ln alerting rule watches; it is neither pending nor firing.</numerusform>
            <numerusform>%Ln alerting rules watch; none is pending or firing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::RouteTester</name>
    <message numerus="yes">
        <source>Such an alert goes to %Ln receiver(s):</source>
        <translation>
            <numerusform>Such an alert goes to one receiver:</numerusform>
            <numerusform>Such an alert goes to %Ln receivers:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::RuleEditPage</name>
    <message numerus="yes">
        <source>Suggested %1: it would have fired %Ln time(s) in %2.</source>
        <translation>
            <numerusform>Suggested %1: it would have fired once in %2.</numerusform>
            <numerusform>Suggested %1: it would have fired %Ln times in %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::RuleOutput</name>
    <message numerus="yes">
        <source>%Ln other alert(s) in this time. Choose one below the chart.</source>
        <translation>
            <numerusform>%Ln other alert in this time. Choose it below the chart.</numerusform>
            <numerusform>%Ln other alerts in this time. Choose one below the chart.</numerusform>
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
    <name>hearth::ui::RulesNote</name>
    <message numerus="yes">
        <source>%Ln rule(s) are watching already: full disks, memory, temperatures, targets that are down, and more.</source>
        <translation>
            <numerusform>One rule is watching already: full disks, memory, temperatures, targets that are down, and more.</numerusform>
            <numerusform>%Ln rules are watching already: full disks, memory, temperatures, targets that are down, and more.</numerusform>
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
    <message numerus="yes">
        <source>%Ln silence(s)</source>
        <translation>
            <numerusform>%Ln silence</numerusform>
            <numerusform>%Ln silences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::SleepReport</name>
    <message numerus="yes">
        <source>%Ln alert(s) fired before and still do.</source>
        <translation>
            <numerusform>One alert fired before and still does.</numerusform>
            <numerusform>%Ln alerts fired before and still do.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alert(s) that fired before are over.</source>
        <translation>
            <numerusform>One alert that fired before is over.</numerusform>
            <numerusform>%Ln alerts that fired before are over.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alert(s) fired before; over by now: %1.</source>
        <translation>
            <numerusform>%Ln alert fired before; over by now: %1.</numerusform>
            <numerusform>%Ln alerts fired before; over by now: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new alert(s) fire now.</source>
        <translation>
            <numerusform>%Ln new alert fires now.</numerusform>
            <numerusform>%Ln new alerts fire now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln alert(s) fired meanwhile; over by now: %2.</source>
        <translation>
            <numerusform>%1: %Ln alert fired meanwhile; over by now: %2.</numerusform>
            <numerusform>%1: %Ln alerts fired meanwhile; over by now: %2.</numerusform>
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
    <message numerus="yes">
        <source>%Ln target(s)</source>
        <translation>
            <numerusform>%Ln target</numerusform>
            <numerusform>%Ln targets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::TimelineModel</name>
    <message numerus="yes">
        <source>fired %Ln time(s)</source>
        <translation>
            <numerusform>fired once</numerusform>
            <numerusform>fired %Ln times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::TraceText</name>
    <message numerus="yes">
        <source>(%Ln times, last at %1)</source>
        <translation>
            <numerusform>(%Ln time, last at %1)</numerusform>
            <numerusform>(%Ln times, last at %1)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::Tray</name>
    <message numerus="yes">
        <source>Hearth: %Ln alert(s) pending</source>
        <translation>
            <numerusform>Hearth: %Ln alert pending</numerusform>
            <numerusform>Hearth: %Ln alerts pending</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hearth: %Ln alert(s) firing</source>
        <translation>
            <numerusform>Hearth: %Ln alert firing</numerusform>
            <numerusform>Hearth: %Ln alerts firing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hearth::ui::WeekStrip</name>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fired %Ln time(s) in seven days: %1</source>
        <translation>
            <numerusform>Fired once in seven days: %1</numerusform>
            <numerusform>Fired %Ln times in seven days: %1</numerusform>
        </translation>
    </message>
</context>
</TS>
