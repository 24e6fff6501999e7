// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QTest>

#include "models/alert_text.h"
#include "models/history_model.h"
#include "models/past_filter.h"
#include "models/timeline_model.h"
#include "ui/models/alert_samples.h"

using namespace hearth;
using namespace hearth::tests;
using namespace hearth::ui;
using datasource::AlertTransition;

namespace {

constexpr auto kMin = model::kMinuteMs;
const model::Labels kDisk{{"alertname", "Disk"}, {"instance", "nas"}};
const model::TimeRange kDay{0, 24 * model::kHourMs};

AlertTransition moment(model::TimestampMs time, const char* from, const char* to, double value = 0,
                       const model::Labels& labels = kDisk, const char* source = "rule") {
    return {time, alertFingerprint(labels).toStdString(), labels, source, from, to, value};
}

/// pending at noon, firing ten minutes later, over after an hour.
std::vector<AlertTransition> oneLife() {
    return {moment(kNoon + 70 * kMin, "firing", "inactive"), moment(kNoon + 10 * kMin, "pending", "firing", 7),
            moment(kNoon, "inactive", "pending", 6)};
}

QString print(const AlertPast& past) {
    QString text;
    const auto minutes = [](std::optional<model::TimestampMs> time) {
        return time ? QString::number((*time - kNoon) / kMin) : QStringLiteral("-");
    };
    for (const auto& life : past.lives) {
        text += QStringLiteral("%1 %2%3 %4 %5\n")
                    .arg(life.name, life.activeKnown ? QString() : QStringLiteral("<"), minutes(life.activeAt),
                         minutes(life.firedAt), minutes(life.resolvedAt));
    }
    return text;
}

model::MatrixSeries series(const char* state, model::TimestampMs begin, model::TimestampMs end) {
    model::MatrixSeries one;
    one.labels = {{"__name__", "ALERTS"}, {"alertname", "Disk"}, {"alertstate", state}, {"instance", "nas"}};
    for (auto time = begin; time <= end; time += kMin) {
        one.samples.push_back({time, 1});
    }
    return one;
}

template <class Model>
QString printTable(const Model& model) {
    QString text;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) {
            cells << model.index(row, column).data().toString();
        }
        text += cells.join(QStringLiteral(" | ")) + QLatin1Char('\n');
    }
    return text;
}

} // namespace

class TestAlertPast : public QObject {
    Q_OBJECT

  private slots:
    void transitionsMakeLives() { QCOMPARE(print(alertPastOf(oneLife(), kDay, 0)), QStringLiteral("Disk 0 10 70\n")); }

    void whatBeganBeforeIsSaidToHaveDoneSo() {
        const auto past = alertPastOf({moment(kNoon, "firing", "inactive")}, {kNoon - 60 * kMin, kNoon + kMin}, 0);
        QCOMPARE(print(past), QStringLiteral("Disk <-60 -60 0\n"));
    }

    void anAlertmanagersEchoIsNotASecondLife() {
        auto moments = oneLife();
        moments.push_back(moment(kNoon + 11 * kMin, "", "firing", 0, kDisk, "alertmanager"));
        moments.push_back(moment(kNoon + 71 * kMin, "firing", "resolved", 0, kDisk, "alertmanager"));
        QCOMPARE(print(alertPastOf(moments, kDay, 0)), QStringLiteral("Disk 0 10 70\n"));
    }

    void othersAlertsLiveAsTheAlertmanagerSays() {
        const auto past = alertPastOf({moment(kNoon, "", "firing", 0, kDisk, "alertmanager"),
                                       moment(kNoon + 5 * kMin, "firing", "resolved", 0, kDisk, "alertmanager")},
                                      kDay, 0);
        QCOMPARE(print(past), QStringLiteral("Disk 0 0 5\n"));
        QVERIFY(!past.lives.front().value);
    }

    void seriesMakeLives() {
        const auto past = alertPastOf(model::Matrix{series("pending", kNoon, kNoon + 9 * kMin),
                                                    series("firing", kNoon + 10 * kMin, kNoon + 30 * kMin)},
                                      kDay, kMin);
        QCOMPARE(print(past), QStringLiteral("Disk 0 10 31\n"));
        QCOMPARE(past.source, AlertPast::Source::kSeries);
    }

    void whatTheLimitCutOffIsNotGuessed() {
        const auto past = alertPastOf({moment(kNoon + 70 * kMin, "firing", "inactive"),
                                       moment(kNoon + 10 * kMin, "inactive", "pending", 1, {{"alertname", "Fan"}})},
                                      kDay, 2);
        QVERIFY(!past.complete);
        const auto& disk = past.lives.front();
        QCOMPARE(disk.name, QStringLiteral("Disk"));
        QVERIFY(!disk.firedKnown);
        QCOMPARE(disk.firedAt.value_or(0), kNoon + 10 * kMin);
    }

    void pendingAloneIsALifeThatNeverFired() {
        QCOMPARE(print(alertPastOf(model::Matrix{series("pending", kNoon, kNoon + 2 * kMin)}, kDay, kMin)),
                 QStringLiteral("Disk 0 - 3\n"));
    }

    void silencesAreThoseThatMatchedMeanwhile() {
        auto past = alertPastOf(oneLife(), kDay, 0);
        auto late = silenceOf("2", {}, "too late");
        late.startsAt = kNoon + 80 * kMin;
        addSilences(past, {silenceOf("1", {model::Matcher::equal("alertname", "Disk")}, "new disk"), late,
                           silenceOf("3", {model::Matcher::equal("alertname", "Fan")}, "new fan")});
        QCOMPARE(past.lives.front().silences.size(), std::size_t{1});
        QCOMPARE(past.lives.front().silences.front().comment, QStringLiteral("new disk"));
    }

    void theHistoryIsATable() {
        auto past = std::make_shared<AlertPast>(alertPastOf(oneLife(), kDay, 0));
        addSilences(*past, {silenceOf("1", {model::Matcher::equal("alertname", "Disk")}, "ACK! seen")});
        HistoryModel model;
        const QAbstractItemModelTester tester(&model);
        model.setUtc(true);
        model.setPast(past);
        datasource::TraceEvent sent;
        sent.kind = datasource::TraceEvent::Kind::kSent;
        sent.time = sent.last = kNoon + 11 * kMin;
        sent.receiver = "mail";
        sent.integration = "email[0]";
        model.addTraces({{past->lives.front().fingerprint, {sent}}});
        model.addPeaks({{HistoryModel::lifeKey(past->lives.front()), {97.25, 15 * model::kSecondMs}}});
        QCOMPARE(printTable(model),
                 QStringLiteral("1970-01-01 12:10 | 1970-01-01 13:10 | 1 h | Disk | 97.3 | mail email[0] | "
                                "acknowledged: seen | instance=nas\n"));
    }

    void theHistoryTakesTheValueAtFiringForNoPeak() {
        const auto past = std::make_shared<AlertPast>(alertPastOf(oneLife(), kDay, 0));
        HistoryModel model;
        const QAbstractItemModelTester tester(&model);
        model.setPast(past);
        const auto peak = model.index(0, HistoryModel::kPeak);
        QCOMPARE(peak.data().toString(), QString());
        model.addPeaks({{HistoryModel::lifeKey(past->lives.front()), {std::nullopt, model::kMinuteMs}}});
        QCOMPARE(peak.data().toString(), QStringLiteral("7 at firing"));
    }

    void aStateInTheFilterIsOneThatTheAlertWasIn() {
        auto past = alertPastOf(oneLife(), kDay, 0);
        const AlertSnapshot nothing;
        const auto accepts = [&](const char* text) {
            const auto filter = AlertFilter::parse(QString::fromLatin1(text));
            return PastFilter(filter, nothing).accepts(past.lives.front());
        };
        QVERIFY(accepts("state:firing"));
        QVERIFY(accepts("state:pending"));
        QVERIFY(!accepts("state:silenced"));
        QVERIFY(!accepts("state:muted"));
        QVERIFY(!accepts("receiver:mail"));
        addSilences(past, {silenceOf("1", {model::Matcher::equal("alertname", "Disk")}, "new disk")});
        QVERIFY(accepts("state:silenced"));
        QVERIFY(!accepts("state:acknowledged"));
    }

    void whatGoesOnIsFilteredByWhatItIsNow() {
        const model::Labels labels{{"alertname", "Fan"}, {"instance", "nas"}};
        const auto past = alertPastOf({moment(kNoon, "inactive", "firing", 1, labels)}, kDay, 0);
        auto told = receivedAlert({{"alertname", "Fan"}, {"cluster", "home"}, {"instance", "nas"}});
        told.inhibitedBy = {"abc"};
        AlertAnswers answers;
        answers.rules = fail(ErrorCode::kUnsupported, "none");
        answers.groups = std::vector{groupOf({{"alertname", "Fan"}}, {told})};
        const auto present = makeAlertSnapshot(std::move(answers));
        const auto accepts = [&](const char* text) {
            const auto filter = AlertFilter::parse(QString::fromLatin1(text));
            return PastFilter(filter, *present).accepts(past.lives.front());
        };
        QVERIFY(accepts("state:inhibited receiver:mail"));
        QVERIFY(!accepts("state:muted"));
        QVERIFY(!accepts("receiver:pager"));
    }

    void theTimelineHasARowAnAlert() {
        auto moments = oneLife();
        moments.push_back(moment(kNoon - 60 * kMin, "inactive", "firing", 9));
        moments.push_back(moment(kNoon - 50 * kMin, "firing", "inactive"));
        moments.push_back(moment(kNoon, "inactive", "firing", 1, {{"alertname", "Fan"}}));
        TimelineModel model;
        const QAbstractItemModelTester tester(&model);
        model.setUtc(true);
        model.setPast(std::make_shared<AlertPast>(alertPastOf(moments, kDay, 0)));
        QCOMPARE(printTable(model), QStringLiteral("Fan   | \nDisk  instance=nas | \n"));
        QCOMPARE(model.spans(1).size(), std::size_t{3});
        QCOMPARE(model.describe(1, kNoon + 20 * kMin, 0),
                 QStringLiteral("Firing 1970-01-01 12:10 to 1970-01-01 13:10 (1 h)"));
        QCOMPARE(model.describe(1, kNoon - 30 * kMin, 0), QString());
        QCOMPARE(model.index(1, TimelineModel::kSpans).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("fired 2 time(s)"));
    }

    void theTimelineShowsWhatHasJustBegun() {
        TimelineModel model;
        model.setPast(
            std::make_shared<AlertPast>(alertPastOf(model::Matrix{series("pending", kDay.end, kDay.end)}, kDay, kMin)));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.spans(0).size(), std::size_t{1});
    }

    void theTimelineKeepsPlacesWhereRowsChange() {
        TimelineModel model;
        const QAbstractItemModelTester tester(&model);
        model.setPast(std::make_shared<AlertPast>(alertPastOf(oneLife(), kDay, 0)));
        const QPersistentModelIndex disk = model.index(0, 0);
        auto moments = oneLife();
        moments.push_back(moment(kNoon, "inactive", "firing", 1, {{"alertname", "Fan"}}));
        model.setPast(std::make_shared<AlertPast>(alertPastOf(moments, kDay, 0)));
        QCOMPARE(disk.row(), 1);
        model.setFilter(AlertFilter::parse(QStringLiteral("name:Fan")));
        QVERIFY(!disk.isValid());
    }
};

QTEST_GUILESS_MAIN(TestAlertPast)
#include "test_alert_past.moc"
