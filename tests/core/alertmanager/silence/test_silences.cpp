// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <fmt/format.h>

#include "alertmanager/silence/silence_code.h"
#include "alertmanager/silence/silences.h"
#include "base/file_system.h"
#include "journal/journal.h"
#include "support/fake_clock.h"

using namespace hearth;
using namespace hearth::alertmanager;
using model::Matcher;

class TestSilences : public QObject {
    Q_OBJECT

    static constexpr model::TimestampMs kNow = 1'700'000'000'000;
    static constexpr model::DurationMs kHour = model::kHourMs;

    QTemporaryDir m_directory;
    PosixFileSystem m_files;
    tests::FakeClock m_clock;
    instrument::Registry m_registry;
    SilenceMetrics m_metrics{m_registry};
    RandomSource m_random = seededRandom(1);
    std::unique_ptr<journal::Journal> m_journal;
    std::unique_ptr<Silences> m_silences;

    void open(Silences::Limits limits = {}) {
        m_silences = std::make_unique<Silences>(*m_journal, m_clock, m_random, m_metrics, limits, Log());
        QVERIFY(m_silences->restore(kNow));
    }
    static Silence silence(model::TimestampMs begin, model::TimestampMs end, const std::string& value = "1") {
        return {.matchers = {Matcher::equal("a", value)}, .startsAt = begin, .endsAt = end};
    }
    Silence changed(const std::string& id, model::TimestampMs begin, model::TimestampMs end) {
        auto other = *m_silences->find(id);
        other.startsAt = begin;
        other.endsAt = end;
        return other;
    }
    std::string messageOf(Silence silence) {
        const auto result = m_silences->set(std::move(silence), kNow);
        return result ? std::string() : result.error().message();
    }
    std::size_t silencing(const model::Labels& labels, model::TimestampMs now) {
        return m_silences->silencing(fingerprintOf(labels), labels, now).size();
    }

  private slots:
    void init() {
        m_journal = journal::Journal::open(m_files, m_directory.filePath(QTest::currentTestFunction()).toStdString(),
                                           m_clock, Log())
                        .value();
        open();
    }
    void cleanup() {
        m_silences.reset();
        m_journal.reset();
    }

    void oneThatOnlySaysWhatIsNotIsTaken() {
        const auto create = [](model::MatchType type, const char* value) {
            return Matcher::create(type, "a", value).value();
        };
        using enum model::MatchType;
        for (const auto& matcher : {create(kNotEqual, "x"), create(kNotEqual, ""), create(kNotRegex, "x|y"),
                                    create(kNotRegex, ".+"), create(kNotRegex, ".*")}) {
            QCOMPARE(messageOf({.matchers = {matcher}, .startsAt = kNow, .endsAt = kNow + kHour}), std::string());
        }
        for (const auto& matcher : {create(kEqual, ""), create(kRegex, ".*"), create(kRegex, "x|")}) {
            QCOMPARE(messageOf({.matchers = {matcher}, .startsAt = kNow, .endsAt = kNow + kHour}),
                     std::string("invalid silence: at least one matcher must not match the empty string"));
        }
        QCOMPARE(silencing({{"b", "1"}}, kNow), 3U); // what is not there is neither "x" nor any text
    }

    void whatTheyCostIsCounted() {
        const auto count = [&](const std::string& what) {
            const auto families = m_registry.gather();
            const auto found = std::ranges::find(families, "alertmanager_silences_" + what + "_duration_seconds",
                                                 &instrument::Family::name);
            return found == families.end() ? std::uint64_t(0) : found->metrics.front().count;
        };
        const auto snapshots = count("snapshot");
        const auto queries = count("query");
        const auto collections = count("gc");
        const auto id = m_silences->set(silence(0, kNow + kHour), kNow).value();
        QCOMPARE(count("snapshot"), snapshots + 1);
        silencing({{"a", "1"}}, kNow);
        silencing({{"a", "2"}}, kNow);
        QCOMPARE(count("query"), queries + 2);
        QCOMPARE(count("gc"), collections);
        m_silences->collectGarbage(kNow);
        QCOMPARE(count("gc"), collections + 1);
        QVERIFY(m_silences->expire(id, kNow).has_value());
        QCOMPARE(count("snapshot"), snapshots + 2);
    }

    void aNewOneGetsAnIdAndBeginsNow() {
        const auto id = m_silences->set(silence(kNow - kHour, kNow + kHour), kNow).value();
        QCOMPARE(id.size(), 36U);
        QCOMPARE(id[14], '4');
        QVERIFY(std::string("89ab").contains(id[19]));
        QCOMPARE(m_silences->find(id)->startsAt, kNow);
        QCOMPARE(m_silences->find(id)->updatedAt, kNow);
    }

    void anActiveOneKeepsItsIdAsLongAsThePastStaysAsItWas() {
        const auto id = m_silences->set(silence(0, kNow + kHour), kNow).value();
        QCOMPARE(m_silences->set(changed(id, kNow + 500, kNow + 2 * kHour), kNow + 1'000).value(), id);
        QCOMPARE(m_silences->find(id)->endsAt, kNow + 2 * kHour);
        const auto other = m_silences->set(changed(id, kNow - 5'000, kNow + 2 * kHour), kNow + 2'000).value();
        QVERIFY(other != id);
        QCOMPARE(m_silences->find(id)->endsAt, kNow + 2'000);
        QCOMPARE(m_silences->find(other)->startsAt, kNow + 2'000);
        auto elsewhere = *m_silences->find(other);
        elsewhere.matchers.push_back(Matcher::equal("b", "2"));
        QVERIFY(m_silences->set(elsewhere, kNow + 3'000).value() != other);
    }

    void aPendingOneMayMoveInTheFuture() {
        const auto id = m_silences->set(silence(kNow + kHour, kNow + 2 * kHour), kNow).value();
        QCOMPARE(m_silences->set(changed(id, kNow + 2 * kHour, kNow + 3 * kHour), kNow).value(), id);
        const auto other = m_silences->set(changed(id, kNow - 1, kNow + 3 * kHour), kNow).value();
        QVERIFY(other != id);
        QCOMPARE(m_silences->find(id)->stateAt(kNow + 1), SilenceState::kExpired);
    }

    void anExpiredOneIsNeverChanged() {
        const auto id = m_silences->set(silence(0, kNow + kHour), kNow).value();
        QVERIFY(m_silences->expire(id, kNow + 5));
        QVERIFY(m_silences->expire(id, kNow + 6));
        QCOMPARE(m_silences->find(id)->endsAt, kNow + 5);
        QVERIFY(m_silences->set(changed(id, kNow, kNow + kHour), kNow + 10).value() != id);
        QCOMPARE(m_silences->find(id)->endsAt, kNow + 5);
    }

    void aPendingOneThatIsExpiredNeverBegins() {
        const auto id = m_silences->set(silence(kNow + kHour, kNow + 2 * kHour), kNow).value();
        QVERIFY(m_silences->expire(id, kNow + 5));
        QCOMPARE(m_silences->find(id)->startsAt, kNow + 5);
        QCOMPARE(m_silences->find(id)->endsAt, kNow + 5);
        QCOMPARE(m_silences->find(id)->stateAt(kNow + 6), SilenceState::kExpired);
    }

    void unknownIdsAreNotFound() {
        auto unknown = silence(0, kNow + kHour);
        unknown.id = "b3a4c0de-0000-4000-8000-000000000000";
        QCOMPARE(m_silences->set(unknown, kNow).error().code(), ErrorCode::kNotFound);
        QCOMPARE(m_silences->expire(unknown.id, kNow).error().code(), ErrorCode::kNotFound);
    }

    void whatMakesNoSenseIsRefused() {
        auto none = silence(0, kNow + kHour);
        none.matchers.clear();
        QCOMPARE(messageOf(none), std::string("invalid silence: at least one matcher required"));
        auto empty = silence(0, kNow + kHour, "");
        QCOMPARE(messageOf(empty),
                 std::string("invalid silence: at least one matcher must not match the empty string"));
        QCOMPARE(messageOf(silence(0, 0)), std::string("invalid silence: invalid zero end timestamp"));
        QCOMPARE(messageOf(silence(kNow + 2, kNow + 1)),
                 std::string("invalid silence: end time must not be before start time"));
    }

    void limitsAreKept() {
        open({.count = 1, .bytes = 200});
        QVERIFY(m_silences->set(silence(0, kNow + kHour), kNow));
        QCOMPARE(messageOf(silence(0, kNow + kHour)), std::string("exceeded maximum number of silences: 1 (limit: 1)"));
        auto big = silence(0, kNow + kHour);
        big.comment = std::string(300, 'x');
        QVERIFY(messageOf(big).starts_with("silence exceeded maximum size"));
    }

    void theyComeBackAfterARestartAndGoAfterTheirRetention() {
        const auto id = m_silences->set(silence(0, kNow + kHour), kNow).value();
        open();
        QVERIFY(m_silences->find(id));
        m_silences->collectGarbage(kNow + 121 * kHour - 1);
        QVERIFY(m_silences->find(id));
        m_silences->collectGarbage(kNow + 121 * kHour);
        QVERIFY(!m_silences->find(id));
        open();
        QVERIFY(!m_silences->find(id));
    }

    void whatMatchesIsRememberedButFollowsChanges() {
        const model::Labels labels{{"a", "1"}, {"b", "x"}};
        QCOMPARE(silencing(labels, kNow), 0U);
        const auto first = m_silences->set(silence(0, kNow + kHour), kNow).value();
        QCOMPARE(silencing(labels, kNow), 1U);
        QCOMPARE(silencing(labels, kNow + kHour), 1U);
        QCOMPARE(silencing(labels, kNow + kHour + 1), 0U);
        QVERIFY(m_silences->set(silence(kNow + kHour, kNow + 2 * kHour), kNow));
        QCOMPARE(silencing(labels, kNow), 1U);
        QCOMPARE(silencing(labels, kNow + kHour), 2U);
        QVERIFY(m_silences->expire(first, kNow + 1));
        QCOMPARE(silencing(labels, kNow + 2), 0U);
        m_silences->collectGarbage(kNow + 121 * kHour);
        QCOMPARE(silencing(labels, kNow + kHour), 1U);
        QCOMPARE(m_silences->nextChange(kNow), std::optional(kNow + kHour));
    }

    void theIndexFindsWhatTryingAllFinds() {
        auto random = seededRandom(7);
        const auto value = [&] { return std::to_string(random() % 4); };
        for (int i = 0; i < 300; ++i) {
            Silence one{.endsAt = kNow + kHour};
            for (auto count = 1 + random() % 3; count > 0; --count) {
                const auto name = "l" + std::to_string(random() % 4);
                const auto type = static_cast<model::MatchType>(random() % 4);
                const auto text =
                    type == model::MatchType::kRegex && random() % 2 == 0 ? value() + "|" + value() : value();
                one.matchers.push_back(Matcher::create(type, name, text).value());
            }
            static_cast<void>(m_silences->set(one, kNow));
        }
        for (int i = 0; i < 300; ++i) {
            model::LabelsBuilder builder;
            for (int label = 0; label < 4; ++label) {
                builder.set("l" + std::to_string(label), random() % 3 == 0 ? "" : value());
            }
            const auto labels = builder.labels();
            std::size_t expected = 0;
            for (const auto all = m_silences->all(); const auto& one : all) {
                expected += one->matches(labels) ? 1 : 0;
            }
            QCOMPARE(silencing(labels, kNow), expected);
        }
    }

    void aSilenceIsReadAsItWasWritten() {
        Silence written{.id = "x",
                        .matchers = {Matcher::equal("a", "1"), Matcher::notEqual("b", ""),
                                     Matcher::create(model::MatchType::kRegex, "c", "x.*").value(),
                                     Matcher::create(model::MatchType::kNotRegex, "d", "y|z").value()},
                        .startsAt = -5,
                        .endsAt = kNow,
                        .updatedAt = 7,
                        .createdBy = "me",
                        .comment = "why",
                        .annotations = {{"ticket", "1"}}};
        const auto bytes = encodeSilence(written);
        const auto read = decodeSilence("x", bytes).value();
        QCOMPARE(read.matchers, written.matchers);
        QVERIFY(read.matchers[2].matches("xy"));
        QVERIFY(!read.matchers[2].matches("x\n"));
        QCOMPARE(read.startsAt, written.startsAt);
        QCOMPARE(read.annotations, written.annotations);
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            QVERIFY(!decodeSilence("x", std::string_view(bytes).substr(0, length)));
        }
    }

    void aThousandSilencesAreCheapForTenThousandAlerts() {
        // Without a journal of its own each would be a sync of the disk.
        const auto start = kNow;
        SilenceIndex index;
        std::vector<Silence> silences;
        for (int i = 0; i < 1'000; ++i) {
            silences.push_back(silence(start, start + kHour, "host" + std::to_string(i)));
            index.add(static_cast<SilenceIndex::Slot>(i), silences.back());
        }
        QElapsedTimer timer;
        timer.start();
        std::size_t found = 0;
        for (int i = 0; i < 10'000; ++i) {
            const model::Labels labels{{"a", "host" + std::to_string(i)}, {"alertname", "X"}, {"job", "node"}};
            index.visitCandidates(labels, [&](SilenceIndex::Slot slot) { found += silences[slot].matches(labels); });
        }
        QCOMPARE(found, 1'000U);
        qInfo("10,000 alerts against 1,000 silences: %lld ms", static_cast<long long>(timer.elapsed()));
    }
};

QTEST_APPLESS_MAIN(TestSilences)
#include "test_silences.moc"
