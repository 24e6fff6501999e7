// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTest>

#include "alerts/alert_detail.h"
#include "alerts/alerts_page.h"
#include "alerts/timeline_view.h"
#include "alerts/trace_view.h"
#include "models/alerts_model.h"
#include "models/history_model.h"
#include "models/rules_model.h"
#include "models/silences_model.h"
#include "ruleedit/backtest_pane.h"
#include "ruleedit/backtest_run.h"
#include "ruleedit/rule_edit_page.h"
#include "rules/rules_page.h"
#include "settings/settings_page.h"
#include "shell/main_window.h"
#include "silences/silence_form.h"
#include "silences/silence_preview.h"
#include "silences/silences_page.h"
#include "ui/flows/local_scene.h"
#include "ui/flows/remote_scene.h"

using namespace hearth;
using namespace hearth::ui;
using tests::RemoteScene;
using tests::WindowDriver;

#define QTRY_ALERT(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, tests::LocalScene::kAlertMs)

namespace {

constexpr const char* kRules = R"(groups:
  - name: targets
    rules:
      - alert: ExporterDown
        expr: up{job="nas"} == 0
        for: 1s
        labels: {severity: critical}
        annotations: {summary: '{{ $labels.instance }} does not answer'}
      - alert: LoadHigh
        expr: load > 50
)";

/// The window with an engine of its own, looking at a real server.
struct Fixture {
    RemoteScene remote;
    tests::LocalScene own{"groups: []\n"};
    WindowDriver& window = own.window();

    explicit Fixture(RemoteScene::With with)
        : remote(with, kRules) {}

    bool ready() { return own.ready() && remote.ready(); }
    AlertsPage& alerts() { return window.alerts(); }
    QTreeView* list() { return alerts().findChild<QTreeView*>(QStringLiteral("list")); }
    QModelIndex alert() { return WindowDriver::row(list(), AlertsModel::kAlert, QStringLiteral("ExporterDown")); }
    QString state() { return WindowDriver::cell(alert(), AlertsModel::kState); }
    bool chooseAlert() { return WindowDriver::choose(list(), alert()); }
    QString says() { return WindowDriver::words(alerts().findChild<AlertDetail*>()); }
    bool becomes(const char* wanted) {
        return window.refreshUntil([&] { return state() == QLatin1String(wanted); });
    }
};

/// The label that says so.
const QLabel* label(const QWidget& place, const char* text) {
    for (const auto* each : place.findChildren<QLabel*>()) {
        if (each->isVisible() && each->text().contains(QLatin1String(text))) {
            return each;
        }
    }
    return nullptr;
}

QLineEdit* field(const QWidget& place, const char* name) {
    for (auto* each : place.findChildren<QLineEdit*>()) {
        if (each->accessibleName() == QLatin1String(name)) {
            return each;
        }
    }
    return nullptr;
}

} // namespace

/// What works, what does not and what is said of it, with servers that know nothing of Hearth.
class TestRemote : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        if (const auto missing = RemoteScene::missing(); !missing.isEmpty()) {
            QSKIP(qPrintable(missing + QStringLiteral(" is not installed")));
        }
    }

    void aSilenceOfTheFormArrivesAtARealAlertmanager() {
        Fixture fixture(RemoteScene::With::kAlertmanager);
        QTRY_ALERT(fixture.ready());
        fixture.window.connectTo(fixture.remote.address());
        QVERIFY(fixture.window.window().windowTitle().contains(fixture.remote.address()));
        fixture.remote.target.stop();
        QVERIFY(fixture.becomes("Firing"));
        QTRY_VERIFY(fixture.chooseAlert());
        QTest::keyClick(fixture.list(), Qt::Key_S);
        auto* page = dynamic_cast<SilencesPage*>(fixture.window.page());
        QVERIFY(page != nullptr);
        auto* form = page->findChild<SilenceForm*>();
        QTRY_COMPARE_WITH_TIMEOUT(form->findChild<SilencePreview*>()->nowText(), QStringLiteral("Matches 1 alert now"),
                                  10'000);
        // A real one keeps no history: the past is read from ALERTS.
        QTRY_COMPARE_WITH_TIMEOUT(form->findChild<SilencePreview*>()->pastText(),
                                  QStringLiteral("1 in the last 30 days"), 10'000);
        QTest::keyClicks(field(*form, "Comment"), QStringLiteral("work on the nas"));
        QVERIFY(WindowDriver::click(form, QStringLiteral("Silence")));
        QTRY_ALERT(fixture.remote.silences().size() == 1);
        const auto silence = fixture.remote.silences().front();
        QCOMPARE(silence.comment, std::string("work on the nas"));
        QCOMPARE(silence.matchers.size(), std::size_t{4});
        QVERIFY(silence.state == datasource::SilenceState::kActive);

        fixture.alerts();
        QVERIFY(fixture.becomes("Silenced"));
        QTRY_VERIFY(fixture.chooseAlert());
        QTRY_VERIFY2(fixture.says().contains(QLatin1String("work on the nas")), qPrintable(fixture.says()));
        fixture.window.picture(QStringLiteral("remote-1-silenced"));
        QVERIFY(WindowDriver::click(fixture.alerts().findChild<AlertDetail*>(), QStringLiteral("Show silence")));
        auto* table = page->findChild<QTreeView*>(QStringLiteral("silences"));
        const auto row = [table](const char* state) {
            return WindowDriver::row(table, SilencesModel::kState, QLatin1String(state));
        };
        QTRY_VERIFY(WindowDriver::choose(table, row("Active")));
        QTest::keyClick(table, Qt::Key_Delete);
        QTRY_ALERT(row("Expired").isValid());
        QVERIFY(fixture.remote.silences().front().state == datasource::SilenceState::kExpired);
        fixture.window.picture(QStringLiteral("remote-2-expired"));
    }

    void anAcknowledgementIsASilenceThere() {
        Fixture fixture(RemoteScene::With::kAlertmanager);
        QTRY_ALERT(fixture.ready());
        fixture.window.connectTo(fixture.remote.address());
        fixture.remote.target.stop();
        QVERIFY(fixture.becomes("Firing"));
        QTRY_VERIFY(fixture.chooseAlert());
        QTest::keyClick(fixture.list(), Qt::Key_A);
        QVERIFY(fixture.becomes("Acknowledged"));
        QVERIFY(fixture.remote.silences().front().comment.starts_with("ACK!"));
        QVERIFY(WindowDriver::click(&fixture.alerts(), QStringLiteral("Undo")));
        QVERIFY(fixture.becomes("Firing"));
        QVERIFY(fixture.remote.silences().front().state == datasource::SilenceState::kExpired);
    }

    void whatARealOneDoesNotKeepIsGreyedWithTheReason() {
        Fixture fixture(RemoteScene::With::kAlertmanager);
        QTRY_ALERT(fixture.ready());
        fixture.window.connectTo(fixture.remote.address());
        fixture.remote.target.stop();
        QVERIFY(fixture.becomes("Firing"));
        QTRY_VERIFY(fixture.chooseAlert());
        auto& page = fixture.alerts();
        const auto trace = [&] {
            return label(*page.findChild<AlertDetail*>(), "keeps no record of how alerts are delivered; Hearth does");
        };
        QTRY_VERIFY2_WITH_TIMEOUT(trace() != nullptr, qPrintable(fixture.says()), 10'000);
        QVERIFY(!trace()->isEnabled());
        fixture.window.picture(QStringLiteral("remote-3-no-trace"));

        auto* tabs = page.findChild<QTabBar*>();
        QVERIFY(WindowDriver::chooseTab(tabs, 2));
        auto* history = page.findChild<QTreeView*>(QStringLiteral("history"));
        const auto life = [history] {
            return WindowDriver::row(history, HistoryModel::kAlert, QStringLiteral("ExporterDown"));
        };
        QTRY_ALERT(life().isValid());
        QTRY_VERIFY2(label(page, "This server keeps no history of alerts: read from the series ALERTS") != nullptr,
                     qPrintable(WindowDriver::words(&page)));
        fixture.window.picture(QStringLiteral("remote-4-history"));
        QVERIFY(WindowDriver::chooseTab(tabs, 1));
        QTRY_COMPARE_WITH_TIMEOUT(page.findChild<TimelineView*>()->timeline().rowCount(), 1, 10'000);

        fixture.window.window().actions()[WindowActions::kSettings]->trigger();
        QTRY_VERIFY2_WITH_TIMEOUT(
            fixture.window.messages().contains(QLatin1String("The settings of another machine are shown, not changed")),
            qPrintable(WindowDriver::words(fixture.window.page())), 10'000);
        const auto settings = [&] { return WindowDriver::words(fixture.window.page()); };
        QVERIFY2(settings().contains(QLatin1String("Nobody is told of alerts: this Alertmanager has no channel.")),
                 qPrintable(settings()));
        QVERIFY2(!settings().contains(QLatin1String("Add a channel")), qPrintable(settings()));
        fixture.window.picture(QStringLiteral("remote-5-settings"));
    }

    void aRuleIsTriedOverRangesAndCopied() {
        Fixture fixture(RemoteScene::With::kAlertmanager);
        fixture.remote.target.setLoad(70);
        QTRY_ALERT(fixture.ready());
        fixture.window.connectTo(fixture.remote.address());
        auto& page = fixture.window.rules();
        auto* tree = page.findChild<QTreeView*>(QStringLiteral("rules"));
        const auto rule = [tree] { return WindowDriver::row(tree, RulesModel::kName, QStringLiteral("LoadHigh")); };
        QVERIFY(fixture.window.refreshUntil(
            [&] { return WindowDriver::cell(rule(), RulesModel::kState) == QLatin1String("Firing: 1"); }));
        fixture.window.picture(QStringLiteral("remote-6-rules"));
        QVERIFY(WindowDriver::choose(tree, rule()));
        // What cannot be saved is not called editing, and the buttons say why.
        const auto reason = fixture.remote.address() +
                            QStringLiteral(" has its rules in its own files: rules can be copied, not saved.");
        QVERIFY(WindowDriver::action(&page, QStringLiteral("New rule")) == nullptr);
        QVERIFY(WindowDriver::action(&page, QStringLiteral("Try a rule"))->toolTip().contains(reason));
        QVERIFY(WindowDriver::action(&page, QStringLiteral("Open in editor"))->toolTip().contains(reason));
        QVERIFY(WindowDriver::click(&page, QStringLiteral("Open in editor")));
        auto* editor = fixture.window.ruleEditor();
        QVERIFY(editor != nullptr);
        QVERIFY(!editor->saveButton().isVisible());
        QVERIFY(!editor->deleteButton().isVisible());
        QVERIFY2(WindowDriver::words(editor).contains(reason), qPrintable(WindowDriver::words(editor)));
        QTRY_ALERT(editor->run().outcome() && !editor->run().fetching());
        QVERIFY2(editor->pane().summary().startsWith(QLatin1String("Would have fired once")),
                 qPrintable(editor->pane().summary()));
        fixture.window.picture(QStringLiteral("remote-7-editor"));
        QVERIFY(WindowDriver::click(editor, QStringLiteral("Copy YAML")));
        const auto yaml = QApplication::clipboard()->text();
        QVERIFY2(yaml.contains(QLatin1String("alert: LoadHigh")) && yaml.contains(QLatin1String("expr: load > 50")),
                 qPrintable(yaml));

        // Back at home the editor saves again.
        fixture.window.connectLocal();
        QVERIFY(editor->saveButton().isVisible());
        QVERIFY(WindowDriver::action(&page, QStringLiteral("New rule")) != nullptr);
    }

    void withoutAnAlertmanagerThePagesSayWhatIsMissing() {
        Fixture fixture(RemoteScene::With::kNothing);
        QTRY_ALERT(fixture.ready());
        fixture.window.connectTo(fixture.remote.address());
        fixture.remote.target.stop();
        QVERIFY(fixture.becomes("Firing"));
        QTRY_VERIFY(fixture.chooseAlert());
        QVERIFY2(fixture.window.messages().contains(QLatin1String(
                     "Who is told and what is silenced, inhibited or muted is not known: this server names no "
                     "Alertmanager.")),
                 qPrintable(fixture.window.messages()));
        QVERIFY2(fixture.says().contains(QLatin1String("whether anybody is told is not known here")),
                 qPrintable(fixture.says()));
        for (const auto* name : {"Silence", "Acknowledge"}) {
            auto* button = WindowDriver::button(fixture.alerts().findChild<AlertDetail*>(), QLatin1String(name));
            QVERIFY(button != nullptr && !button->isEnabled());
            QVERIFY2(button->toolTip().contains(QLatin1String("names no Alertmanager")), qPrintable(button->toolTip()));
        }
        fixture.window.picture(QStringLiteral("alone-1-alerts"));
        // Its rules alone say what fires.
        QTRY_ALERT(fixture.window.bell() == QLatin1String("1"));

        auto& silences = fixture.window.silences();
        QTRY_ALERT(WindowDriver::words(&silences).contains(QLatin1String("There is no Alertmanager here")));
        const auto* fresh = WindowDriver::action(&silences, QStringLiteral("New silence"));
        QVERIFY(!fresh->isEnabled());
        QVERIFY2(fresh->toolTip().contains(QLatin1String("names no Alertmanager")), qPrintable(fresh->toolTip()));
        fixture.window.picture(QStringLiteral("alone-2-silences"));

        fixture.window.window().actions()[WindowActions::kSettings]->trigger();
        QTRY_ALERT(WindowDriver::words(fixture.window.page()).contains(QLatin1String("No Alertmanager is connected")));
        fixture.window.picture(QStringLiteral("alone-3-settings"));

        // At home everything is there again.
        fixture.window.connectLocal();
        QTRY_ALERT(fixture.window.silences().isVisible() && fresh->isEnabled());
    }
};

int main(int argc, char** argv) {
    tests::leaveTheDesktop();
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    TestRemote test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_remote.moc"
