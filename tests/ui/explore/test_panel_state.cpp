// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "explore/panel_state.h"
#include "explore/query_history.h"
#include "explore/resolution.h"

using namespace hearth;
using namespace hearth::ui;

using Kind = Resolution::Kind;

class TestPanelState : public QObject {
    Q_OBJECT

  private slots:
    void panelsComeBackFromTheirLink();
    void prometheusLinksAreRead_data();
    void prometheusLinksAreRead();
    void whatIsNoLinkHasNoPanels_data();
    void whatIsNoLinkHasNoPanels();
    void nonsenseInALinkIsSkipped();
    void aLinkHasALimitOfPanels();

    void stepsFollowTheRange_data();
    void stepsFollowTheRange();
    void rangesGoThroughTheirSteps();

    void historyKeepsTheNewestOnce();
    void historyHasLimits();
};

void TestPanelState::panelsComeBackFromTheirLink() {
    PanelState graph;
    graph.expression = QStringLiteral("sum by (job) (rate(x{path=~\"/a?b&c=d#e+.*\"}[5m])) > 1e3 # 100 % \n\"日本\"");
    graph.range = 6 * model::kHourMs;
    graph.end = 1'700'000'000'000;
    graph.resolution = {Kind::kFixed, 30 * model::kSecondMs};
    graph.options = {.stacked = true, .logarithmic = false, .fromZero = true};
    PanelState table;
    table.expression = QStringLiteral("up");
    table.tab = PanelState::Tab::kTable;
    table.resolution.kind = Kind::kHigh;
    table.options.logarithmic = true;
    const std::vector<PanelState> panels{graph, table, PanelState()};
    QVERIFY(fromLink(toLink(panels)) == panels);
    QVERIFY(fromLink(QStringLiteral("http://nas:9090/query?") + toLink(panels)) == panels);
}

void TestPanelState::prometheusLinksAreRead_data() {
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("expression");
    QTest::addColumn<bool>("graph");
    QTest::addColumn<model::DurationMs>("range");
    QTest::addColumn<model::DurationMs>("step");
    QTest::newRow("of version 2") << "http://x:9090/graph?g0.expr=rate(up%5B5m%5D)&g0.tab=0&g0.stacked=0&"
                                     "g0.show_exemplars=0&g0.range_input=2h&g0.step_input=60"
                                  << "rate(up[5m])" << true << 2 * model::kHourMs << model::DurationMs{60'000};
    QTest::newRow("of version 3") << "/query?g0.expr=up+%2B+1&g0.show_tree=0&g0.tab=table&g0.range_input=1d&"
                                     "g0.res_type=auto&g0.res_density=low&g0.display_mode=lines"
                                  << "up + 1" << false << model::kDayMs << model::kDayMs / 100;
    QTest::newRow("fixed step of version 3") << "g0.expr=up&g0.tab=graph&g0.res_type=fixed&g0.res_step=15&"
                                                "g0.range_input=15m"
                                             << "up" << true << 15 * model::kMinuteMs << model::DurationMs{15'000};
}

void TestPanelState::prometheusLinksAreRead() {
    QFETCH(QString, link);
    const auto panels = fromLink(link);
    QCOMPARE(panels.size(), std::size_t{1});
    QTEST(panels[0].expression, "expression");
    QTEST(panels[0].tab == PanelState::Tab::kGraph, "graph");
    QTEST(panels[0].range, "range");
    QTEST(stepFor(panels[0].range, panels[0].resolution), "step");
}

void TestPanelState::whatIsNoLinkHasNoPanels_data() {
    QTest::addColumn<QString>("link");
    QTest::newRow("nothing") << "";
    QTest::newRow("another text") << "up{job=\"node\"}";
    QTest::newRow("another address") << "https://example.com/?q=g0.expr";
    QTest::newRow("names that only look alike") << "?gx.expr=up&g.expr=up&g-1.expr=up&h0.expr=up";
    QTest::newRow("endless text") << "?g0.expr=" + QString(kMaxLinkLength, 'x');
}

void TestPanelState::whatIsNoLinkHasNoPanels() {
    QFETCH(QString, link);
    QVERIFY(fromLink(link).empty());
}

void TestPanelState::nonsenseInALinkIsSkipped() {
    const auto panels = fromLink("?g0.expr=up&g0.range_input=-5m&g0.end_input=yesterday&g0.res_step=nan&g0.what=1&"
                                 "g0.res_density=extreme&g0.tab=&g0.step_input=1e99");
    QCOMPARE(panels.size(), std::size_t{1});
    auto wanted = PanelState();
    wanted.expression = QStringLiteral("up");
    wanted.tab = PanelState::Tab::kTable;
    QVERIFY(panels[0] == wanted);
}

void TestPanelState::aLinkHasALimitOfPanels() {
    QStringList items;
    for (int i = 0; i < 500; ++i) {
        items << QStringLiteral("g%1.expr=up").arg(i);
    }
    QCOMPARE(fromLink(items.join('&')).size(), kMaxPanels);
}

void TestPanelState::stepsFollowTheRange_data() {
    QTest::addColumn<model::DurationMs>("range");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<model::DurationMs>("step");
    QTest::newRow("low") << model::kHourMs << Kind::kLow << model::DurationMs{36'000};
    QTest::newRow("medium") << model::kHourMs << Kind::kMedium << model::DurationMs{14'400};
    QTest::newRow("high") << model::kHourMs << Kind::kHigh << model::DurationMs{4'800};
    QTest::newRow("a week, high") << 7 * model::kDayMs << Kind::kHigh << model::DurationMs{806'400};
    QTest::newRow("never below a second") << model::kMinuteMs << Kind::kHigh << model::DurationMs{1'000};
    QTest::newRow("not even for one") << model::kSecondMs << Kind::kLow << model::DurationMs{1'000};
    QTest::newRow("fixed") << model::kHourMs << Kind::kFixed << model::DurationMs{15'000};
}

void TestPanelState::stepsFollowTheRange() {
    QFETCH(model::DurationMs, range);
    QFETCH(Kind, kind);
    QTEST(stepFor(range, {kind}), "step");
}

void TestPanelState::rangesGoThroughTheirSteps() {
    const auto steps = rangeSteps();
    QCOMPARE(steps.front(), model::kSecondMs);
    QCOMPARE(steps.back(), 730 * model::kDayMs);
    for (std::size_t i = 1; i < steps.size(); ++i) {
        QCOMPARE(longerRange(steps[i - 1]), steps[i]);
        QCOMPARE(shorterRange(steps[i]), steps[i - 1]);
    }
    QCOMPARE(shorterRange(steps.front()), steps.front());
    QCOMPARE(longerRange(steps.back()), steps.back());
    QCOMPARE(longerRange(90 * model::kMinuteMs), 2 * model::kHourMs);
    QCOMPARE(shorterRange(90 * model::kMinuteMs), model::kHourMs);
}

void TestPanelState::historyKeepsTheNewestOnce() {
    QueryHistory history;
    for (const char* text : {"up", " node_load1 ", "up", "", "  "}) {
        history.add(QString::fromLatin1(text));
    }
    QCOMPARE(history.entries(), (QStringList{"up", "node_load1"}));
}

void TestPanelState::historyHasLimits() {
    QueryHistory history;
    history.add(QString(QueryHistory::kMaxLength + 1, 'x'));
    QVERIFY(history.entries().isEmpty());
    for (int i = 0; i < 300; ++i) {
        history.add(QString::number(i));
    }
    QCOMPARE(history.entries().size(), QueryHistory::kMaxEntries);
    QCOMPARE(history.entries().front(), QStringLiteral("299"));
}

QTEST_GUILESS_MAIN(TestPanelState)
#include "test_panel_state.moc"
