// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <optional>

#include "simulation/tsdb_model/run.h"

using namespace hearth;
using namespace hearth::tests;

namespace {

constexpr std::uint64_t kSeed = 20260301;
constexpr std::uint64_t kHistories = 300;
constexpr std::uint64_t kSteps = 40;
constexpr int kMostShrinkingRuns = 2000;

/// What a person may set in the environment.
std::uint64_t setting(const char* name, std::uint64_t otherwise) {
    bool isNumber = false;
    const auto value = qEnvironmentVariable(name).toULongLong(&isNumber);
    return isNumber ? value : otherwise;
}

/// What the database can do, without what HEARTH_MODEL_WITHOUT names ("histograms,deletion").
Features wantedFeatures() {
    auto features = Features::probe();
    const auto without = qEnvironmentVariable("HEARTH_MODEL_WITHOUT");
    features.histograms = features.histograms && !without.contains("histograms");
    features.outOfOrder = features.outOfOrder && !without.contains("out-of-order");
    features.deletion = features.deletion && !without.contains("deletion");
    features.cleaning = features.cleaning && !without.contains("cleaning");
    features.snapshots = features.snapshots && !without.contains("snapshots");
    features.lateDeletion = setting("HEARTH_MODEL_LATE_DELETION", 1) != 0;
    return features;
}

struct Failure {
    std::string problem;
    std::vector<std::string> log;
};

/// HEARTH_MODEL_FORGETFUL=1 asks for a disk that no sync helps after one that failed.
Dishonesty usualDisk() {
    return {.forgetFailedSyncs = setting("HEARTH_MODEL_FORGETFUL", 0) != 0};
}

std::optional<Failure> perform(const History& history, const Features& features, Dishonesty dishonesty = usualDisk()) {
    Run run(history, features, dishonesty);
    auto problem = run.perform();
    return problem.empty() ? std::nullopt : std::optional(Failure{std::move(problem), run.log()});
}

/// Leaves out what the failure does not need, larger parts first.
History shrink(History history, const Features& features) {
    int runs = 0;
    for (auto part = history.steps.size() / 2; part > 0; part /= 2) {
        for (std::size_t at = 0; at + part <= history.steps.size() && runs < kMostShrinkingRuns;) {
            auto smaller = history;
            const auto begin = smaller.steps.begin() + static_cast<std::ptrdiff_t>(at);
            smaller.steps.erase(begin, begin + static_cast<std::ptrdiff_t>(part));
            ++runs;
            if (perform(smaller, features)) {
                history = std::move(smaller);
            } else {
                at += part;
            }
        }
    }
    return history;
}

void print(std::uint64_t seed, const History& history, const Features& features) {
    const auto small = shrink(history, features);
    const auto failure = perform(small, features);
    qWarning("seed %llu, the shortest history that fails (%zu of %zu steps):", static_cast<unsigned long long>(seed),
             small.steps.size(), history.steps.size());
    for (const auto& line : failure ? failure->log : std::vector<std::string>()) {
        qWarning("  %s", line.c_str());
    }
    qWarning("  => %s", failure ? failure->problem.c_str() : "it did not fail again");
}

} // namespace

/// Random histories of the database on a disk that fails, fills up and loses what was not synced, against a model of
/// what was promised. HEARTH_MODEL_SEED, HEARTH_MODEL_COUNT and HEARTH_MODEL_STEPS set the first seed, how many
/// histories there are and how long they are; HEARTH_MODEL_QUICK=1 does not look for the shortest one that fails.
class TestTsdbModel : public QObject {
    Q_OBJECT

  private slots:
    void everyPromiseIsKeptInEveryHistory();
    void aDiskThatDoesNotSyncIsNoticed();
};

void TestTsdbModel::everyPromiseIsKeptInEveryHistory() {
    const auto features = wantedFeatures();
    const auto first = setting("HEARTH_MODEL_SEED", kSeed);
    const auto count = setting("HEARTH_MODEL_COUNT", kHistories);
    const auto steps = setting("HEARTH_MODEL_STEPS", kSteps);
    const auto mostFailures = setting("HEARTH_MODEL_FAILURES", 3);
    qInfo("seeds %llu to %llu; %s", static_cast<unsigned long long>(first),
          static_cast<unsigned long long>(first + count - 1), features.toString().c_str());
    std::uint64_t failures = 0;
    for (auto seed = first; seed < first + count && failures < mostFailures; ++seed) {
        const auto history = drawHistory(seed, steps);
        if (const auto failure = perform(history, features)) {
            ++failures;
            qWarning("seed %llu: %s", static_cast<unsigned long long>(seed), failure->problem.c_str());
            if (qEnvironmentVariableIsEmpty("HEARTH_MODEL_QUICK")) {
                print(seed, history, features);
            }
        }
    }
    QCOMPARE(failures, std::uint64_t{0});
}

void TestTsdbModel::aDiskThatDoesNotSyncIsNoticed() {
    const auto features = Features::probe();
    int noticed = 0;
    for (auto seed = kSeed; seed < kSeed + 20; ++seed) {
        noticed += perform(drawHistory(seed, kSteps), features, {.ignoreSync = true}) ? 1 : 0;
    }
    QVERIFY2(noticed >= 10, qPrintable(QString::number(noticed)));
}

int main(int count, char** arguments) {
    if (!qEnvironmentVariableIsSet("QTEST_FUNCTION_TIMEOUT")) {
        qputenv("QTEST_FUNCTION_TIMEOUT", "86400000"); // milliseconds: as many histories as a person asks for
    }
    const QCoreApplication application(count, arguments);
    TestTsdbModel test;
    return QTest::qExec(&test, count, arguments);
}

#include "test_tsdb_model.moc"
