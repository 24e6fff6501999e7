// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ruleedit/alert_rows.h"
#include "ruleedit/gap_text.h"
#include "ruleedit/judged_time.h"
#include "ruleedit/line_difference.h"
#include "ruleedit/outcome_text.h"
#include "ruleedit/rule_state.h"
#include "ruleedit/rule_yaml.h"
#include "ruleedit/server_group.h"

using namespace hearth;
using namespace hearth::ui;
using model::kHourMs;
using model::kMinuteMs;

namespace {

std::string shown(const std::string& before, const std::string& after) {
    std::string text;
    for (const auto& line : differenceOf(before, after)) {
        text += line.text + "\n";
    }
    return text;
}

datasource::BacktestOutcome outcomeOf(std::vector<datasource::BacktestSpan> spans, const std::string& instance) {
    datasource::BacktestOutcome outcome;
    datasource::BacktestAlert alert;
    alert.labels = model::Labels::fromPairs({{"alertname", "Full"}, {"instance", instance}, {"severity", "warning"}});
    for (const auto& span : spans) {
        outcome.firings += span.firedAt ? 1 : 0;
    }
    alert.spans = std::move(spans);
    outcome.alerts.push_back(std::move(alert));
    return outcome;
}

} // namespace

class TestRuleTexts : public QObject {
    Q_OBJECT

  private slots:
    void yamlQuotesWhatWouldMeanSomethingElse() {
        datasource::RuleDraft rule{"my-rules", "Full", "a > 5\n  and b", 10 * kMinuteMs, 0, {}, {}};
        rule.labels = {{"severity", "yes"}, {"team", "it's: on"}};
        rule.annotations = {{"summary", "{{ $labels.instance }} is full"}, {"odd", "tab\there"}};
        QCOMPARE(ruleYaml(rule), std::string(R"(groups:
  - name: my-rules
    rules:
      - alert: Full
        expr: |-
          a > 5
            and b
        for: 10m
        labels:
          severity: 'yes'
          team: 'it''s: on'
        annotations:
          odd: "tab\there"
          summary: '{{ $labels.instance }} is full'
)"));
    }

    void aDifferenceHasThreeLinesAroundEachChange() {
        QCOMPARE(shown("a\nb\nc\nd\ne\nf\ng\nh\n", "a\nb\nc\nd\nE\nf\ng\nh\n"),
                 std::string("@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n"));
        QCOMPARE(shown("a\n", "a\n"), std::string());
        QCOMPARE(shown("", "a\nb\n"), std::string("@@ -0,0 +1,2 @@\n+a\n+b\n"));
        QCOMPARE(shown("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n", "0\n2\n3\n4\n5\n6\n7\n8\n9\nX\n"),
                 std::string("@@ -1,4 +1,4 @@\n-1\n+0\n 2\n 3\n 4\n@@ -7,4 +7,4 @@\n 7\n 8\n 9\n-10\n+X\n"));
    }

    void longTextsAreComparedQuickly() {
        std::string before;
        std::string after;
        for (int i = 0; i < 20'000; ++i) {
            before += "line " + std::to_string(i) + "\n";
            after += "other " + std::to_string(i) + "\n";
        }
        QCOMPARE(differenceOf(before, after).size(), std::size_t(40'001));
    }

    void anEditedRuleSurvivesAsText() {
        EditedRule rule;
        rule.draft = {"g", "日本<b>", "a > 5", kMinuteMs, kHourMs, {{"severity", "info"}}, {{"summary", "\"x\"\n"}}};
        rule.place = {"/etc/rules.yml", "g", 3};
        rule.interval = 15'000;
        const auto back = editedRule(toText(rule));
        QVERIFY(back.has_value());
        QVERIFY(*back == rule);
        QVERIFY(!editedRule(QStringLiteral("nonsense")));
        QVERIFY(!editedRule({}));
    }

    void rowsAreThereForSeriesThatNeverFired() {
        std::vector<datasource::BacktestSeries> series(2);
        series[0].labels = model::Labels::fromPairs({{"__name__", "x"}, {"instance", "nas"}});
        series[1].labels = model::Labels::fromPairs({{"__name__", "x"}, {"instance", "pi"}});
        const auto outcome = outcomeOf({{0, kMinuteMs, kHourMs, 9}}, "nas");
        const auto rows = alertRows(outcome, series, {"severity"}, 2 * kHourMs, 20);
        QCOMPARE(rows.rows.size(), std::size_t(2));
        QCOMPARE(rows.rows[0].name, QStringLiteral("nas"));
        QCOMPARE(OutcomeText::row(rows.rows[0]), QStringLiteral("1×, longest 59 min"));
        QCOMPARE(rows.rows[1].name, QStringLiteral("pi"));
        QCOMPARE(OutcomeText::row(rows.rows[1]), QStringLiteral("never"));
        QVERIFY(!rows.rows[1].alert);
    }

    void aNameIsOneLineInOneDirection() {
        std::vector<datasource::BacktestSeries> series(1);
        series[0].labels = model::Labels::fromPairs({{"instance", "a\u202e\nb"}});
        const auto rows = alertRows({}, series, {}, kHourMs, 20);
        QCOMPARE(rows.rows[0].name, QStringLiteral("\u2068a\u23ceb\u2069"));
    }

    void aThousandRowsKeepTheBusiest() {
        datasource::BacktestOutcome outcome;
        for (int i = 0; i < 1000; ++i) {
            auto one = outcomeOf({{0, i % 100 == 7 ? std::optional(kMinuteMs) : std::nullopt, kHourMs, 1}},
                                 "n" + std::to_string(i));
            outcome.alerts.push_back(std::move(one.alerts.front()));
        }
        const auto rows = alertRows(outcome, {}, {"severity"}, kHourMs, 8);
        QCOMPARE(rows.rows.size(), std::size_t(8));
        QCOMPARE(rows.hidden, std::size_t(992));
        QCOMPARE(rows.hiddenFirings, std::size_t(2));
        QCOMPARE(rows.rows.front().name, QStringLiteral("n7"));
    }

    void theGroupsLabelsStandAtTheGroup() {
        const datasource::RuleDraft rule{"g", "Full", "up", 0, 0, {}, {}};
        QCOMPARE(ruleYaml(rule, {{"team", "home"}}),
                 std::string("groups:\n  - name: g\n    labels:\n      team: home\n"
                             "    rules:\n      - alert: Full\n        expr: up\n"));
    }

    void whatIsUnknownIsNotJudged() {
        using Reason = datasource::BacktestGap::Reason;
        std::vector<datasource::BacktestSeries> series(1);
        series[0].timestamps = {20 * kMinuteMs, 50 * kMinuteMs};
        series[0].values = {1, 1};
        const model::TimeRange range{0, kHourMs};
        const auto judged = [&](std::vector<datasource::BacktestGap> gaps) {
            return judgedTime(range, kMinuteMs, gaps, series).judged / kMinuteMs;
        };
        QCOMPARE(judged({}), 60);
        QCOMPARE(judged({{0, 47 * kMinuteMs, Reason::kBeforeData}}), 12);
        QCOMPARE(judged({{10 * kMinuteMs, 19 * kMinuteMs, Reason::kAsleep}, {kHourMs, kHourMs, Reason::kOff}}), 50);
        // Series that the expression reads were away; that it had values all the same is known.
        QCOMPARE(judged({{30 * kMinuteMs, 39 * kMinuteMs, Reason::kMissing}}), 50);
        QCOMPARE(judged({{30 * kMinuteMs, 59 * kMinuteMs, Reason::kMissing}}), 60);
        QCOMPARE(judged({{0, kHourMs, Reason::kBeforeData}}), 0);
    }

    void roundTimesAreSaidRoundly() {
        const auto judged = [](model::DurationMs time) {
            return OutcomeText::judged({30 * model::kDayMs, time}).remove(QLatin1String("(s)"));
        };
        QCOMPARE(judged(3 * model::kDayMs + kMinuteMs), QStringLiteral("the 3 day of data there is"));
        QCOMPARE(judged(2 * kHourMs), QStringLiteral("the 2 hour of data there is"));
        QCOMPARE(judged(3 * model::kDayMs + 5 * kHourMs), QStringLiteral("the 3 d 5 h of data there is"));
        QCOMPARE(judged(12 * kMinuteMs), QStringLiteral("the 12 min of data there is"));
        QCOMPARE(judged(40'000), QStringLiteral("the 40 s of data there is"));
    }

    void gapsSayWhy() {
        using Reason = datasource::BacktestGap::Reason;
        const std::vector<datasource::BacktestGap> gaps{{0, kHourMs, Reason::kBeforeData},
                                                        {2 * kHourMs, 3 * kHourMs, Reason::kAsleep}};
        const auto utc = QTimeZone::utc();
        QCOMPARE(GapText::beginning(gaps, utc), QStringLiteral("no data before 1 Jan 01:00"));
        QCOMPARE(GapText::hatchWord(gaps), QStringLiteral("asleep: unknown"));
        QCOMPARE(GapText::reason(gaps[1], utc), QStringLiteral("Asleep until 1 Jan 03:00"));
        QCOMPARE(GapText::hatchWord({gaps[0]}), QString());
        QCOMPARE(GapText::beginning({gaps[1]}, utc), QString());
    }

    void configurationsSayHowOftenRulesAreEvaluated() {
        QCOMPARE(evaluationIntervalIn("global:\n  scrape_interval: 5s\n  evaluation_interval: 15s\n"), 15'000);
        QCOMPARE(evaluationIntervalIn("rule_files: []\nglobal:\n  evaluation_interval: 1m30s\r\n"), 90'000);
        QCOMPARE(evaluationIntervalIn("other:\n  evaluation_interval: 15s\n"), 0);
        QCOMPARE(evaluationIntervalIn("global:\n  evaluation_interval:\n"), 0);
        QCOMPARE(evaluationIntervalIn("global:\n  evaluation_interval: soon\n"), 0);
    }

    void theSummarySaysHowOftenAndWhom() {
        const auto outcome = outcomeOf({{0, kMinuteMs, 3 * kMinuteMs, 9}, {0, kHourMs, 3 * kHourMs, 9}}, "nas");
        const auto text =
            OutcomeText::firings(outcome, {7 * model::kDayMs, 7 * model::kDayMs - kHourMs}, 7 * model::kDayMs);
        QVERIFY2(text.contains(QLatin1String("in 7 day")), qPrintable(text));
        QVERIFY2(text.contains(QLatin1String("2 time")), qPrintable(text));
        QVERIFY2(text.contains(QLatin1String("Shorter than 5 min: 1")), qPrintable(text));
        std::vector<datasource::BacktestNotification> messages(3);
        messages[0].integration = messages[1].integration = "desktop[0]";
        messages[2].integration = "email[1]";
        const auto told = OutcomeText::messages(messages);
        QVERIFY2(told.contains(QLatin1String("2 desktop")) && told.contains(QLatin1String("1 e-mail")),
                 qPrintable(told));
        const auto unknown = OutcomeText::messages(fail(ErrorCode::kUnsupported, "no Alertmanager here"));
        QVERIFY(unknown.contains(QLatin1String("no Alertmanager here")));
    }
};

QTEST_MAIN(TestRuleTexts)
#include "test_rule_texts.moc"
