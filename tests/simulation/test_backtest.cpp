// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/ranges.h>

#include "backtest/backtest.h"
#include "promql/syntax/parser.h"
#include "promql/syntax/printer.h"
#include "rules/group_clock.h"
#include "simulation/past_world.h"

using namespace hearth;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kWorlds = 15;
constexpr std::size_t kRulesPerWorld = 21; // some of which can never be evaluated
constexpr Nanoseconds kDuration = 150min;

/// A rule with its group, as it stands in the file and as the back-test takes it.
struct RandomRule {
    std::string group;
    datasource::BacktestQuery query;
};

/// Makes up rules that do what rules do, and what they should not.
class RuleMaker {
  public:
    explicit RuleMaker(std::uint64_t seed)
        : m_random(seed) {}

    RandomRule make(std::size_t number) {
        RandomRule rule{.group = fmt::format("g{}", number), .query = {}};
        auto& query = rule.query;
        query.name = fmt::format("Alert{}", number);
        query.expression = expression();
        query.interval = pick<model::DurationMs>({15'000, 30'000, 60'000, 77'000});
        query.holdFor = pick<model::DurationMs>({0, 0, 30'000, 60'000, 150'000, 600'000});
        query.keepFiringFor = pick<model::DurationMs>({0, 0, 0, 45'000, 300'000});
        const auto texts = {"page",
                            "{{ $labels.a }}",
                            "{{ $labels.nope }}",
                            "{{ $value }}",
                            "{{ if gt $value 2.0 }}high{{ else }}low{{ end }}",
                            "{{ humanize \"nonsense\" }}",
                            ""};
        for (const auto* const name : {"severity", "team", "b"}) {
            if (chance(3) == 0) {
                query.labels[name] = pick<const char*>(texts);
            }
        }
        query.annotations["summary"] = pick<const char*>(texts);
        return rule;
    }

  private:
    std::size_t chance(std::size_t of) { return m_random() % of; }
    template <class T>
    T pick(std::initializer_list<T> from) {
        return *(from.begin() + chance(from.size()));
    }

    std::string selector() {
        return pick<std::string>({"m0", "m1", "m2_total", "m0{a=\"x\"}", "m1{b!=\"1\"}", "m0{a=\"x\",b=\"2\"}",
                                  "m1{a=~\"x|y\"}", "{__name__=~\"m0|m1\",b=\"1\"}", "missing"});
    }
    std::string side() {
        const auto one = selector();
        const auto forms = {"{}",
                            "sum by (a) ({})",
                            "avg({})",
                            "max by (b) ({})",
                            "count({})",
                            "rate({}[2m])",
                            "{} offset 1m",
                            "abs({}) + 1",
                            "max_over_time({}[2m:30s])",
                            "changes({}[3m])",
                            "quantile(0.5, {})",
                            "{} - on (a, b) m1",
                            "topk(2, {})",
                            "{} / {}",
                            "({} or m1)",
                            "-{}",
                            "label_replace({}, \"c\", \"$1\", \"a\", \"(.*)\")",
                            "time() - timestamp({})"};
        return fmt::format(fmt::runtime(pick<const char*>(forms)), one, one);
    }
    std::string number() { return pick<std::string>({"0", "1", "2", "3", "-1", "0.5", "(2)", "NaN", "Inf", "1e-2"}); }
    std::string comparison() { return pick<std::string>({">", ">=", "<", "<=", "==", "!="}); }
    std::string expression() {
        switch (chance(12)) {
        case 0:
            return fmt::format("{} {} {}", number(), comparison(), side());
        case 1:
            return fmt::format("({} {} {})", side(), comparison(), number());
        case 2:
            return fmt::format("{} {} bool {}", side(), comparison(), number());
        case 3:
            return fmt::format("absent({})", selector());
        case 4:
            return fmt::format("{} {} {} and {}", side(), comparison(), number(), selector());
        case 5:
            return fmt::format("{} unless {} {} {}", selector(), side(), comparison(), number());
        case 6:
            return fmt::format("{} {} on (a, b) {}", selector(), comparison(), selector());
        case 7:
            return side();
        default:
            return fmt::format("{} {} {}", side(), comparison(), number());
        }
    }

    std::mt19937_64 m_random;
};

std::string yamlText(const std::string& text) {
    std::string out = "'";
    for (const char c : text) {
        out += c == '\'' ? std::string("''") : std::string(1, c);
    }
    return out + "'";
}

std::string ruleFile(const std::vector<RandomRule>& rules) {
    std::string out = "groups:\n";
    for (const auto& [group, query] : rules) {
        out += fmt::format("- name: {}\n  interval: {}ms\n  rules:\n  - alert: {}\n    expr: {}\n    for: {}ms\n"
                           "    keep_firing_for: {}ms\n",
                           group, query.interval, query.name, yamlText(query.expression), query.holdFor,
                           query.keepFiringFor);
        for (const auto& [key, texts] :
             {std::pair("labels", query.labels), std::pair("annotations", query.annotations)}) {
            out += fmt::format("    {}: {{", key);
            for (const auto& [name, text] : texts) {
                out += fmt::format("{}: {}, ", name, yamlText(text));
            }
            out += "}\n";
        }
    }
    return out;
}

std::map<std::string, std::vector<std::string>> livesOf(const datasource::BacktestOutcome& outcome) {
    std::map<std::string, std::vector<std::string>> out;
    for (const auto& alert : outcome.alerts) {
        auto& lives = out[alert.labels.toString()];
        for (const auto& span : alert.spans) {
            lives.push_back(fmt::format("{}{}{}", span.activeAt,
                                        span.firedAt ? fmt::format(" fired={}", *span.firedAt) : "",
                                        span.resolvedAt ? fmt::format(" resolved={}", *span.resolvedAt) : ""));
        }
    }
    return out;
}

std::string text(const std::map<std::string, std::vector<std::string>>& lives) {
    std::string out;
    for (const auto& [labels, spans] : lives) {
        out += fmt::format("  {}\n    {}\n", labels, fmt::join(spans, "\n    "));
    }
    return out;
}

/// Both sorted.
std::vector<std::string> without(const std::vector<std::string>& all, const std::vector<std::string>& some) {
    std::vector<std::string> out;
    std::ranges::set_difference(all, some, std::back_inserter(out));
    return out;
}

/// Annotations of the alerts that are active in the end.
std::map<std::string, datasource::TextMap> annotationsOf(const datasource::BacktestOutcome& outcome) {
    std::map<std::string, datasource::TextMap> out;
    for (const auto& alert : outcome.alerts) {
        if (!alert.spans.back().resolvedAt) {
            out[alert.labels.toString()] = alert.annotations;
        }
    }
    return out;
}

} // namespace

/// A rule run over the past does what it did when that was the present.
class TestBacktest : public QObject {
    Q_OBJECT

  private slots:
    void threeHundredRandomRulesLiveAgain_data();
    void threeHundredRandomRulesLiveAgain();
    void cleanupTestCase();

  private:
    void compare(tests::PastWorld& world, model::TimestampMs begin, RandomRule rule);
    static void compareMessages(tests::PastWorld& world, const datasource::Backtest& backtest, const RandomRule& rule);

    std::size_t m_compared = 0;
    std::size_t m_firings = 0;
};

void TestBacktest::threeHundredRandomRulesLiveAgain_data() {
    QTest::addColumn<quint64>("seed");
    for (std::size_t i = 0; i < kWorlds; ++i) {
        QTest::addRow("seed %zu", 1000 + i) << quint64(1000 + i);
    }
}

void TestBacktest::threeHundredRandomRulesLiveAgain() {
    QFETCH(quint64, seed);
    RuleMaker maker(seed);
    std::vector<RandomRule> rules;
    for (std::size_t i = 0; i < kRulesPerWorld; ++i) {
        rules.push_back(maker.make(i));
    }
    tests::PastWorld world(seed, ruleFile(rules));
    world.silence("Alert3", 20min, 70min);
    world.silence("Alert4", 40min, 90min);
    const auto begin = world.clock().nowMs();
    world.live(kDuration);
    std::size_t lives = 0;
    for (const auto& [rule, alerts] : world.lives()) {
        lives += alerts.size();
    }
    QVERIFY2(lives > kRulesPerWorld / 2, "hardly anything happened");
    for (const auto& rule : rules) {
        compare(world, begin, rule);
        if (QTest::currentTestFailed()) {
            return;
        }
    }
}

void TestBacktest::compare(tests::PastWorld& world, model::TimestampMs begin, RandomRule rule) {
    const auto offset = rules::groupOffset("/rules.yml", rule.group, std::chrono::milliseconds(rule.query.interval));
    rule.query.offset = std::chrono::floor<std::chrono::milliseconds>(offset).count();
    rule.query.range = {begin, world.clock().nowMs()};
    backtest::Surroundings surroundings;
    surroundings.notifying = [&world]() -> Result<backtest::Notifying> {
        return backtest::Notifying{
            .options = world.alertmanagerOptions(), .silences = world.silences(), .sentLabels = {}};
    };
    const auto backtest = backtest::makeBacktest(rule.query, world.source(), surroundings, {});
    const auto about = fmt::format("{}: {}", rule.query.name, rule.query.expression);
    if (!backtest) {
        // An expression that hardly ever could be evaluated.
        QVERIFY2(world.failures(promql::toString(promql::parse(rule.query.expression).value())) > 32,
                 (about + ": " + backtest.error().message()).c_str());
        return;
    }
    const auto outcome = (*backtest)->run({});
    const auto found = world.lives().find(rule.query.name);
    const auto expected =
        found == world.lives().end() ? std::map<std::string, std::vector<std::string>>() : found->second;
    const auto actual = livesOf(outcome);
    QVERIFY2(actual == expected,
             fmt::format("{}\nlive:\n{}\nover the past:\n{}", about, text(expected), text(actual)).c_str());
    for (const auto& group : world.groups()) {
        if (group.name == rule.group) {
            std::map<std::string, datasource::TextMap> annotations;
            for (const auto& alert : group.rules.front().alerts) {
                annotations[alert.labels.toString()] = alert.annotations;
            }
            QVERIFY2(annotationsOf(outcome) == annotations, about.c_str());
        }
    }
    compareMessages(world, **backtest, rule);
    ++m_compared;
    m_firings += outcome.firings;
}

void TestBacktest::cleanupTestCase() {
    qInfo("%zu of %zu rules could be evaluated; they fired %zu times", m_compared, kWorlds * kRulesPerWorld, m_firings);
    QVERIFY(m_compared >= 300);
}

void TestBacktest::compareMessages(tests::PastWorld& world, const datasource::Backtest& backtest,
                                   const RandomRule& rule) {
    const auto messages = backtest.notifications(backtest.run({}), {});
    QVERIFY2(messages.has_value(), messages ? "" : messages.error().message().c_str());
    std::vector<std::string> actual;
    for (const auto& message : *messages) {
        actual.push_back(tests::PastWorld::message(message.time, message.integration, message.groupLabels,
                                                   message.firing, message.resolved));
    }
    const auto found = world.messages().find(rule.query.name);
    auto expected = found == world.messages().end() ? std::vector<std::string>() : found->second;
    // Groups that are flushed at the same moment come in any order.
    std::ranges::sort(expected);
    std::ranges::sort(actual);
    QVERIFY2(actual == expected, fmt::format("{}: {}\nlive alone:\n  {}\nover the past alone:\n  {}", rule.query.name,
                                             rule.query.expression, fmt::join(without(expected, actual), "\n  "),
                                             fmt::join(without(actual, expected), "\n  "))
                                     .c_str());
}

QTEST_GUILESS_MAIN(TestBacktest)
#include "test_backtest.moc"
