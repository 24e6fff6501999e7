// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

#include "models/targets_model.h"

using namespace hearth;
using namespace hearth::ui;
using datasource::TargetHealth;

namespace {

datasource::Target makeTarget(const std::string& pool, const std::string& name, TargetHealth health = TargetHealth::kUp,
                              double seconds = 0.01) {
    datasource::Target target;
    target.pool = pool;
    target.scrapeUrl = "http://" + name + "/metrics";
    target.labels = {{"instance", name}, {"job", pool}};
    target.health = health;
    target.lastScrape = 1000;
    target.lastScrapeSeconds = seconds;
    return target;
}

TargetSnapshotPtr snapshotOf(std::vector<datasource::Target> targets) {
    datasource::Targets all;
    all.active = std::move(targets);
    return makeTargetSnapshot(std::move(all));
}

TargetSnapshotPtr manyTargets(int count) {
    std::vector<datasource::Target> targets;
    for (int i = 0; i < count; ++i) {
        targets.push_back(makeTarget("pool" + std::to_string(i % 20), "host" + std::to_string(i) + ":9100",
                                     i % 9 == 0 ? TargetHealth::kDown : TargetHealth::kUp));
    }
    return snapshotOf(std::move(targets));
}

/// The model as text: a line a row, children indented.
QString print(const TargetsModel& model) {
    QString text;
    for (int i = 0; i < model.rowCount(); ++i) {
        const auto pool = model.index(i, 0);
        text += pool.data().toString() + QLatin1Char('\n');
        for (int row = 0; row < model.rowCount(pool); ++row) {
            text += QStringLiteral("  %1 %2\n")
                        .arg(model.index(row, TargetsModel::kState, pool).data().toString(),
                             model.index(row, TargetsModel::kName, pool).data().toString());
        }
    }
    return text;
}

} // namespace

class TestTargetsModel : public QObject {
    Q_OBJECT

  private slots:
    void failuresComeFirst() {
        TargetsModel model;
        const QAbstractItemModelTester tester(&model);
        model.setSnapshot(snapshotOf({makeTarget("b", "x"), makeTarget("a", "m"),
                                      makeTarget("a", "n", TargetHealth::kDown), makeTarget("a", "l")}));
        QCOMPARE(print(model), QStringLiteral("a   2 up, 1 down\n  Down n\n  Up l\n  Up m\nb   1 up\n  Up x\n"));
    }

    void aPoolsNameLeavesItsCountsInOrder() {
        TargetsModel model;
        model.setSnapshot(snapshotOf({makeTarget("a\u202eb", "nas:9100")}));
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("\u2068ab\u2069   1 up"));
    }

    void differencesKeepPersistentRows() {
        TargetsModel model;
        const QAbstractItemModelTester tester(&model);
        model.setSnapshot(snapshotOf({makeTarget("a", "l"), makeTarget("a", "m"), makeTarget("b", "x")}));
        const QPersistentModelIndex m = model.index(1, TargetsModel::kName, model.index(0, 0));
        const QPersistentModelIndex x = model.index(0, TargetsModel::kName, model.index(1, 0));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);

        model.setSnapshot(snapshotOf({makeTarget("0", "new"), makeTarget("a", "k"),
                                      makeTarget("a", "m", TargetHealth::kDown), makeTarget("b", "x")}));
        QCOMPARE(resets.size(), 0);
        QCOMPARE(m.data().toString(), QStringLiteral("m"));
        QCOMPARE(m.row(), 0);
        QCOMPARE(x.data().toString(), QStringLiteral("x"));
        QCOMPARE(x.parent().row(), 2);
        QCOMPARE(print(model),
                 QStringLiteral("0   1 up\n  Up new\na   1 up, 1 down\n  Down m\n  Up k\nb   1 up\n  Up x\n"));
    }

    void sortingMovesRows() {
        TargetsModel model;
        const QAbstractItemModelTester tester(&model);
        model.setSnapshot(
            snapshotOf({makeTarget("a", "l", TargetHealth::kUp, 0.3), makeTarget("a", "m", TargetHealth::kUp, 0.1),
                        makeTarget("a", "n", TargetHealth::kUp, 0.2)}));
        const QPersistentModelIndex l = model.index(0, 0, model.index(0, 0));
        model.sort(TargetsModel::kDuration, Qt::AscendingOrder);
        QCOMPARE(print(model), QStringLiteral("a   3 up\n  Up m\n  Up n\n  Up l\n"));
        QCOMPARE(l.row(), 2);
        model.sort(TargetsModel::kDuration, Qt::DescendingOrder);
        QCOMPARE(l.row(), 0);
    }

    void filterTakesEmptyPoolsAway() {
        TargetsModel model;
        const QAbstractItemModelTester tester(&model);
        model.setSnapshot(snapshotOf({makeTarget("a", "l"), makeTarget("b", "x", TargetHealth::kDown)}));
        model.setFilter(TargetFilter::parse(QStringLiteral("state:down")));
        QCOMPARE(print(model), QStringLiteral("b   1 down\n  Down x\n"));
        QCOMPARE(model.shownRows(), std::size_t{1});
        model.setFilter({});
        QCOMPARE(model.shownRows(), std::size_t{2});
    }

    void sameTargetTwiceHasTwoRows() {
        TargetsModel model;
        const QAbstractItemModelTester tester(&model);
        model.setSnapshot(snapshotOf({makeTarget("a", "l"), makeTarget("a", "l")}));
        QCOMPARE(model.shownRows(), std::size_t{2});
        model.setSnapshot(snapshotOf({makeTarget("a", "l")}));
        QCOMPARE(model.shownRows(), std::size_t{1});
    }

    void rowsAreFoundByKey() {
        TargetsModel model;
        model.setSnapshot(snapshotOf({makeTarget("a", "l"), makeTarget("b", "x")}));
        const auto x = model.index(0, 0, model.index(1, 0));
        QCOMPARE(model.indexOf(x.data(TargetsModel::KeyRole).toString()), x);
        QVERIFY(!model.indexOf(QStringLiteral("nothing")).isValid());
    }

    void timesAreInTheZoneThatIsChosen() {
        qputenv("TZ", "Asia/Tokyo");
        tzset();
        TargetsModel model;
        model.setSnapshot(snapshotOf({makeTarget("a", "l")}));
        const auto last = model.index(0, TargetsModel::kLast, model.index(0, 0));
        QVERIFY(last.data(Qt::ToolTipRole).toString().contains(QLatin1String("09:00:01")));
        model.setUtc(true);
        QVERIFY(last.data(Qt::ToolTipRole).toString().contains(QLatin1String("00:00:01")));
    }

    void tenThousandTargetsAreFast() {
        const auto snapshot = manyTargets(10'000);
        TargetsModel model;
        QElapsedTimer timer;
        timer.start();
        model.setSnapshot(snapshot);
        const auto open = timer.elapsed();
        qint64 slowest = 0;
        for (const auto* text : {"h", "ho", "host77", "state:down", "state:down host1", ""}) {
            timer.restart();
            model.setFilter(TargetFilter::parse(QString::fromLatin1(text)));
            slowest = std::max(slowest, timer.elapsed());
        }
        timer.restart();
        model.setSnapshot(manyTargets(10'000));
        qInfo("10,000 targets: first %lld ms, slowest filter %lld ms, refresh with building %lld ms", open, slowest,
              timer.elapsed());
        // Four times the budget, since the machine that runs the tests may be busy.
        QVERIFY2(open <= 800, qPrintable(QString::number(open)));
        QVERIFY2(slowest <= 64, qPrintable(QString::number(slowest)));
    }
};

QTEST_GUILESS_MAIN(TestTargetsModel)
#include "test_targets_model.moc"
