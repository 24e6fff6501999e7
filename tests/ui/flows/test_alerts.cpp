// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QLineEdit>
#include <QTabBar>
#include <QTest>
#include <QTreeWidget>

#include "alerts/alert_detail.h"
#include "alerts/alerts_page.h"
#include "alerts/timeline_view.h"
#include "alerts/trace_view.h"
#include "graph/plot_view.h"
#include "models/alerts_model.h"
#include "models/history_model.h"
#include "models/silences_model.h"
#include "shell/main_window.h"
#include "silences/matcher_row.h"
#include "silences/silence_form.h"
#include "silences/silence_preview.h"
#include "silences/silences_page.h"
#include "ui/flows/local_scene.h"
#include "widgets/filter_chips.h"

using namespace hearth;
using namespace hearth::ui;
using tests::WindowDriver;

#define QTRY_ALERT(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, tests::LocalScene::kAlertMs)

namespace {

constexpr const char* kRules = R"(groups:
  - name: targets
    rules:
      - alert: ExporterDown
        expr: up{job="nas"} == 0
        for: %1
        labels: {severity: critical}
        annotations:
          summary: '{{ $labels.instance }} does not answer'
          runbook_url: 'https://runbooks.example/down'
)";

/// The page of alerts over a real engine, and what is looked at there.
struct Fixture : tests::LocalScene {
    explicit Fixture(const char* holdFor = "2s")
        : LocalScene(QString::fromLatin1(kRules).arg(QLatin1String(holdFor)).toUtf8()) {}

    AlertsPage* page = nullptr;
    QTreeView* list = nullptr;

    void open() {
        page = &window().alerts();
        list = page->findChild<QTreeView*>(QStringLiteral("list"));
    }
    QModelIndex alert() const { return WindowDriver::row(list, AlertsModel::kAlert, QStringLiteral("ExporterDown")); }
    QString state() const { return WindowDriver::cell(alert(), AlertsModel::kState); }
    /// As a person who sees it comes to it.
    bool chooseAlert() const { return WindowDriver::choose(list, alert()); }
    AlertDetail* detail() const { return page->findChild<AlertDetail*>(); }
    QString chips() const { return WindowDriver::words(page->findChild<FilterChips*>()); }
    QString says() const { return WindowDriver::words(detail()); }
    bool becomes(const char* wanted) {
        return window().refreshUntil([&] { return state() == QLatin1String(wanted); });
    }
};

QString matchersIn(const SilenceForm& form) {
    QStringList texts;
    for (const auto* row : form.findChildren<MatcherRow*>()) {
        if (row->isBlank()) {
            continue;
        }
        const auto draft = row->draft();
        texts << draft.name + QLatin1Char('=') + draft.value;
    }
    texts.sort();
    return texts.join(QLatin1Char(' '));
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

/// What a person does about an alert, in the window over the engine that raised it.
class TestAlerts : public QObject {
    Q_OBJECT

  private slots:
    void aStoppedTargetIsPendingThenFiringEverywhere() {
        Fixture fixture("7s"); // seen in between by a page that asks every five seconds
        QTRY_ALERT(fixture.ready());
        fixture.open();
        QTRY_ALERT(WindowDriver::words(fixture.page).contains(QLatin1String("All quiet")));
        fixture.window().picture(QStringLiteral("local-1-quiet"));
        fixture.target.stop();
        QTRY_ALERT(fixture.state() == QLatin1String("Pending"));
        QVERIFY2(fixture.chips().contains(QLatin1String("Pending 1")), qPrintable(fixture.chips()));
        fixture.window().picture(QStringLiteral("local-2-pending"));
        QTRY_ALERT(fixture.state() == QLatin1String("Firing"));
        QVERIFY2(fixture.chips().contains(QLatin1String("Firing 1")), qPrintable(fixture.chips()));
        QTRY_ALERT(fixture.window().bell() == QLatin1String("1"));
        QVERIFY2(fixture.window().sidebar(WindowActions::kAlerts).contains(QLatin1String("1 alert firing")),
                 qPrintable(fixture.window().sidebar(WindowActions::kAlerts)));

        // A chip shows its own alerts alone.
        QVERIFY(WindowDriver::click(fixture.page, QStringLiteral("Pending 0")));
        QTRY_VERIFY(!fixture.alert().isValid());
        QVERIFY(WindowDriver::click(fixture.page, QStringLiteral("Pending 0")));
        QTRY_VERIFY(fixture.alert().isValid());
    }

    void theDetailSaysWhyWhatAndToWhom() {
        Fixture fixture;
        QTRY_ALERT(fixture.ready());
        fixture.open();
        fixture.target.stop();
        QVERIFY(fixture.becomes("Firing"));
        QTRY_VERIFY(fixture.chooseAlert());
        QTRY_VERIFY(fixture.detail()->isVisible());
        QTRY_ALERT(fixture.says().contains(QLatin1String("Accepted by people (webhook[0])")));
        const auto says = fixture.says();
        for (const auto* part : {R"(up{job="nas"} == 0)", "does not answer", "https://runbooks.example/down",
                                 "The rule became true (value 0): pending.", "It stayed true long enough",
                                 "The Alertmanager was told that it fires.", "Joined its group for people"}) {
            QVERIFY2(says.contains(QLatin1String(part)), qPrintable(QLatin1String(part) + QLatin1String("\n") + says));
        }
        const auto* labels = fixture.detail()->findChild<QTreeWidget*>();
        const auto found = labels->findItems(QStringLiteral("instance"), Qt::MatchExactly);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.front()->text(1), fixture.target.instance());
        QTRY_VERIFY2(fixture.detail()->findChild<PlotView*>()->isVisible(), qPrintable(fixture.says()));
        fixture.window().picture(QStringLiteral("local-3-detail"));
    }

    void anAcknowledgementIsMadeAndTakenBack() {
        Fixture fixture;
        QTRY_ALERT(fixture.ready());
        fixture.open();
        fixture.target.stop();
        QVERIFY(fixture.becomes("Firing"));
        QTRY_VERIFY(fixture.chooseAlert());
        QTest::keyClick(fixture.list, Qt::Key_A);
        QVERIFY(fixture.becomes("Acknowledged"));
        QCOMPARE(fixture.silences("ACK!").size(), std::size_t{1});
        QVERIFY2(fixture.window().messages().contains(QLatin1String("1 alert acknowledged until it is resolved.")),
                 qPrintable(fixture.window().messages()));
        QVERIFY2(fixture.says().contains(QLatin1String("Acknowledged by ")), qPrintable(fixture.says()));
        fixture.window().picture(QStringLiteral("local-4-acknowledged"));

        QVERIFY(WindowDriver::click(fixture.page, QStringLiteral("Undo")));
        QVERIFY(fixture.becomes("Firing"));
        const auto acknowledgements = fixture.silences("ACK!");
        QCOMPARE(acknowledgements.front().state, datasource::SilenceState::kExpired);
    }

    void aSilenceIsMadeExpiredAndSetAgain() {
        Fixture fixture;
        QTRY_ALERT(fixture.ready());
        fixture.open();
        fixture.target.stop();
        QVERIFY(fixture.becomes("Firing"));
        QTRY_VERIFY(fixture.chooseAlert());
        QTest::keyClick(fixture.list, Qt::Key_S);
        auto* page = dynamic_cast<SilencesPage*>(fixture.window().page());
        QVERIFY(page != nullptr);
        auto* form = page->findChild<SilenceForm*>();
        QTRY_VERIFY(form->isVisible());
        QCOMPARE(matchersIn(*form), QStringLiteral("alertname=ExporterDown instance=%1 job=nas severity=critical")
                                        .arg(fixture.target.instance()));
        const auto* preview = form->findChild<SilencePreview*>();
        QTRY_COMPARE_WITH_TIMEOUT(preview->nowText(), QStringLiteral("Matches 1 alert now"), 5000);
        QTRY_COMPARE_WITH_TIMEOUT(preview->pastText(), QStringLiteral("1 in the last 30 days"), 5000);
        QVERIFY(!WindowDriver::click(form, QStringLiteral("Silence"))); // the comment is missing
        QTest::keyClicks(field(*form, "Comment"), QStringLiteral("work on the nas"));
        fixture.window().picture(QStringLiteral("local-5-form"));
        QVERIFY(WindowDriver::click(form, QStringLiteral("Silence")));

        auto* table = page->findChild<QTreeView*>(QStringLiteral("silences"));
        const auto silence = [table](const char* state) {
            return WindowDriver::row(table, SilencesModel::kState, QLatin1String(state));
        };
        QTRY_ALERT(silence("Active").isValid());
        QTRY_COMPARE_WITH_TIMEOUT(WindowDriver::cell(silence("Active"), SilencesModel::kMatches),
                                  QStringLiteral("1 alert"), 10'000);
        QCOMPARE(WindowDriver::cell(silence("Active"), SilencesModel::kComment), QStringLiteral("work on the nas"));
        fixture.window().picture(QStringLiteral("local-6-silences"));
        fixture.open();
        QVERIFY(fixture.becomes("Silenced"));
        QTRY_VERIFY(fixture.chooseAlert());
        QTRY_VERIFY2(fixture.says().contains(QLatin1String("work on the nas")), qPrintable(fixture.says()));

        // The reason leads back to the silence.
        QVERIFY(WindowDriver::click(fixture.detail(), QStringLiteral("Show silence")));
        QCOMPARE(fixture.window().page(), page);
        QTRY_VERIFY(WindowDriver::choose(table, silence("Active")));
        QTest::keyClick(table, Qt::Key_Delete);
        QTRY_ALERT(silence("Expired").isValid());
        QVERIFY2(fixture.window().messages().contains(QLatin1String("1 silence expired.")),
                 qPrintable(fixture.window().messages()));
        QVERIFY(WindowDriver::click(page, QStringLiteral("Undo")));
        QTRY_ALERT(silence("Active").isValid());
        QCOMPARE(fixture.silences("work on the nas").size(), std::size_t{2});
    }

    void whatIsOverIsInHistoryAndOnTheTimeLine() {
        Fixture fixture;
        QTRY_ALERT(fixture.ready());
        fixture.open();
        fixture.target.stop();
        QVERIFY(fixture.becomes("Firing"));
        QTRY_ALERT(fixture.receiver.posted().contains("ExporterDown"));
        fixture.target.start();
        QTRY_ALERT(fixture.receiver.posted().contains(R"("status":"resolved")"));
        QTRY_VERIFY2_WITH_TIMEOUT(WindowDriver::words(fixture.page).contains(QLatin1String("All quiet since ")),
                                  qPrintable(WindowDriver::words(fixture.page)), tests::LocalScene::kAlertMs);

        auto* tabs = fixture.page->findChild<QTabBar*>();
        QVERIFY(WindowDriver::chooseTab(tabs, 2));
        auto* history = fixture.page->findChild<QTreeView*>(QStringLiteral("history"));
        const auto life = [history] {
            return WindowDriver::row(history, HistoryModel::kAlert, QStringLiteral("ExporterDown"));
        };
        QTRY_ALERT(life().isValid());
        QCOMPARE(history->model()->rowCount(), 1);
        QVERIFY(!WindowDriver::cell(life(), HistoryModel::kResolved).isEmpty());
        QTRY_VERIFY2(WindowDriver::cell(life(), HistoryModel::kNotified).contains(QLatin1String("people")),
                     qPrintable(WindowDriver::cell(life(), HistoryModel::kNotified)));
        QTRY_VERIFY(WindowDriver::choose(history, life()));
        QTRY_VERIFY2(fixture.says().contains(QLatin1String("Resolved")), qPrintable(fixture.says()));
        QTRY_VERIFY2(fixture.says().contains(QLatin1String("The rule was no longer true: resolved.")),
                     qPrintable(fixture.says()));
        fixture.window().picture(QStringLiteral("local-7-history"));

        QVERIFY(WindowDriver::chooseTab(tabs, 1));
        const auto* timeline = fixture.page->findChild<TimelineView*>();
        QTRY_COMPARE_WITH_TIMEOUT(timeline->timeline().rowCount(), 1, 10'000);
        const auto& spans = timeline->timeline().spans(0);
        QVERIFY(std::ranges::any_of(
            spans, [](const TimelineSpan& span) { return span.kind == TimelineSpan::Kind::kPending; }));
        QVERIFY(std::ranges::any_of(spans,
                                    [](const TimelineSpan& span) { return span.kind == TimelineSpan::Kind::kFiring; }));
        fixture.window().picture(QStringLiteral("local-8-timeline"));
    }
};

int main(int argc, char** argv) {
    tests::leaveTheDesktop();
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    TestAlerts test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_alerts.moc"
