// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "data/async_source.h"
#include "data/metric_catalog.h"
#include "editor/expression_editor.h"
#include "explore/editor_input.h"
#include "ruleedit/alert_lanes.h"
#include "ruleedit/backtest_pane.h"
#include "ruleedit/backtest_run.h"
#include "ruleedit/difference_view.h"
#include "ruleedit/finding_list.h"
#include "ruleedit/number_field.h"
#include "ruleedit/rule_edit_page.h"
#include "ruleedit/rule_form.h"
#include "ruleedit/rule_output.h"
#include "ruleedit/server_group.h"
#include "ruleedit/text_rows.h"
#include "ruleedit/threshold_controls.h"
#include "ruleedit/threshold_plot.h"
#include "ui/ruleedit/routing_world.h"
#include "ui/support/fake_backtest.h"
#include "widgets/message_bar.h"

using namespace hearth;
using namespace hearth::ui;

namespace {

EditedRule diskRule(const std::string& file = "window.yml") {
    EditedRule rule;
    rule.draft = {"my-rules",
                  "DiskAlmostFull",
                  "disk_used > 85",
                  10 * model::kMinuteMs,
                  0,
                  {{"severity", "warning"}},
                  {{"summary", "{{ $labels.instance }} is full"}}};
    rule.place = {file, "my-rules", 0};
    return rule;
}

struct Fixture {
    tests::FakeRuleHost host;
    tests::RoutingWorld routing{host};
    AsyncSource source{std::shared_ptr<datasource::DataSource>(&host.local(), [](auto*) {})};
    MetricCatalog catalog{source};
    RuleEditPage page{host, source, catalog};

    void open() {
        page.resize(1200, 800);
        page.show();
    }
    void openRule(const EditedRule& rule = diskRule()) {
        open();
        page.edit(rule);
    }
    bool settled() {
        return page.run().outcome() && !page.run().fetching() && page.run().messages().has_value() &&
               page.pane().plot().upToDate();
    }
    QToolButton* barButton(const QString& text) {
        for (auto* button : page.bar().findChildren<QToolButton*>()) {
            if (button->text() == text) {
                return button;
            }
        }
        return nullptr;
    }
    std::size_t firings() const { return const_cast<Fixture*>(this)->page.run().outcome()->firings; }
    void setExpression(const QString& text) { page.form().expression().setText(text); }
};

} // namespace

class TestRuleEditPage : public QObject {
    Q_OBJECT

  private slots:
    void aRuleOpensWithItsPast() {
        Fixture fixture;
        fixture.openRule();
        QTRY_VERIFY(fixture.settled());
        QVERIFY(fixture.firings() > 0);
        QCOMPARE(fixture.page.form().threshold().value(), 85.0);
        QCOMPARE(fixture.page.pane().plot().threshold().value_or(0), 85.0);
        QCOMPARE(fixture.page.pane().lanes().rows().rows.size(), std::size_t(3));
        QVERIFY(fixture.page.pane().summary().contains(QLatin1String("Would have fired")));
        QVERIFY(fixture.page.pane().summary().contains(QLatin1String("desktop")));
        QVERIFY(fixture.page.output().preview().contains(QLatin1String("nas-0 is full")));
        QVERIFY(!fixture.page.isModified());
        // The newest day came first, then all of it.
        QCOMPARE(fixture.host.fetches.load(), 2);
    }

    void theSliderTriesThresholdsWithoutFetching() {
        Fixture fixture;
        fixture.openRule();
        QTRY_VERIFY(fixture.settled());
        const int fetches = fixture.host.fetches;
        const auto before = fixture.firings();
        auto& slider = fixture.page.form().threshold().slider();
        slider.setValue(slider.minimum());
        QTRY_VERIFY(fixture.firings() != before);
        QTRY_VERIFY(fixture.page.form().expression().text() != QLatin1String("disk_used > 85"));
        QVERIFY(fixture.page.form().expression().text().startsWith(QLatin1String("disk_used > ")));
        QTest::qWait(RuleEditPage::kFetchDelayMs + 100); // what must not come cannot be waited for
        QCOMPARE(fixture.host.fetches.load(), fetches);
        QVERIFY(fixture.page.isModified());
    }

    void theLineIsDraggedAndMovedByKeys() {
        Fixture fixture;
        fixture.openRule();
        QTRY_VERIFY(fixture.settled());
        auto& plot = fixture.page.pane().plot();
        const auto mapping = plot.mapping();
        QVERIFY(mapping.has_value());
        const auto area = plot.plotArea();
        const QPoint on(static_cast<int>(area.center().x()), static_cast<int>(area.top() + mapping->y(85)));
        const QPoint to(on.x(), static_cast<int>(area.top() + mapping->y(70)));
        QTest::mousePress(plot.viewport(), Qt::LeftButton, Qt::NoModifier, on);
        QTest::mouseMove(plot.viewport(), to);
        QTest::mouseRelease(plot.viewport(), Qt::LeftButton, Qt::NoModifier, to);
        const double dragged = plot.threshold().value_or(0);
        QVERIFY2(std::abs(dragged - 70) < 2, qPrintable(QString::number(dragged)));
        QCOMPARE(fixture.page.form().threshold().value(), dragged);
        QTest::keyClick(&plot, Qt::Key_Up);
        QVERIFY(*plot.threshold() > dragged);
        QTRY_COMPARE(fixture.page.form().expression().text(),
                     QStringLiteral("disk_used > ") + QString::number(*plot.threshold()));
    }

    void anExpressionWithoutComparisonGetsOne() {
        Fixture fixture;
        fixture.open();
        fixture.page.create(QStringLiteral("disk_used"));
        QTRY_VERIFY(fixture.page.run().outcome() && !fixture.page.run().fetching());
        auto& controls = fixture.page.form().threshold();
        QVERIFY(!controls.op());
        QVERIFY(!controls.slider().isEnabled());
        controls.comparison().setCurrentIndex(1);
        emit controls.comparison().activated(1);
        QVERIFY(controls.op() == ThresholdOp::kAbove);
        QVERIFY(fixture.page.form().expression().text().startsWith(QLatin1String("disk_used > ")));
        QTRY_VERIFY(fixture.page.run().past() && fixture.page.run().past()->threshold());
        QVERIFY(controls.slider().isEnabled());
    }

    void timingsAreTriedWithoutFetching() {
        Fixture fixture;
        fixture.openRule();
        QTRY_VERIFY(fixture.settled());
        const int fetches = fixture.host.fetches;
        auto rule = fixture.page.form().rule();
        QVERIFY(fixture.firings() > 0);
        auto* field = fixture.page.form().findChildren<QLineEdit*>().value(0);
        for (auto* line : fixture.page.form().findChildren<QLineEdit*>()) {
            field = line->accessibleName().startsWith(QLatin1String("For how long")) ? line : field;
        }
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("3d"));
        QTRY_COMPARE(fixture.firings(), std::size_t(0));
        QCOMPARE(fixture.host.fetches.load(), fetches);
    }

    void aWrongExpressionSaysSoAndAsksNothing() {
        Fixture fixture;
        fixture.openRule();
        QTRY_VERIFY(fixture.settled());
        fixture.setExpression(QStringLiteral("rate(disk_used[5m"));
        QTRY_VERIFY(fixture.page.findings().hasErrors());
        QTRY_VERIFY(!fixture.page.run().past());
        QVERIFY(!fixture.page.form().threshold().op());
    }

    void anUnreachableServerSaysWhy() {
        Fixture fixture;
        fixture.host.failing = true;
        fixture.openRule();
        QTRY_VERIFY(fixture.page.run().error().has_value());
        fixture.host.failing = false;
        fixture.page.refresh();
        QTRY_VERIFY(fixture.settled());
    }

    void templatesAreChecked() {
        Fixture fixture;
        auto rule = diskRule();
        rule.draft.annotations["summary"] = "{{ $labels.";
        rule.draft.holdFor = 0;
        fixture.openRule(rule);
        QTRY_COMPARE(fixture.page.findings().count(), 2);
        QVERIFY(fixture.page.findings().item(0)->text().startsWith(QLatin1String("Error.")));
        QVERIFY(fixture.page.findings().item(1)->text().startsWith(QLatin1String("Warning.")));
    }

    void labelsOfTheGroupStayWithTheGroup() {
        Fixture fixture;
        auto rule = diskRule();
        fixture.host.files.setGroup("window.yml", rule.draft, {{{"team", "home"}, {"severity", "info"}}, 30'000});
        rule.draft.labels["team"] = "home"; // as servers say it
        fixture.openRule(rule);
        QTRY_COMPARE(fixture.host.lastQuery().interval, model::DurationMs(30'000));
        QVERIFY(fixture.page.form().rule().labels == (datasource::TextMap{{"severity", "warning"}}));
        QVERIFY(!fixture.page.isModified());
        QTRY_VERIFY(fixture.settled());
        // The alerts have them all the same, and the rule's own win.
        QVERIFY(fixture.host.lastQuery().labels == (datasource::TextMap{{"severity", "warning"}, {"team", "home"}}));
        QVERIFY(fixture.page.output().preview().contains(QLatin1String("team=\"home\"")));
        QVERIFY(fixture.page.output().yaml().contains(QLatin1String("    labels:\n      severity: info\n")));
        fixture.setExpression(QStringLiteral("disk_used > 90"));
        fixture.page.saveButton().click();
        QTRY_VERIFY(fixture.host.files.text("window.yml").contains("severity=warning"));
        QVERIFY(!fixture.host.files.text("window.yml").contains("team"));
    }

    void whatTheGroupSaysIsNotMissedInTheRule() {
        Fixture fixture;
        auto rule = diskRule();
        rule.draft.labels.clear();
        fixture.openRule(rule);
        QTRY_COMPARE(fixture.page.findings().count(), 1);
        fixture.host.files.setGroup("window.yml", rule.draft, {{{"severity", "info"}}, model::kMinuteMs});
        rule.draft.labels["severity"] = "info";
        fixture.page.edit(rule);
        QTRY_COMPARE(fixture.page.findings().count(), 0);
        QVERIFY(fixture.page.form().rule().labels.empty());
    }

    void aNewRuleIsRunAsOftenAsItsGroup() {
        Fixture fixture;
        fixture.host.files.setGroup("window.yml", {}, {{}, 15'000});
        fixture.open();
        fixture.page.create(QStringLiteral("disk_used > 85"));
        QTRY_VERIFY(fixture.settled());
        QCOMPARE(fixture.host.lastQuery().interval, model::DurationMs(15'000));
    }

    void anotherServersRuleIsRunAsOftenAsItsConfigurationSays() {
        Fixture fixture;
        fixture.open();
        fixture.page.setSavable(false, QStringLiteral("Rules of other servers cannot be changed from here."));
        fixture.page.create(QStringLiteral("disk_used > 85"));
        const auto wanted = evaluationIntervalIn(fixture.host.server().configYaml({}).value());
        QVERIFY(wanted > 0 && wanted != model::kMinuteMs);
        QTRY_COMPARE(fixture.host.lastQuery().interval, wanted);
    }

    void itSaysWhoWouldBeTold() {
        Fixture fixture;
        fixture.openRule();
        QTRY_VERIFY(fixture.settled());
        QTRY_VERIFY(fixture.page.output().route().contains(QLatin1String("go to 1 receiver")));
        QVERIFY(fixture.page.output().route().contains(QLatin1String("screen\n    Desktop on this screen")));
        QVERIFY(fixture.page.output().route().contains(QLatin1String("chosen below the chart")));
    }

    void whatNeverFiredHasARouteAndTextsToo() {
        Fixture fixture;
        auto rule = diskRule();
        rule.draft.expression = "disk_used > 1000";
        rule.draft.labels["severity"] = "critical";
        fixture.openRule(rule);
        QTRY_VERIFY(fixture.settled());
        QCOMPARE(fixture.firings(), std::size_t(0));
        QTRY_VERIFY(fixture.page.output().route().contains(QLatin1String("phone\n")));
        QVERIFY(fixture.page.output().route().contains(QLatin1String("never fired")));
        QVERIFY(fixture.page.output().preview().contains(QLatin1String("nas-0 is full")));
        fixture.page.pane().lanes().setCurrent(2);
        QVERIFY(fixture.page.output().preview().contains(QLatin1String("nas-2 is full")));
    }

    void withoutAPastTheRulesOwnLabelsAreRouted() {
        Fixture fixture;
        fixture.host.past.series = 0;
        fixture.openRule();
        QTRY_VERIFY(fixture.page.output().route().contains(QLatin1String("screen\n")));
        QVERIFY(fixture.page.output().route().contains(QLatin1String("There is no past")));
    }

    void aServerWithoutAlertmanagerSaysSo() {
        Fixture fixture;
        fixture.host.server().hasAlertmanager = false;
        fixture.openRule();
        QTRY_VERIFY(fixture.page.output().route().contains(QLatin1String("No Alertmanager")));
    }

    void itSaysOverHowMuchDataItWasJudged() {
        Fixture fixture;
        fixture.host.past.history = 12 * model::kMinuteMs;
        auto rule = diskRule();
        rule.draft.expression = "disk_used > 1000";
        fixture.openRule(rule);
        QTRY_VERIFY(fixture.settled());
        const auto summary = fixture.page.pane().summary();
        QVERIFY2(summary.startsWith(QLatin1String("Would never have fired in the 12 min of data there is.")),
                 qPrintable(summary));
    }

    void runsThatMayTakeLongAreNotMadeHere() {
        Fixture fixture;
        fixture.host.past.even = false;
        fixture.openRule();
        QTRY_VERIFY(fixture.settled());
        const auto before = fixture.page.run().outcome();
        auto& slider = fixture.page.form().threshold().slider();
        slider.setValue(slider.minimum());
        QCOMPARE(fixture.page.run().outcome(), before);
        QTRY_VERIFY(fixture.page.run().outcome() != before);
    }

    void savingTellsAndCanBeUndone() {
        Fixture fixture;
        fixture.host.files.setText("window.yml", "# first\n");
        fixture.openRule();
        fixture.setExpression(QStringLiteral("disk_used > 90"));
        QSignalSpy changed(&fixture.page, &RuleEditPage::rulesChanged);
        fixture.page.saveButton().click();
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(fixture.page.bar().text().startsWith(QLatin1String("Saved and loaded")));
        QVERIFY(fixture.host.files.text("window.yml").find("disk_used > 90") != std::string::npos);
        QVERIFY(!fixture.page.isModified());
        auto* undo = fixture.barButton(QStringLiteral("Undo"));
        QVERIFY(undo);
        undo->click();
        QTRY_COMPARE(fixture.host.files.text("window.yml"), std::string("# first\n"));
    }

    void aFileOfAPersonIsShownFirst() {
        Fixture fixture;
        fixture.host.files.setText("/etc/rules.yml", "# by hand\n");
        fixture.openRule(diskRule("/etc/rules.yml"));
        fixture.setExpression(QStringLiteral("disk_used > 90"));
        fixture.page.saveButton().click();
        auto* difference = fixture.page.findChild<DifferenceView*>();
        QTRY_VERIFY(difference->isVisible());
        QVERIFY(difference->toPlainText().contains(QLatin1String("+disk_used > 90")));
        QCOMPARE(fixture.host.files.text("/etc/rules.yml"), std::string("# by hand\n"));
        QTest::keyClick(QGuiApplication::focusObject() ? qobject_cast<QWidget*>(QGuiApplication::focusObject())
                                                       : &fixture.page,
                        Qt::Key_Space);
        QTRY_VERIFY(fixture.host.files.text("/etc/rules.yml").find("disk_used > 90") != std::string::npos);
    }

    void aRefusedRuleLeavesTheFormerOnes() {
        Fixture fixture;
        fixture.host.files.refusing = true;
        fixture.openRule();
        fixture.setExpression(QStringLiteral("disk_used > 90"));
        fixture.page.saveButton().click();
        QTRY_VERIFY(fixture.page.bar().text().contains(QLatin1String("window.yml:3")));
        QVERIFY(fixture.page.bar().text().contains(QLatin1String("former rules run on")));
        QVERIFY(fixture.page.isModified());
    }

    void deletingCanBeUndone() {
        Fixture fixture;
        fixture.host.files.setText("window.yml", "# DiskAlmostFull\n");
        fixture.openRule();
        fixture.page.deleteButton().click();
        QTRY_COMPARE(fixture.host.files.text("window.yml"), std::string());
        QTRY_VERIFY(fixture.page.bar().text().contains(QLatin1String("DiskAlmostFull was deleted")));
        fixture.barButton(QStringLiteral("Undo"))->click();
        QTRY_COMPARE(fixture.host.files.text("window.yml"), std::string("# DiskAlmostFull\n"));
        QTRY_VERIFY(fixture.page.bar().text().contains(QLatin1String("is back")));
    }

    void elsewhereTheRuleCanBeCopied() {
        Fixture fixture;
        fixture.openRule();
        fixture.page.setSavable(false, QStringLiteral("Rules of other servers cannot be changed from here."));
        QVERIFY(!fixture.page.saveButton().isVisible());
        QVERIFY(!fixture.page.deleteButton().isVisible());
        QTest::keyClick(&fixture.page, Qt::Key_S, Qt::ControlModifier);
        QVERIFY(fixture.host.files.text("window.yml").empty());
        for (auto* button : fixture.page.findChildren<QPushButton*>()) {
            if (button->text() == QLatin1String("Copy YAML")) {
                button->click();
            }
        }
        QVERIFY(QGuiApplication::clipboard()->text().contains(QLatin1String("- alert: DiskAlmostFull")));
    }

    void whatIsNotSavedSurvives() {
        QString state;
        {
            Fixture fixture;
            fixture.openRule();
            QVERIFY(fixture.page.state().isEmpty());
            QSignalSpy changed(&fixture.page, &RuleEditPage::stateChanged);
            fixture.setExpression(QStringLiteral("disk_used > 91"));
            QVERIFY(changed.count() > 0);
            state = fixture.page.state();
        }
        Fixture next;
        next.page.restore(state);
        QCOMPARE(next.page.form().expression().text(), QStringLiteral("disk_used > 91"));
        QVERIFY(next.page.isModified());
        next.open();
        next.page.create(QStringLiteral("up == 0"));
        QCOMPARE(next.page.form().expression().text(), QStringLiteral("up == 0"));
        auto* back = next.barButton(QStringLiteral("Bring it back"));
        QVERIFY(back);
        back->click();
        QCOMPARE(next.page.form().expression().text(), QStringLiteral("disk_used > 91"));
    }

    void aThresholdIsSuggested() {
        Fixture fixture;
        fixture.openRule();
        QTRY_VERIFY(fixture.settled());
        emit fixture.page.pane().suggestRequested();
        QTRY_VERIFY(fixture.page.form().threshold().value() != 85.0);
        QTRY_VERIFY(fixture.firings() <= 1);
    }

    void aUnitTestIsWrittenBesideItsRule() {
        Fixture fixture;
        QTemporaryDir folder;
        fixture.openRule();
        QTRY_VERIFY(fixture.settled());
        fixture.page.saveUnitTest(folder.filePath(QStringLiteral("disk.test.yml")));
        QTRY_VERIFY(QFile::exists(folder.filePath(QStringLiteral("disk.test.yml"))));
        QFile rules(folder.filePath(QStringLiteral("disk.rules.yml")));
        QVERIFY(rules.open(QIODevice::ReadOnly));
        QVERIFY(rules.readAll().contains("alert: DiskAlmostFull"));
    }

    void theExpressionIsAsHighAsItsLines() {
        Fixture fixture;
        auto rule = diskRule();
        rule.draft.expression = "100 * (1 - node_filesystem_avail_bytes / node_filesystem_size_bytes) > 85";
        fixture.openRule(rule);
        QTRY_VERIFY(fixture.settled());
        auto& editor = fixture.page.form().expression().editor();
        const int one = editor.height();
        fixture.page.resize(560, 800);
        QTRY_COMPARE(editor.height(), one + editor.fontMetrics().lineSpacing());
        fixture.page.resize(1200, 800);
        QTRY_COMPARE(editor.height(), one);
    }

    void aThousandAlertsShowTheFirstFew() {
        Fixture fixture;
        fixture.host.past.series = 1000;
        fixture.page.pane().setLength(model::kHourMs);
        fixture.openRule();
        QTRY_VERIFY(fixture.settled());
        QCOMPARE(fixture.page.pane().lanes().rows().rows.size(), BacktestRun::kMaxRows);
        QCOMPARE(fixture.page.pane().lanes().rows().hidden, std::size_t(1000) - BacktestRun::kMaxRows);
    }

    void everythingHasANameForReaders() {
        Fixture fixture;
        fixture.openRule();
        QTRY_VERIFY(fixture.settled());
        for (auto* widget : fixture.page.findChildren<QWidget*>()) {
            const bool own = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget) ||
                             qobject_cast<QSlider*>(widget) || qobject_cast<QComboBox*>(widget);
            if (!own || !widget->isVisible() || qobject_cast<QAbstractSpinBox*>(widget->parentWidget())) {
                continue;
            }
            auto* button = qobject_cast<QAbstractButton*>(widget);
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                     widget->metaObject()->className());
        }
    }
};

QTEST_MAIN(TestRuleEditPage)
#include "test_rule_edit_page.moc"
