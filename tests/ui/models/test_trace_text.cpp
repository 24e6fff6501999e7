// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/trace_text.h"
#include "ui/models/alert_samples.h"

using namespace hearth;
using namespace hearth::tests;
using namespace hearth::ui;
using datasource::TraceEvent;
using Kind = TraceEvent::Kind;

namespace {

TraceEvent step(Kind kind, model::DurationMs after, const std::string& detail = {}) {
    TraceEvent one;
    one.kind = kind;
    one.time = one.last = kNoon + after;
    one.detail = detail;
    one.receiver = "mail";
    one.integration = "email[0]";
    return one;
}

QString print(const std::vector<TraceEvent>& events) {
    QString text;
    for (const auto& step : TraceText::steps(events, kNoon, true)) {
        text += step.time + QLatin1Char(' ') + step.sentence.text;
        if (step.sentence.link != LinkedText::Link::kNone) {
            text += QStringLiteral(" [%1: %2]").arg(step.sentence.linkText, step.sentence.target);
        }
        text += QLatin1Char('\n');
    }
    return text;
}

TraceEvent rule(const char* from, const char* to, model::DurationMs after) {
    auto one = step(Kind::kRule, after);
    one.from = from;
    one.to = to;
    one.value = 86.25;
    return one;
}

TraceEvent by(Kind kind, const char* who, const std::string& detail = {}) {
    auto one = step(kind, 0, detail);
    one.by = who;
    return one;
}

} // namespace

class TestTraceText : public QObject {
    Q_OBJECT

  private slots:
    void theWayFromTheRuleToAPersonIsSentences() {
        auto grouped = step(Kind::kGrouped, 600'000, "group_wait");
        grouped.until = kNoon + 630'000;
        auto tried = step(Kind::kAttempt, 631'000, "450 busy");
        tried.attempt = 1;
        QCOMPARE(print({rule("inactive", "pending", 0), rule("pending", "firing", 600'000), grouped,
                        step(Kind::kNotifying, 630'000, "first notification"), tried,
                        step(Kind::kSent, 640'000, "250 2.0.0 Ok")}),
                 QStringLiteral("12:00:00 The rule became true (value 86.3): pending.\n"
                                "12:10:00 It stayed true long enough (value 86.3): firing.\n"
                                "12:10:00 Joined its group for mail; held by group_wait for 30 s, until 12:10:30.\n"
                                "12:10:30 A message to mail (email[0]) is due: it is the first one.\n"
                                "12:10:31 Attempt 1 at mail (email[0]) failed, will be tried again: 450 busy "
                                "[Change receiver: receivers]\n"
                                "12:10:40 Accepted by mail (email[0]): 250 2.0.0 Ok\n"));
    }

    void whatIsNotHeldIsToldAtOnce() {
        auto grouped = step(Kind::kGrouped, 0, "group_interval");
        grouped.until = kNoon + 300;
        QCOMPARE(print({grouped}), QStringLiteral("12:00:00 Joined its group for mail, which is told at once.\n"));
        grouped.until.reset();
        QCOMPARE(print({grouped}), QStringLiteral("12:00:00 Joined its group for mail, which is told at once.\n"));
    }

    void everyNoLeadsToWhatChangesIt() {
        QCOMPARE(print({by(Kind::kSilenced, "id-1, id-2", "anna: new fan"), by(Kind::kInhibited, "abc", "rule 1"),
                        by(Kind::kMuted, "nights"), by(Kind::kInactive, "office")}),
                 QStringLiteral("12:00:00 Not told: silenced by anna: new fan. [Show silence: id-1]\n"
                                "12:00:00 Not told: another alert inhibits it (rule 1). [Go there: abc]\n"
                                "12:00:00 Not told: muted by the time interval nights. "
                                "[Change quiet hours: time-intervals]\n"
                                "12:00:00 Not told: outside of the active time intervals office. "
                                "[Change quiet hours: time-intervals]\n"));
    }

    void equalStepsAreOneWithACount() {
        auto again = step(Kind::kDeduplicated, 300'000, "nothing new within the repeat interval");
        again.count = 3;
        again.last = kNoon + 900'000;
        QCOMPARE(
            print({step(Kind::kDeduplicated, 0, "nothing new within the repeat interval"), again}),
            QStringLiteral("12:00:00 No further message to mail (email[0]): nothing new within the repeat interval. "
                           "(4 times, last at 12:15:00)\n"));
    }

    void aRuleThatFiresAtOnceWasNotPending() {
        QCOMPARE(print({rule("inactive", "pending", 0), rule("pending", "firing", 0)}),
                 QStringLiteral("12:00:00 The rule became true (value 86.3): firing.\n"));
    }

    void otherDaysHaveTheirDate() {
        QVERIFY(print({step(Kind::kReceived, 2 * model::kDayMs)}).startsWith(QStringLiteral("01-03 12:00:00")));
    }
};

QTEST_GUILESS_MAIN(TestTraceText)
#include "test_trace_text.moc"
