// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

#include "alerts/alerts_page.h"
#include "explore/editor_input.h"
#include "explore/explore_page.h"
#include "models/alerts_model.h"
#include "models/rules_model.h"
#include "ruleedit/backtest_pane.h"
#include "ruleedit/backtest_run.h"
#include "ruleedit/number_field.h"
#include "ruleedit/rule_edit_page.h"
#include "ruleedit/rule_form.h"
#include "ruleedit/threshold_controls.h"
#include "rules/rules_page.h"
#include "shell/main_window.h"
#include "ui/flows/local_scene.h"
#include "widgets/filter_chips.h"
#include "widgets/filter_field.h"

using namespace hearth;
using namespace hearth::ui;
using tests::WindowDriver;

#define QTRY_ALERT(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, tests::LocalScene::kAlertMs)

namespace {

constexpr const char* kRules = R"(# Written by hand.
groups:
  - name: machine
    rules:
      - alert: LoadHigh
        expr: load > 50
        labels: {severity: warning}
      - alert: DiskHot
        expr: heat{sensor="disk"} > 80
        for: 10m
      - record: heat:max
        expr: max(heat)
)";

/// The page of rules over a real engine.
struct Fixture : tests::LocalScene {
    Fixture()
        : LocalScene(kRules) {}

    RulesPage* page = nullptr;
    QTreeView* tree = nullptr;

    void open() {
        page = &window().rules();
        tree = page->findChild<QTreeView*>(QStringLiteral("rules"));
    }
    QModelIndex rule(const char* name) const { return WindowDriver::row(tree, RulesModel::kName, QLatin1String(name)); }
    QString state(const char* name) const { return WindowDriver::cell(rule(name), RulesModel::kState); }
    QString chips() const { return WindowDriver::words(page->findChild<FilterChips*>()); }
    void filter(const char* text) const { WindowDriver::type(page->findChild<FilterField*>(), QLatin1String(text)); }
    /// Opens the rule in the editor; null where that does not come up.
    RuleEditPage* edit(const char* name) {
        return WindowDriver::choose(tree, rule(name)) && WindowDriver::click(page, QStringLiteral("Edit"))
                   ? window().ruleEditor()
                   : nullptr;
    }
};

} // namespace

/// What a person does with rules, in the window over the engine that runs them.
class TestRules : public QObject {
    Q_OBJECT

  private slots:
    void statesAreShownFilteredAndFollowed() {
        Fixture fixture;
        QTRY_ALERT(fixture.ready());
        fixture.open();
        QTRY_ALERT(fixture.state("LoadHigh") == QLatin1String("Inactive"));
        QCOMPARE(fixture.state("heat:max"), QStringLiteral("Recording"));
        fixture.target.setLoad(70);
        QTRY_ALERT(fixture.state("LoadHigh") == QLatin1String("Firing: 1"));
        QTRY_ALERT(WindowDriver::cell(fixture.rule("LoadHigh"), RulesModel::kHealth) == QLatin1String("OK"));
        QVERIFY2(fixture.chips().contains(QLatin1String("Firing 1")), qPrintable(fixture.chips()));
        QVERIFY2(fixture.chips().contains(QLatin1String("Recording 1")), qPrintable(fixture.chips()));
        fixture.filter("state:firing");
        QVERIFY(fixture.rule("LoadHigh").isValid());
        QVERIFY(!fixture.rule("DiskHot").isValid());
        fixture.window().picture(QStringLiteral("rules-1-filtered"));
        fixture.filter("name:disk");
        QVERIFY2(WindowDriver::words(fixture.page).contains(QLatin1String("1 of 3 rules shown")),
                 qPrintable(WindowDriver::words(fixture.page)));
        QTest::keyClick(fixture.page->findChild<FilterField*>(), Qt::Key_Escape);
        QTRY_VERIFY(fixture.rule("LoadHigh").isValid());

        QVERIFY(WindowDriver::choose(fixture.tree, fixture.rule("LoadHigh")));
        QVERIFY(WindowDriver::click(fixture.page, QStringLiteral("Show in Explore")));
        auto* explore = dynamic_cast<ExplorePage*>(fixture.window().page());
        QVERIFY(explore != nullptr);
        QTRY_VERIFY2(explore->history().contains(QStringLiteral("load > 50")), qPrintable(explore->link()));

        fixture.open();
        QVERIFY(WindowDriver::choose(fixture.tree, fixture.rule("LoadHigh")));
        QVERIFY(WindowDriver::click(fixture.page, QStringLiteral("Show alerts")));
        auto* alerts = dynamic_cast<AlertsPage*>(fixture.window().page());
        QVERIFY(alerts != nullptr);
        QCOMPARE(alerts->filterText(), QStringLiteral("alertname=\"LoadHigh\""));
        const auto* list = alerts->findChild<QTreeView*>(QStringLiteral("list"));
        QTRY_ALERT(WindowDriver::row(list, AlertsModel::kAlert, QStringLiteral("LoadHigh")).isValid());
    }

    void aThresholdIsChangedTriedAndSaved() {
        Fixture fixture;
        QTRY_ALERT(fixture.ready());
        fixture.target.setLoad(70);
        fixture.open();
        QTRY_ALERT(fixture.state("LoadHigh") == QLatin1String("Firing: 1"));
        auto* editor = fixture.edit("LoadHigh");
        QVERIFY(editor != nullptr);
        QCOMPARE(editor->form().expression().text(), QStringLiteral("load > 50"));
        QTRY_ALERT(editor->run().outcome() && !editor->run().fetching());
        QVERIFY2(editor->pane().summary().startsWith(QLatin1String("Would have fired once")),
                 qPrintable(editor->pane().summary()));

        auto& number = editor->form().threshold().number();
        WindowDriver::type(&number, QStringLiteral("90"));
        QTest::keyClick(&number, Qt::Key_Return);
        QTRY_COMPARE(editor->form().expression().text(), QStringLiteral("load > 90"));
        fixture.window().picture(QStringLiteral("rules-2-editor"));
        QVERIFY(WindowDriver::click(&editor->saveButton()));
        // The file is one that somebody wrote: the difference is shown first.
        QTRY_VERIFY(WindowDriver::button(editor, QStringLiteral("Save to file")) != nullptr);
        QCOMPARE(fixture.expression("LoadHigh"), QStringLiteral("load > 50"));
        fixture.window().picture(QStringLiteral("rules-3-difference"));
        QVERIFY(WindowDriver::click(editor, QStringLiteral("Save to file")));
        QTRY_COMPARE_WITH_TIMEOUT(fixture.expression("LoadHigh"), QStringLiteral("load > 90"), 10'000);
        QTRY_VERIFY2(fixture.window().messages().contains(QLatin1String("Saved and loaded.")),
                     qPrintable(fixture.window().messages()));
        const auto file = fixture.read(QStringLiteral("rules/first.yml"));
        QVERIFY2(file.startsWith("# Written by hand.") && file.contains("load > 90"), file.constData());

        fixture.open();
        QTRY_ALERT(fixture.state("LoadHigh") == QLatin1String("Inactive"));
    }

    void whatIsBrokenIsRefusedAndTheRunningRulesStay() {
        Fixture fixture;
        QTRY_ALERT(fixture.ready());
        fixture.open();
        QTRY_ALERT(fixture.rule("LoadHigh").isValid());
        auto* editor = fixture.edit("LoadHigh");
        QVERIFY(editor != nullptr);
        editor->form().expression().setText(QStringLiteral("load >"));
        QVERIFY(WindowDriver::click(&editor->saveButton()));
        // Line 6 is that of the expression.
        QTRY_VERIFY2(fixture.window().messages().contains(QLatin1String("/rules/first.yml: 6:")) &&
                         fixture.window().messages().contains(QLatin1String("parse error")),
                     qPrintable(fixture.window().messages()));
        QCOMPARE(fixture.expression("LoadHigh"), QStringLiteral("load > 50"));
        QCOMPARE(fixture.read(QStringLiteral("rules/first.yml")), QByteArray(kRules));

        // The same by hand, in the file.
        auto broken = QByteArray(kRules);
        broken.replace("load > 50", "load >");
        fixture.write(QStringLiteral("rules/first.yml"), broken);
        fixture.window().window().actions()[WindowActions::kReload]->trigger();
        QTRY_VERIFY2(fixture.window().messages().contains(QLatin1String("the one before runs on")),
                     qPrintable(fixture.window().messages()));
        const auto words = fixture.window().messages();
        QVERIFY2(words.contains(QLatin1String("runs on: ") + fixture.path(QStringLiteral("rules/first.yml: 6:"))),
                 qPrintable(words));
        fixture.window().picture(QStringLiteral("rules-4-refused"));
        QCOMPARE(fixture.expression("LoadHigh"), QStringLiteral("load > 50"));
    }
};

int main(int argc, char** argv) {
    tests::leaveTheDesktop();
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    TestRules test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_rules.moc"
