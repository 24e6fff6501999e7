// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

#include "models/alerts_model.h"
#include "ui/models/alert_samples.h"

using namespace hearth;
using namespace hearth::tests;
using namespace hearth::ui;
using datasource::AlertState;

namespace {

using Names = std::vector<std::pair<std::string, std::vector<std::string>>>;

/// Groups by name with the instances that fire.
AlertSnapshotPtr snapshotOf(const Names& groups, double value = 1) {
    AlertAnswers answers;
    std::vector<datasource::Rule> rules;
    for (const auto& [name, instances] : groups) {
        rules.push_back(alertingRule(name, {}));
        for (const auto& instance : instances) {
            rules.back().alerts.push_back(
                ruleAlert({{"alertname", name}, {"instance", instance}}, AlertState::kFiring, value));
        }
    }
    answers.rules = ruleGroups(std::move(rules));
    answers.groups = fail(ErrorCode::kUnsupported, "none");
    return makeAlertSnapshot(std::move(answers));
}

AlertSnapshotPtr manyAlerts() {
    Names groups;
    for (int group = 0; group < 500; ++group) {
        groups.push_back({"Rule" + std::to_string(group), {}});
        for (int i = 0; i < 20; ++i) {
            groups.back().second.push_back("host-" + std::to_string(i));
        }
    }
    return snapshotOf(groups);
}

QString print(const AlertsModel& model) {
    QString text;
    for (int i = 0; i < model.rowCount(); ++i) {
        const auto group = model.index(i, 0);
        text += group.data().toString() + QLatin1Char('\n');
        for (int row = 0; row < model.rowCount(group); ++row) {
            QStringList cells;
            for (int column = 0; column < model.columnCount(); ++column) {
                cells << model.index(row, column, group).data().toString();
            }
            text += QStringLiteral("  %1\n").arg(cells.join(QStringLiteral(" | ")));
        }
    }
    return text;
}

} // namespace

class TestAlertsModel : public QObject {
    Q_OBJECT

  private slots:
    void groupsHaveTheirAlertsBelow() {
        AlertsModel model;
        const QAbstractItemModelTester tester(&model);
        model.setNow(kNoon + 5 * model::kMinuteMs);
        model.setSnapshot(snapshotOf({{"Disk", {"nas", "pi"}}, {"Fan", {"nas"}}}, 86.25));
        QCOMPARE(print(model), QStringLiteral("Disk   2 firing\n"
                                              "  Firing | Disk | 5 min | 86.3 | instance=nas | \n"
                                              "  Firing | Disk | 5 min | 86.3 | instance=pi | \n"
                                              "Fan   1 firing\n"
                                              "  Firing | Fan | 5 min | 86.3 | instance=nas | \n"));
    }

    void whatComesAndGoesIsToldAsDifferences() {
        AlertsModel model;
        const QAbstractItemModelTester tester(&model);
        model.setSnapshot(snapshotOf({{"Disk", {"nas", "pi"}}, {"Fan", {"nas"}}}));
        const QPersistentModelIndex pi = model.indexOf(alertFingerprint({{"alertname", "Disk"}, {"instance", "pi"}}));
        QVERIFY(pi.isValid());
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.setSnapshot(snapshotOf({{"Clock", {"nas"}}, {"Disk", {"backup", "pi"}}}));
        QCOMPARE(resets.count(), 0);
        QCOMPARE(pi.row(), 1);
        QCOMPARE(model.alertAt(pi)->labelsText, QStringLiteral("instance=pi"));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("Clock   1 firing"));
    }

    void anUnchangedRowIsNotToldOf() {
        AlertsModel model;
        model.setSnapshot(snapshotOf({{"Disk", {"nas", "pi"}}}));
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setSnapshot(snapshotOf({{"Disk", {"nas", "pi"}}}));
        QCOMPARE(changes.count(), 0);
        model.setSnapshot(snapshotOf({{"Disk", {"nas", "pi"}}}, 2));
        QCOMPARE(changes.count(), 1);
        QCOMPARE(changes.front()[0].toModelIndex(), model.index(0, 0, model.index(0, 0)));
        QCOMPARE(changes.front()[1].toModelIndex().row(), 1);
    }

    void agesChangeOnlyWhenTheySaySomethingElse() {
        AlertsModel model;
        model.setNow(kNoon + 5 * model::kMinuteMs);
        model.setSnapshot(snapshotOf({{"Disk", {"nas"}}}));
        QCOMPARE(model.nextChange().value_or(0), kNoon + 6 * model::kMinuteMs);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setNow(kNoon + 6 * model::kMinuteMs - 1);
        QCOMPARE(changes.count(), 0);
        model.setNow(kNoon + 6 * model::kMinuteMs);
        QCOMPARE(changes.count(), 1);
    }

    void theFilterLeavesEmptyGroupsOut() {
        AlertsModel model;
        const QAbstractItemModelTester tester(&model);
        model.setSnapshot(snapshotOf({{"Disk", {"nas", "pi"}}, {"Fan", {"nas"}}}));
        model.setFilter(AlertFilter::parse(QStringLiteral("instance=pi")));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.shownRows(), std::size_t{1});
        model.setFilter({});
        QCOMPARE(model.shownRows(), std::size_t{3});
    }

    void sortingKeepsPlaces() {
        AlertsModel model;
        const QAbstractItemModelTester tester(&model);
        model.setSnapshot(snapshotOf({{"Disk", {"a", "b", "c"}}}));
        const QPersistentModelIndex a = model.index(0, 0, model.index(0, 0));
        model.sort(AlertsModel::kLabels, Qt::DescendingOrder);
        QCOMPARE(a.row(), 2);
        QCOMPARE(model.alertAt(a)->labelsText, QStringLiteral("instance=a"));
    }

    void hostileTextIsNoMarkup() {
        AlertsModel model;
        model.setSnapshot(snapshotOf({{"<b>Disk</b>", {"<img src=x>\nsecond line"}}}));
        const auto row = model.index(0, AlertsModel::kLabels, model.index(0, 0));
        QVERIFY(!row.data().toString().contains(QLatin1Char('\n')));
        QVERIFY(row.data(Qt::ToolTipRole).toString().contains(QStringLiteral("&lt;img")));
    }

    void tenThousandAlertsAreFilteredWithinAFrame() {
        AlertsModel model;
        model.setSnapshot(manyAlerts());
        std::vector<qint64> times;
        for (const auto* text : {"h", "ho", "host-1", "host-17", "host-1", "ho", ""}) {
            QElapsedTimer timer;
            timer.start();
            model.setFilter(AlertFilter::parse(QString::fromLatin1(text)));
            times.push_back(timer.nsecsElapsed() / 1000);
        }
        std::ranges::sort(times);
        qInfo("10,000 alerts filtered: median %lld us, worst %lld us", times[times.size() / 2], times.back());
        QVERIFY(times[times.size() / 2] < 40'000);
    }
};

QTEST_GUILESS_MAIN(TestAlertsModel)
#include "test_alerts_model.moc"
