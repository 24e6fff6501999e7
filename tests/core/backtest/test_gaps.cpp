// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>

#include "backtest/backtest.h"
#include "backtest/query_source.h"
#include "support/memory_storage.h"

using namespace hearth;

namespace {

constexpr model::DurationMs kMinute = model::kMinuteMs;

/// A server whose series were there now and then.
class Past {
  public:
    /// Every 15 s.
    void add(const char* name, int fromMinute, int toMinute, double value) {
        for (auto time = fromMinute * kMinute; time < toMinute * kMinute; time += 15'000) {
            m_storage.add({{"__name__", name}, {"job", "x"}}, kBegin + time, value);
        }
    }

    std::unique_ptr<datasource::Backtest> test(const std::string& expression, model::DurationMs holdFor = 0) {
        datasource::BacktestQuery query;
        query.name = "A";
        query.expression = expression;
        query.holdFor = holdFor;
        query.range = {kBegin, kBegin + 60 * kMinute};
        return backtest::makeBacktest(query, m_source, {}, {}).value();
    }

    /// `12-20 asleep`, in minutes.
    static std::vector<std::string> gaps(const datasource::Backtest& backtest) {
        std::vector<std::string> out;
        for (const auto& gap : backtest.gaps()) {
            out.push_back(fmt::format("{}-{}{}", minute(gap.begin), minute(gap.end), gap.asleep ? " asleep" : ""));
        }
        return out;
    }
    static std::vector<std::string> spans(const datasource::Backtest& backtest) {
        std::vector<std::string> out;
        for (const auto& alert : backtest.run({}).alerts) {
            for (const auto& span : alert.spans) {
                out.push_back(fmt::format("{} {} {}", minute(span.activeAt), span.firedAt ? minute(*span.firedAt) : -1,
                                          span.resolvedAt ? minute(*span.resolvedAt) : -1));
            }
        }
        return out;
    }

  private:
    static constexpr model::TimestampMs kBegin = 1'700'000'040'000;
    static int minute(model::TimestampMs time) { return static_cast<int>((time - kBegin) / kMinute); }

    tests::MemoryStorage m_storage;
    backtest::QuerySource m_source{m_storage, kMinute};
};

using Texts = std::vector<std::string>;

} // namespace

/// What the past does not say is told apart from what it says.
class TestGaps : public QObject {
    Q_OBJECT

  private slots:
    void aPastWithoutHolesHasNone();
    void seriesThatVanishResolve();
    void whileTheMachineSleptClocksStandStill();
    void whatCameBeforeTheDataIsUnknown();
    void absenceIsSeenWhileOthersCome();
};

void TestGaps::aPastWithoutHolesHasNone() {
    Past past;
    past.add("m", 0, 61, 7);
    const auto backtest = past.test("m > 5", 10 * kMinute);
    QCOMPARE(Past::gaps(*backtest), Texts());
    QCOMPARE(Past::spans(*backtest), Texts({"0 10 -1"}));
}

void TestGaps::seriesThatVanishResolve() {
    Past past;
    past.add("up", 0, 61, 1);
    past.add("m", 0, 20, 7);
    past.add("m", 40, 61, 7);
    const auto backtest = past.test("m > 5", 10 * kMinute);
    QCOMPARE(Past::gaps(*backtest), Texts({"25-39"}));
    QCOMPARE(Past::spans(*backtest), Texts({"0 10 25", "40 50 -1"}));
}

void TestGaps::whileTheMachineSleptClocksStandStill() {
    Past past;
    for (const auto* const name : {"up", "m"}) {
        past.add(name, 0, 8, 7);
        past.add(name, 40, 61, 7);
    }
    const auto backtest = past.test("m > 5", 20 * kMinute);
    QCOMPARE(Past::gaps(*backtest), Texts({"8-39 asleep"}));
    QCOMPARE(Past::spans(*backtest), Texts({"0 52 -1"}));
}

void TestGaps::whatCameBeforeTheDataIsUnknown() {
    Past past;
    past.add("up", 30, 61, 1);
    const auto backtest = past.test("absent(m{job=\"x\"})");
    QCOMPARE(Past::gaps(*backtest), Texts({"0-29 asleep", "30-60"}));
    QCOMPARE(Past::spans(*backtest), Texts({"30 30 -1"}));
}

void TestGaps::absenceIsSeenWhileOthersCome() {
    Past past;
    past.add("up", 0, 61, 1);
    past.add("m", 0, 20, 7);
    const auto backtest = past.test("absent(m)");
    QCOMPARE(Past::spans(*backtest), Texts({"25 25 -1"}));
}

QTEST_GUILESS_MAIN(TestGaps)
#include "test_gaps.moc"
