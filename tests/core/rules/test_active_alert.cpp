// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "rules/active_alert.h"
#include "rules/restoration.h"

using namespace hearth;
using namespace hearth::rules;
using namespace std::chrono_literals;

namespace {

using Outcome = ActiveAlert::Outcome;

WallTime at(Nanoseconds time) {
    return WallTime(time);
}

ActiveAlert pendingSince(Nanoseconds time) {
    ActiveAlert alert;
    alert.begin(at(time));
    return alert;
}

ActiveAlert firingSince(Nanoseconds time) {
    auto alert = pendingSince(time);
    alert.advance(true, at(time), {});
    return alert;
}

} // namespace

class TestActiveAlert : public QObject {
    Q_OBJECT

  private slots:
    void itFiresAtOnceWithoutFor();
    void itWaitsForTheWholeOfFor();
    void aPendingOneThatVanishesIsForgotten();
    void aFiringOneThatVanishesIsResolvedAndKeptForAQuarterOfAnHour();
    void itKeepsFiringForAWhile();
    void aLongerForMakesItWaitAgain();
    void aPendingOneIsNotSent();
    void itIsSentAgainAfterTheDelayAndAtOnceWhenResolved();
    void restoredClocks_data();
    void restoredClocks();
};

void TestActiveAlert::itFiresAtOnceWithoutFor() {
    auto alert = pendingSince(10s);
    QCOMPARE(alert.advance(true, at(10s), {}), Outcome::kActive);
    QCOMPARE(alert.state, AlertState::kFiring);
    QCOMPARE(*alert.firedAt, at(10s));
}

void TestActiveAlert::itWaitsForTheWholeOfFor() {
    const AlertTimings timings{.holdFor = 30s};
    auto alert = pendingSince(10s);
    alert.advance(true, at(39s), timings);
    QCOMPARE(alert.state, AlertState::kPending);
    alert.advance(true, at(40s), timings);
    QCOMPARE(alert.state, AlertState::kFiring);
    QCOMPARE(*alert.firedAt, at(40s));
    QCOMPARE(alert.activeAt, at(10s));
}

void TestActiveAlert::aPendingOneThatVanishesIsForgotten() {
    auto alert = pendingSince(10s);
    QCOMPARE(alert.advance(false, at(25s), {.holdFor = 30s}), Outcome::kGone);
}

void TestActiveAlert::aFiringOneThatVanishesIsResolvedAndKeptForAQuarterOfAnHour() {
    auto alert = firingSince(10s);
    QCOMPARE(alert.advance(false, at(25s), {}), Outcome::kQuiet);
    QCOMPARE(alert.state, AlertState::kInactive);
    QCOMPARE(*alert.resolvedAt, at(25s));
    QCOMPARE(alert.advance(false, at(25s + 15min), {}), Outcome::kQuiet);
    QCOMPARE(*alert.resolvedAt, at(25s));
    QCOMPARE(alert.advance(false, at(25s + 15min + 1ns), {}), Outcome::kGone);
}

void TestActiveAlert::itKeepsFiringForAWhile() {
    const AlertTimings timings{.keepFiringFor = 60s};
    auto alert = firingSince(10s);
    QCOMPARE(alert.advance(false, at(20s), timings), Outcome::kActive);
    QCOMPARE(*alert.keepFiringSince, at(20s));
    QCOMPARE(alert.advance(false, at(79s), timings), Outcome::kActive);
    // Back in the result: the while begins anew.
    alert.advance(true, at(79s), timings);
    QVERIFY(!alert.keepFiringSince);
    alert.advance(false, at(80s), timings);
    QCOMPARE(alert.advance(false, at(139s), timings), Outcome::kActive);
    QCOMPARE(alert.advance(false, at(140s), timings), Outcome::kQuiet);
    QCOMPARE(*alert.resolvedAt, at(140s));
}

void TestActiveAlert::aLongerForMakesItWaitAgain() {
    auto alert = firingSince(10s);
    alert.lastSentAt = at(10s);
    alert.advance(true, at(20s), {.holdFor = 30s});
    QCOMPARE(alert.state, AlertState::kPending);
    QVERIFY(!alert.firedAt);
    QVERIFY(!alert.lastSentAt);
    alert.advance(true, at(40s), {.holdFor = 30s});
    QCOMPARE(alert.state, AlertState::kFiring);
}

void TestActiveAlert::aPendingOneIsNotSent() {
    QVERIFY(!pendingSince(10s).needsSending(at(1h), 1min));
}

void TestActiveAlert::itIsSentAgainAfterTheDelayAndAtOnceWhenResolved() {
    auto alert = firingSince(10s);
    QVERIFY(alert.needsSending(at(10s), 1min));
    alert.lastSentAt = at(10s);
    QVERIFY(!alert.needsSending(at(70s), 1min));
    QVERIFY(alert.needsSending(at(70s + 1ns), 1min));
    alert.advance(false, at(25s), {});
    QVERIFY(alert.needsSending(at(25s), 1min));
    alert.lastSentAt = at(25s);
    QVERIFY(!alert.needsSending(at(40s), 1min));
    QVERIFY(alert.needsSending(at(90s), 1min));
}

void TestActiveAlert::restoredClocks_data() {
    QTest::addColumn<int>("activeAt");
    QTest::addColumn<int>("downAt");
    QTest::addColumn<int>("restored");
    // `for` is 30 minutes, grace 10 minutes, and it is minute 100 now.
    QTest::newRow("it was firing") << 20 << 60 << 20;
    QTest::newRow("it was just firing") << 30 << 60 << 30;
    QTest::newRow("little was left: it waits for the grace period") << 35 << 60 << 80;
    QTest::newRow("much was left: the time down does not count") << 50 << 60 << 90;
}

void TestActiveAlert::restoredClocks() {
    QFETCH(int, activeAt);
    QFETCH(int, downAt);
    QFETCH(int, restored);
    const RestorationTerms terms{.now = at(100min), .outageTolerance = 1h, .gracePeriod = 10min};
    const auto minutes = [](int count) { return at(std::chrono::minutes(count)); };
    QCOMPARE(restoredActiveAt(minutes(activeAt), minutes(downAt), 30min, terms), minutes(restored));
}

QTEST_GUILESS_MAIN(TestActiveAlert)
#include "test_active_alert.moc"
