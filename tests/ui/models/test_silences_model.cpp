// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>

#include "models/silences_model.h"

using namespace hearth;
using namespace hearth::ui;
using datasource::Silence;
using datasource::SilenceState;

namespace {

constexpr model::TimestampMs kNow = 1'800'000'000'000;

Silence makeSilence(const std::string& id, SilenceState state, model::DurationMs endsIn, const std::string& alert) {
    Silence silence;
    silence.id = id;
    silence.state = state;
    silence.startsAt = state == SilenceState::kPending ? kNow + 5 * model::kMinuteMs : kNow - model::kHourMs;
    silence.endsAt = kNow + endsIn;
    silence.matchers = {model::Matcher::equal("alertname", alert)};
    silence.createdBy = "ann";
    silence.comment = "for " + alert;
    return silence;
}

std::shared_ptr<const ReceivedAlerts> alertsNamed(const std::vector<std::string>& names) {
    auto alerts = std::make_shared<ReceivedAlerts>();
    for (const auto& name : names) {
        alerts->push_back({.labels = {{"alertname", name}, {"job", "node"}}});
    }
    return alerts;
}

std::vector<Silence> fewSilences() {
    auto acknowledged = makeSilence("ack", SilenceState::kActive, 10 * model::kMinuteMs, "Clock");
    acknowledged.comment = "ACK! looking";
    return {makeSilence("old", SilenceState::kExpired, -2 * model::kHourMs, "Gone"),
            makeSilence("later", SilenceState::kPending, 2 * model::kHourMs, "Fan"),
            makeSilence("long", SilenceState::kActive, 3 * model::kHourMs, "Disk"),
            makeSilence("soon", SilenceState::kActive, 12 * model::kMinuteMs, "Load"), acknowledged};
}

SilenceSnapshotPtr fewRows() {
    return makeSilenceSnapshot(fewSilences(), alertsNamed({"Disk", "Disk", "Fan", "Clock"}));
}

/// 500 silences, half of them with a regular expression, over 10,000 alerts.
SilenceSnapshotPtr manyRows() {
    std::vector<Silence> silences;
    for (int i = 0; i < 500; ++i) {
        const auto name = "Alert" + std::to_string(i % 100);
        auto silence =
            makeSilence("id" + std::to_string(i), i % 5 == 4 ? SilenceState::kExpired : SilenceState::kActive,
                        (i + 1) * model::kMinuteMs, name);
        if (i % 2 == 0) {
            silence.matchers.push_back(*model::Matcher::create(model::MatchType::kRegex, "instance", "nas-[0-9]*7"));
        }
        silences.push_back(std::move(silence));
    }
    auto alerts = std::make_shared<ReceivedAlerts>();
    for (int i = 0; i < 10'000; ++i) {
        alerts->push_back({.labels = {{"alertname", "Alert" + std::to_string(i % 100)},
                                      {"instance", "nas-" + std::to_string(i)},
                                      {"job", "node"}}});
    }
    return makeSilenceSnapshot(std::move(silences), alerts);
}

/// The model as text: a line a row.
QString print(const SilencesModel& model) {
    QString text;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) {
            cells << model.index(row, column).data().toString();
        }
        text += cells.join(QLatin1String(" | ")) + QLatin1Char('\n');
    }
    return text;
}

QStringList keys(const SilencesModel& model) {
    QStringList keys;
    for (int row = 0; row < model.rowCount(); ++row) {
        keys << model.index(row, 0).data(SilencesModel::KeyRole).toString();
    }
    return keys;
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

} // namespace

class TestSilencesModel : public QObject {
    Q_OBJECT

  private slots:
    void rowsSayWhatTheyAre() {
        SilencesModel model;
        const QAbstractItemModelTester tester(&model);
        model.setNow(kNow);
        model.setSnapshot(fewRows());
        QCOMPARE(print(model),
                 QStringLiteral("Acknowledged | alertname=\"Clock\" | when resolved | 1 alert(s) | ann | looking\n"
                                "Active | alertname=\"Load\" | in 12 min, soon | nothing now | ann | for Load\n"
                                "Active | alertname=\"Disk\" | in 3 h | 2 alert(s) | ann | for Disk\n"
                                "Pending | alertname=\"Fan\" | starts in 5 min | 1 alert(s) | ann | for Fan\n"
                                "Expired | alertname=\"Gone\" | 2 h ago |  | ann | for Gone\n"));
    }

    void withoutAlertsNothingIsCounted() {
        SilencesModel model;
        model.setNow(kNow);
        model.setSnapshot(makeSilenceSnapshot(fewSilences(), nullptr));
        QCOMPARE(model.index(0, SilencesModel::kMatches).data().toString(), QString());
        QVERIFY(!model.index(1, SilencesModel::kMatches).data(SilencesModel::ShapeRole).isValid());
    }

    void differencesKeepPersistentRows() {
        SilencesModel model;
        const QAbstractItemModelTester tester(&model);
        model.setNow(kNow);
        model.setSnapshot(fewRows());
        const QPersistentModelIndex kept = model.index(2, SilencesModel::kComment);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        auto silences = fewSilences();
        silences.erase(silences.begin());
        silences.push_back(makeSilence("new", SilenceState::kActive, model::kMinuteMs, "New"));
        model.setSnapshot(makeSilenceSnapshot(silences, nullptr));
        QCOMPARE(resets.size(), 0);
        QCOMPARE(kept.data().toString(), QStringLiteral("for Disk"));
        QCOMPARE(kept.row(), 3);
        QCOMPARE(keys(model), (QStringList{"new", "ack", "soon", "long", "later"}));
    }

    void theSameAgainTellsNothing() {
        SilencesModel model;
        model.setNow(kNow - model::kSecondMs);
        model.setSnapshot(fewRows());
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setSnapshot(fewRows());
        model.setNow(kNow - 1);
        QCOMPARE(changes.size(), 0);
        model.setNow(kNow + model::kMinuteMs);
        QVERIFY(!changes.isEmpty());
    }

    void sortingMovesRows() {
        SilencesModel model;
        const QAbstractItemModelTester tester(&model);
        model.setNow(kNow);
        model.setSnapshot(fewRows());
        const QPersistentModelIndex soon = model.indexOf(QStringLiteral("soon"));
        model.sort(SilencesModel::kMatchers, Qt::AscendingOrder);
        QCOMPARE(keys(model), (QStringList{"ack", "long", "later", "old", "soon"}));
        QCOMPARE(soon.row(), 4);
        model.sort(SilencesModel::kEnds, Qt::DescendingOrder);
        QCOMPARE(keys(model), (QStringList{"long", "later", "soon", "ack", "old"}));
    }

    void wordsFilter_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("shown");
        QTest::newRow("state") << "state:active" << QStringList{"ack", "soon", "long"};
        QTest::newRow("two states") << "state:expired state:pending" << QStringList{"later", "old"};
        QTest::newRow("expiring") << "state:expiring" << QStringList{"soon"};
        QTest::newRow("unused") << "state:unused" << QStringList{"soon"};
        QTest::newRow("acknowledged") << "state:acknowledged" << QStringList{"ack"};
        QTest::newRow("by") << "by:AN" << QStringList{"ack", "soon", "long", "later", "old"};
        QTest::newRow("by another") << "by:bob" << QStringList{};
        QTest::newRow("label") << "alertname=Disk" << QStringList{"long"};
        QTest::newRow("not the label") << "alertname!=Disk state:active" << QStringList{"ack", "soon"};
        QTest::newRow("text") << "FOR load" << QStringList{"soon"};
        QTest::newRow("matcher") << "\"name=\\\"fan\"" << QStringList{};
    }
    void wordsFilter() {
        QFETCH(QString, text);
        SilencesModel model;
        const QAbstractItemModelTester tester(&model);
        model.setNow(kNow);
        model.setSnapshot(fewRows());
        model.setFilter(SilenceFilter::parse(text));
        QTEST(keys(model), "shown");
    }

    void unknownStatesAreExplained() {
        std::optional<FilterProblem> problem;
        QVERIFY(SilenceFilter::parse(QStringLiteral("x state:busy"), &problem).empty());
        QVERIFY(problem);
        QCOMPARE(problem->begin, 2);
        QVERIFY(problem->message.contains(QLatin1String("busy")));
    }

    void fiveHundredAreFast() {
        std::vector<double> building;
        std::vector<double> opening;
        std::vector<double> filtering;
        for (int round = 0; round < 9; ++round) {
            QElapsedTimer timer;
            timer.start();
            const auto snapshot = manyRows();
            building.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            SilencesModel model;
            model.setNow(kNow);
            timer.restart();
            model.setSnapshot(snapshot);
            opening.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            for (const auto* text : {"a", "al", "alert7", "state:active", "by:an x", ""}) {
                timer.restart();
                model.setFilter(SilenceFilter::parse(QString::fromLatin1(text)));
                filtering.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            }
        }
        qInfo("500 silences, 10,000 alerts: making both and their snapshot %.2f ms, opening %.2f ms, filter %.3f ms",
              median(building), median(opening), median(filtering));
        QVERIFY(median(building) <= 200);
        QVERIFY(median(opening) <= 50);
        QVERIFY(median(filtering) <= 16);
    }
};

QTEST_GUILESS_MAIN(TestSilencesModel)
#include "test_silences_model.moc"
