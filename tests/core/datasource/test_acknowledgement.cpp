// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "datasource/acknowledgement.h"

using namespace hearth;
using namespace hearth::datasource;

namespace {

constexpr model::TimestampMs kNow = 1'700'000'000'000;

/// Keeps silences as an Alertmanager does; all of its alerts fire.
class KeptSilences final : public AlertmanagerSource {
  public:
    std::vector<Silence> kept;
    std::vector<model::Labels> firing;
    int alertQuestions = 0;
    bool refuses = false;

    Result<std::vector<Silence>> silences(const SilencesQuery& query, std::stop_token) override {
        std::vector<Silence> found;
        for (const auto& silence : kept) {
            if (query.expired || silence.state != SilenceState::kExpired) {
                found.push_back(silence);
            }
        }
        return found;
    }
    Result<std::vector<ReceivedAlert>> alerts(const ReceivedAlertsQuery&, std::stop_token) override {
        ++alertQuestions;
        std::vector<ReceivedAlert> found;
        for (const auto& labels : firing) {
            found.emplace_back().labels = labels;
        }
        return found;
    }
    Result<std::string> setSilence(const Silence& silence, std::stop_token) override {
        if (refuses) {
            return fail(ErrorCode::kUnavailable, "away");
        }
        for (auto& known : kept) {
            if (known.id == silence.id) {
                known = silence;
                return silence.id;
            }
        }
        kept.push_back(silence);
        kept.back().id = std::to_string(kept.size());
        return kept.back().id;
    }
    Result<void> expireSilence(const std::string& id, std::stop_token) override {
        for (auto& known : kept) {
            if (known.id == id) {
                known.state = SilenceState::kExpired;
            }
        }
        return {};
    }

    Silence& acknowledge(const model::Labels& labels, model::TimestampMs at = kNow) {
        setSilence(acknowledgementOf(labels, "ann", "seen", at), {}).value();
        return kept.back();
    }
};

const model::Labels kAlert{{"alertname", "Down"}, {"instance", "nas:9100"}};
const model::Labels kOther{{"alertname", "Down"}, {"instance", "pi:9100"}};

} // namespace

class TestAcknowledgement : public QObject {
    Q_OBJECT

  private slots:
    void itIsAnOrdinarySilenceOfOneAlert();
    void theNoteStandsBehindTheSign();
    void itIsProlongedWhenATimeHasPassed();
    void itEndsWithItsAlert();
    void otherSilencesAreLeftAlone();
    void onesThatAnotherProgramMadeAreKeptToo();
    void withoutAnyNothingElseIsAsked();
    void refusalsAreToldAndTriedAgain();
};

void TestAcknowledgement::itIsAnOrdinarySilenceOfOneAlert() {
    const auto silence = acknowledgementOf(kAlert, "ann", "  on it ", kNow);
    QCOMPARE(silence.matchers.size(), 2U);
    QCOMPARE(silence.matchers[0].toString(), std::string("alertname=\"Down\""));
    QCOMPARE(silence.startsAt, kNow);
    QCOMPARE(silence.endsAt, kNow + kAcknowledgementMs);
    QCOMPARE(silence.createdBy, std::string("ann"));
    QCOMPARE(silence.comment, std::string("ACK! on it"));
    QVERIFY(silence.id.empty());
    QVERIFY(isAcknowledgement(silence));
}

void TestAcknowledgement::theNoteStandsBehindTheSign() {
    QCOMPARE(acknowledgementNote(acknowledgementOf(kAlert, "a", "on it", kNow)), std::string("on it"));
    QCOMPARE(acknowledgementOf(kAlert, "a", "", kNow).comment, std::string("ACK!"));
    Silence other;
    other.comment = "maintenance, no ACK!";
    QVERIFY(!isAcknowledgement(other));
    QCOMPARE(acknowledgementNote(other), other.comment);
}

void TestAcknowledgement::itIsProlongedWhenATimeHasPassed() {
    KeptSilences source;
    source.firing = {kAlert};
    source.acknowledge(kAlert);
    auto round = renewAcknowledgements(source, kNow + model::kMinuteMs, {});
    QVERIFY(round);
    QCOMPARE(round->prolonged, 0U);
    QCOMPARE(round->left, 1U);
    const auto later = kNow + 5 * model::kMinuteMs;
    round = renewAcknowledgements(source, later, {});
    QCOMPARE(round->prolonged, 1U);
    QCOMPARE(source.kept.size(), 1U);
    QCOMPARE(source.kept[0].endsAt, later + kAcknowledgementMs);
    QCOMPARE(source.kept[0].startsAt, kNow);
}

void TestAcknowledgement::itEndsWithItsAlert() {
    KeptSilences source;
    source.firing = {kOther};
    source.acknowledge(kAlert);
    source.acknowledge(kOther);
    const auto round = renewAcknowledgements(source, kNow + model::kMinuteMs, {});
    QVERIFY(round);
    QCOMPARE(round->ended, 1U);
    QCOMPARE(round->left, 1U);
    QCOMPARE(source.kept[0].state, SilenceState::kExpired);
    QCOMPARE(source.kept[1].state, SilenceState::kActive);
}

void TestAcknowledgement::otherSilencesAreLeftAlone() {
    KeptSilences source;
    auto silence = acknowledgementOf(kAlert, "ann", "", kNow);
    silence.comment = "maintenance";
    source.setSilence(silence, {}).value();
    const auto round = renewAcknowledgements(source, kNow + 14 * model::kMinuteMs, {});
    QVERIFY(round);
    QCOMPARE(round->left, 0U);
    QCOMPARE(source.kept[0].state, SilenceState::kActive);
    QCOMPARE(source.kept[0].endsAt, kNow + kAcknowledgementMs);
}

void TestAcknowledgement::onesThatAnotherProgramMadeAreKeptToo() {
    KeptSilences source;
    source.firing = {kAlert};
    Silence silence;
    silence.matchers = {model::Matcher::create(model::MatchType::kRegex, "alertname", "D.*").value()};
    silence.comment = "ACK! This alert was acknowledged elsewhere";
    silence.startsAt = kNow;
    silence.endsAt = kNow + model::kMinuteMs;
    source.setSilence(silence, {}).value();
    QCOMPARE(renewAcknowledgements(source, kNow, {}).value().prolonged, 1U);
}

void TestAcknowledgement::withoutAnyNothingElseIsAsked() {
    KeptSilences source;
    QCOMPARE(renewAcknowledgements(source, kNow, {}).value().left, 0U);
    QCOMPARE(source.alertQuestions, 0);
}

void TestAcknowledgement::refusalsAreToldAndTriedAgain() {
    KeptSilences source;
    source.firing = {kAlert};
    source.acknowledge(kAlert);
    source.refuses = true;
    const auto later = kNow + 10 * model::kMinuteMs;
    QCOMPARE(renewAcknowledgements(source, later, {}).error().code(), ErrorCode::kUnavailable);
    source.refuses = false;
    QCOMPARE(renewAcknowledgements(source, later, {}).value().prolonged, 1U);
}

QTEST_GUILESS_MAIN(TestAcknowledgement)
#include "test_acknowledgement.moc"
