// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/tsdb/compact/block_fixture.h"
#include "core/tsdb/compact/long_run.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tsdb::testing;

class TestCompactLongRun : public QObject {
    Q_OBJECT

  private slots:
    void blocksAreLaidOutAsPrometheusWould_data();
    void blocksAreLaidOutAsPrometheusWould();
    void noSampleIsLost();
};

namespace {

LongRun::Options smallOptions() {
    LongRun::Options options;
    options.directory = "/data";
    options.shape = {2, 600'000};
    options.retention = 20 * model::kDayMs;
    return options;
}

} // namespace

void TestCompactLongRun::blocksAreLaidOutAsPrometheusWould_data() {
    QTest::addColumn<int>("hours");
    QTest::addColumn<QString>("layout"); // in hours, as its planner and retention rule give it
    QTest::newRow("after 8 hours") << 8 << "0-6 6-8";
    QTest::newRow("after 24 hours") << 24 << "0-6 6-12 12-18 18-20 20-22 22-24";
    QTest::newRow("after 100 hours") << 100 << "0-6 6-24 24-42 42-60 60-78 78-96 96-98 98-100";
    QTest::newRow("after 250 hours") << 250
                                     << "0-6 6-24 24-42 42-60 60-78 78-96 96-114 114-132 132-150 150-168 168-186 "
                                        "186-204 204-222 222-240 240-246 246-248 248-250";
    QTest::newRow("after 600 hours")
        << 600
        << "114-132 132-150 150-168 168-186 186-204 204-222 222-240 240-258 258-276 276-294 294-312 312-330 330-348 "
           "348-366 366-384 384-402 402-420 420-438 438-456 456-474 474-492 492-510 510-528 528-546 546-564 564-582 "
           "582-588 588-594 594-596 596-598 598-600";
}

void TestCompactLongRun::blocksAreLaidOutAsPrometheusWould() {
    QFETCH(int, hours);
    QFETCH(QString, layout);
    tests::FakeFileSystem files;
    auto run = LongRun::create(smallOptions(), files);
    QVERIFY(run);
    for (int hour = 0; hour < hours; hour += 2) {
        QVERIFY((*run)->step());
    }
    QCOMPARE(QString::fromStdString((*run)->layout()), layout);
}

void TestCompactLongRun::noSampleIsLost() {
    tests::FakeFileSystem files;
    auto run = LongRun::create(smallOptions(), files);
    QVERIFY(run);
    for (int step = 0; step < 300; ++step) {
        QVERIFY((*run)->step());
    }
    SampleText samples;
    const auto blocks = (*run)->set().blocks();
    for (const auto& block : *blocks) {
        auto text = textOf(*block->source());
        QCOMPARE(text.size(), 2U);
        samples.merge(text.begin()->second);
    }
    const auto begin = blocks->front()->meta().minTime;
    QCOMPARE(samples.size(), static_cast<std::size_t>(((*run)->now() - begin) / 600'000));
    for (const auto& [time, text] : samples) {
        QCOMPARE(QByteArray::fromStdString(text), QByteArray::number(GeneratedSource::value(0, time, 600'000)));
    }
}

QTEST_GUILESS_MAIN(TestCompactLongRun)
#include "test_compact_long_run.moc"
