// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "rules/group_clock.h"

using namespace hearth;
using namespace hearth::rules;
using namespace std::chrono_literals;

namespace {

constexpr WallTime kNow(Nanoseconds(1'700'000'000'123'456'789));

GroupClock clockOf(Nanoseconds offset, Nanoseconds interval, WallTime start) {
    GroupClock clock(offset, interval);
    clock.start(start);
    return clock;
}

WallTime second(std::int64_t seconds) {
    return WallTime(std::chrono::seconds(seconds));
}

} // namespace

class TestGroupClock : public QObject {
    Q_OBJECT

  private slots:
    void instantsAreThoseOfPrometheus_data();
    void instantsAreThoseOfPrometheus();
    void theFirstInstantIsTheNextOne();
    void whatWasSkippedIsCounted();
    void aClockThatIsSetBackIsFollowed();
};

/// Observed of Prometheus 3.14: Group.EvalTimestamp.
void TestGroupClock::instantsAreThoseOfPrometheus_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("name");
    QTest::addColumn<qint64>("interval");
    QTest::addColumn<qint64>("instant");
    const auto add = [](const char* tag, const QString& file, const char* name, std::array<qint64, 3> instants) {
        const std::array<qint64, 3> intervals{15'000'000'000, 60'000'000'000, 7'000'000};
        for (std::size_t i = 0; i < intervals.size(); ++i) {
            QTest::addRow("%s every %lld ns", tag, static_cast<long long>(intervals[i]))
                << file << QString::fromUtf8(name) << intervals[i] << instants[i];
        }
    };
    add("a plain file", "rules.yml", "g", {1699999997426745134, 1699999997426745134, 1700000000117745134});
    add("a long path", "/etc/prometheus/rules/node.yml", "node.rules",
        {1699999998795353414, 1699999953795353414, 1700000000123353414});
    add("254 bytes", QString(254, 'x'), "a", {1699999985873979903, 1699999940873979903, 1700000000117979903});
    add("255 bytes", QString(255, 'x'), "a", {1699999997544418404, 1699999997544418404, 1700000000119418404});
    add("300 bytes", QString(300, 'y'), "日本", {1699999987320633141, 1699999957320633141, 1700000000120633141});
    add("no names", "", "", {1699999999739330214, 1699999969739330214, 1700000000120330214});
}

void TestGroupClock::instantsAreThoseOfPrometheus() {
    QFETCH(QString, file);
    QFETCH(QString, name);
    QFETCH(qint64, interval);
    QFETCH(qint64, instant);
    const Nanoseconds every(interval);
    const GroupClock clock(groupOffset(file.toStdString(), name.toStdString(), every), every);
    QCOMPARE(clock.instantBefore(kNow).time_since_epoch().count(), instant);
}

void TestGroupClock::theFirstInstantIsTheNextOne() {
    QCOMPARE(clockOf(3s, 15s, second(1000)).next(), second(1008));
    QCOMPARE(clockOf(3s, 15s, second(1008)).next(), second(1023));
    QCOMPARE(clockOf(3s, 15s, second(1)).next(), second(3));
}

void TestGroupClock::whatWasSkippedIsCounted() {
    auto clock = clockOf(0s, 15s, second(1000));
    auto tick = clock.advance(second(1005) + 20ms);
    QCOMPARE(tick.at, second(1005));
    QCOMPARE(tick.missed, 0U);
    QCOMPARE(clock.next(), second(1020));
    tick = clock.advance(second(1060));
    QCOMPARE(tick.at, second(1050));
    QCOMPARE(tick.missed, 2U);
    QCOMPARE(clock.next(), second(1065));
}

void TestGroupClock::aClockThatIsSetBackIsFollowed() {
    auto clock = clockOf(0s, 15s, second(10000));
    const auto tick = clock.advance(second(5000));
    QCOMPARE(tick.at, second(4995));
    QCOMPARE(tick.missed, 0U);
    QCOMPARE(clock.next(), second(5010));
}

QTEST_GUILESS_MAIN(TestGroupClock)
#include "test_group_clock.moc"
