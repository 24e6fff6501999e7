// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRandomGenerator>
#include <QTest>

#include "models/list_difference.h"

using namespace hearth::ui;

namespace {

/// What a view would hold after taking the steps.
QStringList applied(const ListDifference& difference, QStringList list, const QStringList& to) {
    for (const auto& run : difference.removals) {
        list.remove(run.first, run.last - run.first + 1);
    }
    if (!difference.order.empty()) {
        auto moved = list;
        for (qsizetype i = 0; i < list.size(); ++i) {
            moved[difference.order[static_cast<std::size_t>(i)]] = list[i];
        }
        list = moved;
    }
    for (const auto& run : difference.insertions) {
        for (int i = run.first; i <= run.last; ++i) {
            list.insert(i, to[i]);
        }
    }
    return list;
}

} // namespace

class TestListDifference : public QObject {
    Q_OBJECT

  private slots:
    void equalListsHaveNone() { QVERIFY(differenceBetween({"a", "b"}, {"a", "b"}).empty()); }

    void neighboursMakeOneRun() {
        const auto difference = differenceBetween({"a", "b", "c", "d"}, {"a", "d", "x", "y"});
        QCOMPARE(difference.removals, (std::vector<ListDifference::Run>{{1, 2}}));
        QVERIFY(difference.order.empty());
        QCOMPARE(difference.insertions, (std::vector<ListDifference::Run>{{2, 3}}));
    }

    void anyListBecomesAnyOther() {
        QRandomGenerator random(20'260'101);
        const auto shuffled = [&random] {
            QStringList list;
            for (int i = 0; i < 12; ++i) {
                if (random.bounded(2) == 0) {
                    list.insert(random.bounded(static_cast<int>(list.size()) + 1), QString::number(i));
                }
            }
            return list;
        };
        for (int round = 0; round < 2000; ++round) {
            const auto from = shuffled();
            const auto to = shuffled();
            QCOMPARE(applied(differenceBetween(from, to), from, to), to);
        }
    }
};

QTEST_GUILESS_MAIN(TestListDifference)
#include "test_list_difference.moc"
