// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/tsdb_model/run.h"

#include <algorithm>
#include <fmt/format.h>

namespace hearth::tests {

Run::Run(const History& history, const Features& features, Dishonesty dishonesty)
    : m_history(history)
    , m_features(features)
    , m_source(features.histograms) {
    m_files.ignoreSync(dishonesty.ignoreSync);
    m_files.forgetFailedSyncs(dishonesty.forgetFailedSyncs);
    Dice dice(history.optionsSeed);
    m_options.directory = "/data";
    m_options.storageThread = false;
    m_options.chunkRange = dice.pick({2 * model::kHourMs, 20 * model::kMinuteMs});
    m_model.setAcceptedAge(m_options.chunkRange / 2);
    m_options.retention = dice.pick<model::DurationMs>({0, 15 * model::kDayMs, 12 * m_options.chunkRange});
    m_options.outOfOrderWindow = m_features.outOfOrder && dice.oneIn(2) ? 2 * m_options.chunkRange : 0;
    m_options.walSegmentBytes = dice.pick<std::uint64_t>({32U << 10U, 128U << 10U, tsdb::wal::kSegmentBytes});
    m_options.walCompression =
        dice.pick({tsdb::wal::Compression::kNone, tsdb::wal::Compression::kSnappy, tsdb::wal::Compression::kZstd});
    m_options.syncAtCommit = dice.oneIn(5);
    m_options.maxExemplars = 100;
    say(fmt::format("chunk range {}, retention {}, out of order {}, segments {}{}",
                    model::formatDuration(m_options.chunkRange), model::formatDuration(m_options.retention),
                    model::formatDuration(m_options.outOfOrderWindow), m_options.walSegmentBytes,
                    m_options.syncAtCommit ? ", sync at commit" : ""));
}

Run::~Run() = default;

std::string Run::perform() {
    if (auto opened = open(); !opened) {
        return "the first opening: " + opened.error().message();
    }
    for (std::size_t i = 0; i < m_history.steps.size(); ++i) {
        const auto& step = m_history.steps[i];
        say(fmt::format("{} {}", i, toText(step.kind)));
        if (auto problem = this->step(step); !problem.empty()) {
            return fmt::format("step {} ({}): {}", i, toText(step.kind), problem);
        }
    }
    Dice dice(m_history.optionsSeed);
    say("the end");
    return restart(End::kKill, dice);
}

Run::Problem Run::step(const Step& step) {
    Dice dice(step.seed);
    switch (step.kind) {
    case StepKind::kScrape:
        return scrape(dice);
    case StepKind::kOverlap:
        return overlap(dice);
    case StepKind::kOutOfOrder:
        return m_options.outOfOrderWindow > 0 ? outOfOrder(dice) : Problem();
    case StepKind::kMaintain:
        return maintain();
    case StepKind::kAdvance:
        advance(dice);
        return {};
    case StepKind::kCompact:
        return compact();
    case StepKind::kDelete:
        return m_features.deletion && (m_options.outOfOrderWindow == 0 || m_features.lateDeletion) ? deleteSeries(dice)
                                                                                                   : Problem();
    case StepKind::kClean:
        return m_features.cleaning ? clean() : Problem();
    case StepKind::kSnapshot:
        return m_features.snapshots ? snapshot(dice) : Problem();
    case StepKind::kQuery:
        return query(dice);
    case StepKind::kReopen:
        return restart(End::kClose, dice);
    case StepKind::kKill:
        return restart(End::kKill, dice);
    case StepKind::kPowerCut:
        return restart(End::kPowerCut, dice);
    case StepKind::kCrash:
        return crash(dice);
    case StepKind::kFill:
        fill(dice);
        return {};
    case StepKind::kFailing:
        failCalls(dice);
        return {};
    case StepKind::kHeal:
        return heal();
    }
    return {};
}

Run::Problem Run::expectFailure(const std::string& what, const Error& error) {
    say(fmt::format("  {} fails: {}", what, error.message()));
    if (m_syncsFail && !m_frozen) {
        m_model.syncFailed();
    }
    return m_troubled ? Problem() : fmt::format("{} fails without need: {}", what, error.message());
}

Run::Problem Run::maintain() {
    if (auto done = m_db->maintain(); !done) {
        return expectFailure("maintain", done.error());
    }
    m_model.synced();
    return {};
}

void Run::advance(Dice& dice) {
    const auto by = dice.oneIn(30) ? 365 * model::kDayMs : dice.between(1, 5) * m_options.chunkRange / 2;
    say("  by " + model::formatDuration(by));
    m_clock.advance(std::chrono::milliseconds(by));
}

/// A block goes where it ended so long before the newest one.
void Run::noteRetention() {
    const auto blocks = m_db->blocks();
    if (m_options.retention == 0 || blocks.empty()) {
        return;
    }
    const auto newest = std::ranges::max_element(blocks, {}, &tsdb::BlockMeta::maxTime)->maxTime;
    m_model.retired(newest - m_options.retention);
}

Run::Problem Run::compact() {
    const auto done = m_db->compact();
    noteRetention();
    if (!done) {
        if (auto problem = expectFailure("compact", done.error()); !problem.empty()) {
            return problem;
        }
    }
    say(fmt::format("  {} blocks", m_db->blocks().size()));
    return compare("after compaction");
}

Run::Problem Run::clean() {
    if (auto done = m_db->cleanTombstones(); !done) {
        return expectFailure("cleanTombstones", done.error());
    }
    return compare("after cleaning tombstones");
}

Run::Problem Run::compare(const char* when) {
    Problem problem;
    const auto observed = readDb(*m_db, {}, kAllTime, problem);
    if (problem.empty()) {
        problem = m_model.differenceLive(observed);
    }
    return problem.empty() ? problem : fmt::format("{}: {}", when, problem);
}

Run::Problem Run::snapshot(Dice& dice) {
    const bool withHead = dice.oneIn(2);
    Problem problem;
    const auto live = readDb(*m_db, {}, kAllTime, problem);
    const auto name = m_db->snapshot(withHead);
    if (!name) {
        return expectFailure("snapshot", name.error());
    }
    const auto directory = m_options.directory + "/snapshots/" + *name;
    if (problem.empty() && !m_troubled) {
        problem = checkSnapshot(directory, withHead, live);
    }
    if (dice.oneIn(2)) {
        (void)m_files.removeAll(directory);
    }
    return problem.empty() ? problem : fmt::format("snapshot {} head: {}", withHead ? "with" : "without", problem);
}

Run::Problem Run::checkSnapshot(const std::string& directory, bool withHead, const Observed& live) {
    auto options = m_options;
    options.directory = directory;
    options.retention = 0;
    instrument::Registry registry;
    const auto copy = tsdb::Db::open(options, m_files, m_clock, registry, Log());
    if (!copy) {
        return copy.error().message();
    }
    Problem problem;
    const auto observed = readDb(**copy, {}, kAllTime, problem);
    if (!problem.empty()) {
        return problem;
    }
    for (const auto& [series, samples] : observed) {
        const auto found = live.find(series);
        for (const auto& [time, value] : samples) {
            if (found == live.end() || !found->second.contains(time) || found->second.at(time) != value) {
                return fmt::format("{} at {} of {} is not in the database", toText(value), time, series);
            }
        }
    }
    for (int series = 0; withHead && series < m_churn; ++series) {
        const auto name = labelsOf(series).toString();
        const auto found = observed.find(name);
        for (const auto& [time, value] : m_model.certain(name, kAllTime)) {
            if (found == observed.end() || !found->second.contains(time)) {
                return fmt::format("{} at {} of {} is missing", toText(value), time, name);
            }
        }
    }
    return {};
}

namespace {

struct Question {
    model::Matchers matchers;
    std::function<bool(const model::Labels&)> matches;
};

Question drawQuestion(Dice& dice) {
    using model::Matcher;
    using model::MatchType;
    const auto matcher = [](MatchType type, const char* name, const char* value) {
        return Matcher::create(type, name, value).value();
    };
    switch (dice.below(5)) {
    case 0:
        return {{matcher(MatchType::kEqual, "__name__", "m1")}, [](const auto& l) { return l.metricName() == "m1"; }};
    case 1:
        return {{matcher(MatchType::kRegex, "__name__", "m.*"), matcher(MatchType::kNotEqual, "zone", "a")},
                [](const auto& l) { return l.metricName() != "churn" && l.value("zone") == "b"; }};
    case 2:
        return {{matcher(MatchType::kRegex, "i", "1|3|5|6|7")}, [](const auto& l) {
                    return std::string_view("13567").find(l.value("i")) != std::string_view::npos && l.has("i");
                }};
    case 3:
        return {{matcher(MatchType::kEqual, "zone", "b"), matcher(MatchType::kEqual, "i", "")},
                [](const auto& l) { return l.metricName() == "churn" && l.value("zone") == "b"; }};
    default:
        return {{matcher(MatchType::kRegex, "n", ".+")}, [](const auto& l) { return l.metricName() == "churn"; }};
    }
}

} // namespace

Run::Problem Run::query(Dice& dice) {
    const auto question = drawQuestion(dice);
    const auto end = m_clock.nowMs() - dice.between(0, 2 * m_options.chunkRange);
    const model::TimeRange range{end - dice.between(0, 3 * m_options.chunkRange), end};
    Problem problem;
    const auto observed = readDb(*m_db, question.matchers, range, problem);
    if (!problem.empty()) {
        return problem;
    }
    for (int series = 0; series < m_churn; ++series) {
        const auto labels = labelsOf(series);
        const auto name = labels.toString();
        const auto found = observed.find(name);
        if (!question.matches(labels)) {
            if (found != observed.end()) {
                return name + " does not match and is there";
            }
            continue;
        }
        const auto samples = found == observed.end() ? SampleMap() : found->second;
        for (const auto& [time, value] : m_model.certain(name, range)) {
            if (!samples.contains(time) || samples.at(time) != value) {
                return fmt::format("{} at {} of {} is not in the answer", toText(value), time, name);
            }
        }
        if (!samples.empty() && (samples.begin()->first < range.begin || samples.rbegin()->first > range.end)) {
            return name + " has samples outside of the time asked for";
        }
    }
    return {};
}

namespace {

model::Matchers orAll(model::Matchers matchers) {
    if (matchers.empty()) {
        matchers.push_back(
            model::Matcher::create(model::MatchType::kRegex, std::string(model::kMetricName), ".+").value());
    }
    return matchers;
}

} // namespace

Observed readQuerier(storage::Querier& querier, const model::Matchers& matchers, model::TimeRange range,
                     std::string& problem) {
    storage::SelectHints hints;
    hints.range = range;
    const auto list = querier.select(true, hints, orAll(matchers), {});
    if (!list) {
        problem = "select: " + list.error().message();
        return {};
    }
    Observed observed;
    const model::Labels* before = nullptr;
    model::Columns columns;
    for (const auto& series : *list) {
        const auto name = series->labels().toString();
        if (before != nullptr && !(*before < series->labels())) {
            problem = name + " comes twice or out of order";
        }
        before = &series->labels();
        columns.clear();
        if (auto read = series->read(range, columns); !read) {
            problem = name + ": " + read.error().message();
            return {};
        }
        if (auto samples = toSamples(columns, problem); samples && !samples->empty()) {
            observed.emplace(name, std::move(*samples));
        }
        if (!problem.empty()) {
            problem = name + ": " + problem;
            return {};
        }
    }
    return observed;
}

Observed readDb(tsdb::Db& db, const model::Matchers& matchers, model::TimeRange range, std::string& problem) {
    const auto querier = db.querier(range);
    if (!querier) {
        problem = "querier: " + querier.error().message();
        return {};
    }
    return readQuerier(**querier, matchers, range, problem);
}

} // namespace hearth::tests
