// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <thread>

#include "support/fake_clock.h"
#include "tsdb/compact/pacer.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace std::chrono_literals;

namespace {

/// How long the whole takes of `stretches` of work, in milliseconds.
qint64 elapsedAfter(double share, int stretches, std::chrono::milliseconds work) {
    tests::FakeClock clock;
    Pacer pacer(share, clock);
    for (int i = 0; i < stretches; ++i) {
        clock.advance(work);
        (void)pacer.pause();
    }
    return std::chrono::duration_cast<std::chrono::milliseconds>(clock.monotonic().time_since_epoch()).count();
}

} // namespace

class TestCompactPacer : public QObject {
    Q_OBJECT

  private slots:
    void workTakesItsShareOfTheTime();
    void aFullShareNeverWaits();
    void shortStretchesAreGathered();
    void aLongStretchIsNotWaitedForWithoutEnd();
    void aStopEndsTheWorkAtTheNextPause();
    void aStopEndsAWait();
};

void TestCompactPacer::workTakesItsShareOfTheTime() {
    QCOMPARE(elapsedAfter(0.5, 100, 10ms), 2000);
    QCOMPARE(elapsedAfter(0.25, 100, 10ms), 4000);
    QCOMPARE(elapsedAfter(0.1, 10, 100ms), 10'000);
}

void TestCompactPacer::aFullShareNeverWaits() {
    QCOMPARE(elapsedAfter(1.0, 100, 10ms), 1000);
    QCOMPARE(elapsedAfter(7.0, 100, 10ms), 1000);
}

void TestCompactPacer::shortStretchesAreGathered() {
    QCOMPARE(elapsedAfter(0.5, 4, 1ms), 4);
    QCOMPARE(elapsedAfter(0.5, 100, 1ms), 200);
}

void TestCompactPacer::aLongStretchIsNotWaitedForWithoutEnd() {
    QCOMPARE(elapsedAfter(0.01, 1, 60'000ms), 70'000);
    QCOMPARE(elapsedAfter(-1, 1, 60'000ms), 70'000);
}

void TestCompactPacer::aStopEndsTheWorkAtTheNextPause() {
    tests::FakeClock clock;
    std::stop_source stop;
    for (const double share : {1.0, 0.5}) {
        Pacer pacer(share, clock, stop.get_token());
        if (share == 1.0) {
            QVERIFY(pacer.pause());
            stop.request_stop();
        }
        const auto paused = pacer.pause();
        QVERIFY(!paused);
        QVERIFY(paused.error().code() == ErrorCode::kCanceled);
    }
}

void TestCompactPacer::aStopEndsAWait() {
    SystemClock clock;
    std::stop_source stop;
    Pacer pacer(0.0, clock, stop.get_token()); // waits for seconds after the first stretch
    const auto began = clock.monotonic();
    while (clock.monotonic() - began < Pacer::kMinWork) {
    }
    std::jthread other([&] { stop.request_stop(); });
    const auto paused = pacer.pause();
    QVERIFY(!paused);
    QVERIFY(clock.monotonic() - began < 4s);
}

QTEST_GUILESS_MAIN(TestCompactPacer)
#include "test_compact_pacer.moc"
