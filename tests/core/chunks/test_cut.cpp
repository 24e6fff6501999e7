// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "chunks/chunk_cut.h"

using namespace hearth;
using namespace hearth::chunks;

class TestCut : public QObject {
    Q_OBJECT

  private slots:
    void rangesAreAligned_data();
    void rangesAreAligned();
    void theRestOfTheRangeIsSplitEvenly_data();
    void theRestOfTheRangeIsSplitEvenly();
    void aChunkEndsByTimeCountOrSize();
    void aChunkOfHistogramsEndsBySizeButNotBeforeTenSamples();
};

void TestCut::rangesAreAligned_data() {
    QTest::addColumn<qint64>("time");
    QTest::addColumn<qint64>("end");
    QTest::newRow("at the beginning") << qint64{0} << qint64{7'200'000};
    QTest::newRow("inside") << qint64{7'199'999} << qint64{7'200'000};
    QTest::newRow("at the next beginning") << qint64{7'200'000} << qint64{14'400'000};
    QTest::newRow("the last range there is")
        << std::numeric_limits<qint64>::max() << std::numeric_limits<qint64>::max();
}

void TestCut::rangesAreAligned() {
    QFETCH(qint64, time);
    QFETCH(qint64, end);
    QCOMPARE(qint64{rangeEnd(time, 2 * model::kHourMs)}, end);
}

void TestCut::theRestOfTheRangeIsSplitEvenly_data() {
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("last");
    QTest::addColumn<qint64>("end");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("exactly one") << qint64{0} << qint64{250} << qint64{1000} << qint64{1000};
    QTest::newRow("too long for two") << qint64{100} << qint64{200} << qint64{1000} << qint64{550};
    QTest::newRow("three, as four do not quite fit") << qint64{0} << qint64{62} << qint64{1000} << qint64{333};
    QTest::newRow("one sample") << qint64{0} << qint64{0} << qint64{1000} << qint64{4};
    QTest::newRow("beyond") << qint64{0} << qint64{600} << qint64{1000} << qint64{1000};
}

void TestCut::theRestOfTheRangeIsSplitEvenly() {
    QFETCH(qint64, first);
    QFETCH(qint64, last);
    QFETCH(qint64, end);
    QFETCH(qint64, expected);
    QCOMPARE(qint64{predictedEnd(first, last, end)}, expected);
}

void TestCut::aChunkEndsByTimeCountOrSize() {
    QVERIFY(!cutsBefore({119, 500, 1000}, 999));
    QVERIFY(cutsBefore({1, 20, 1000}, 1000));
    QVERIFY(!cutsBefore({239, 500, 1000}, 1));
    QVERIFY(cutsBefore({240, 500, 1000}, 1));
    QVERIFY(!cutsBefore({100, 1005, 1000}, 1));
    QVERIFY(cutsBefore({100, 1006, 1000}, 1));
}

void TestCut::aChunkOfHistogramsEndsBySizeButNotBeforeTenSamples() {
    constexpr model::DurationMs kRange = 2 * model::kHourMs;
    HistogramCut cut;
    cut.begin(0, kRange);
    QVERIFY(!cut.cutsBefore({100, 255, 0, 99'000}, 100'000));
    QVERIFY(cut.cutsBefore({100, 255, 0, 99'000}, kRange)); // the range ends in any case
    // A quarter full after 600 s: the range has room for two of 3600 s.
    QVERIFY(!cut.cutsBefore({41, 256, 0, 600'000}, 615'000));
    QVERIFY(!cut.cutsBefore({100, 600, 0, 2'384'000}, 2'399'000));
    QVERIFY(cut.cutsBefore({100, 600, 0, 2'399'000}, 3'600'000));
    cut.begin(0, kRange);
    QVERIFY(!cut.cutsBefore({9, 9000, 0, 120'000}, 135'000));
    QVERIFY(cut.cutsBefore({10, 9000, 0, 135'000}, 150'000));
    QVERIFY(cut.cutsBefore({3, 9000, 0, 135'000}, kRange));
}

QTEST_GUILESS_MAIN(TestCut)
#include "test_cut.moc"
