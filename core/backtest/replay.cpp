// SPDX-License-Identifier: GPL-3.0-or-later
#include "backtest/replay.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <utility>

namespace hearth::backtest {
namespace {

using datasource::BacktestOutcome;
using promql::BinaryOp;

/// Whether a value passes, and how far it is beyond the threshold: larger is farther.
struct Always {
    bool operator()(double) const { return true; }
    double distance(double value) const { return value; }
};
struct Above {
    double threshold;
    bool operator()(double value) const { return value > threshold; }
    double distance(double value) const { return value; }
};
struct AtLeast {
    double threshold;
    bool operator()(double value) const { return value >= threshold; }
    double distance(double value) const { return value; }
};
struct Below {
    double threshold;
    bool operator()(double value) const { return value < threshold; }
    double distance(double value) const { return -value; }
};
struct AtMost {
    double threshold;
    bool operator()(double value) const { return value <= threshold; }
    double distance(double value) const { return -value; }
};
struct Equal {
    double threshold;
    bool operator()(double value) const { return value == threshold; }
    double distance(double value) const { return std::abs(value - threshold); }
};
struct Different {
    double threshold;
    bool operator()(double value) const { return value != threshold; }
    double distance(double value) const { return std::abs(value - threshold); }
};

template <class Visit>
void withComparison(BinaryOp op, double threshold, Visit visit) {
    switch (op) {
    case BinaryOp::kGreater:
        return visit(Above{threshold});
    case BinaryOp::kGreaterEqual:
        return visit(AtLeast{threshold});
    case BinaryOp::kLess:
        return visit(Below{threshold});
    case BinaryOp::kLessEqual:
        return visit(AtMost{threshold});
    case BinaryOp::kEqual:
        return visit(Equal{threshold});
    default:
        return visit(Different{threshold});
    }
}

} // namespace

struct Replay::Run {
    /// An alert with the last result that it had.
    struct Alert {
        Identities::Id id = 0;
        AlertLife life;
        std::uint32_t series = kNone;
        std::uint32_t step = 0;
        double value = 0;
    };

    const rules::AlertTimings& timings;
    std::vector<std::uint8_t> failed; ///< By step: the evaluation fails there, and nothing changes. Empty: nowhere.
    std::vector<Alert> alerts;
    std::size_t clashes = 0;
    std::size_t firstClash = 0;

    bool hasFailed(std::size_t step) const { return !failed.empty() && failed[step] != 0; }
    void clash(std::size_t step, std::size_t steps) {
        failed.resize(steps);
        if (failed[step] == 0) {
            firstClash = clashes == 0 ? step : std::min(firstClash, step);
            ++clashes;
            failed[step] = 1;
        }
    }
};

Replay::Replay(const History& history, const Plan& plan, const Timeline& timeline, const rules::AlertTexts& texts,
               const rules::AlertSurroundings& surroundings)
    : m_history(history)
    , m_plan(plan)
    , m_timeline(timeline)
    , m_stepByStep(!texts.labelsIgnoreValue())
    , m_identities(texts, surroundings) {
    for (const auto instant : m_history.failed) {
        if (const auto step = m_timeline.stepOf(instant)) {
            m_failed.resize(m_timeline.size());
            m_failed[*step] = 1;
        }
    }
    m_stepByStep ? makeEntries() : makeStreams();
}

void Replay::makeStreams() {
    std::map<model::Labels, std::vector<std::uint32_t>> byLabels;
    for (std::uint32_t i = 0; i < m_history.series.size(); ++i) {
        const auto& series = m_history.series[i];
        if (!series.values.empty()) {
            const auto id = m_identities.of({series.labels, series.values.front(), series.timestamps.front()});
            byLabels[m_identities.labels(id)].push_back(i);
        }
    }
    for (const auto& [labels, members] : byLabels) {
        auto stream = members.size() == 1 ? streamOf(members.front()) : merged(members);
        const auto& one = m_history.series[members.front()];
        stream.id = m_identities.of({one.labels, one.values.front(), one.timestamps.front()});
        m_streams.push_back(std::move(stream));
    }
}

Replay::Stream Replay::streamOf(std::uint32_t index) const {
    const auto& series = m_history.series[index];
    Stream stream;
    stream.onlySeries = index;
    stream.steps.reserve(series.values.size());
    for (std::size_t i = 0; i < series.values.size(); ++i) {
        if (const auto step = m_timeline.stepOf(series.timestamps[i])) {
            stream.steps.push_back(*step);
            stream.ownValues.push_back(series.values[i]);
        }
    }
    const bool hasAll = stream.steps.size() == series.values.size();
    if (hasAll) {
        stream.ownValues = {};
    }
    stream.values = hasAll ? std::span(series.values) : std::span<const double>(stream.ownValues);
    return stream;
}

Replay::Stream Replay::merged(const std::vector<std::uint32_t>& members) const {
    std::vector<Entry> entries;
    for (const auto member : members) {
        const auto one = streamOf(member);
        for (std::size_t i = 0; i < one.steps.size(); ++i) {
            entries.push_back({.step = one.steps[i], .series = member, .value = one.values[i]});
        }
    }
    std::ranges::stable_sort(entries, {}, &Entry::step);
    Stream stream;
    for (const auto& entry : entries) {
        stream.steps.push_back(entry.step);
        stream.series.push_back(entry.series);
        stream.ownValues.push_back(entry.value);
    }
    stream.values = stream.ownValues;
    return stream;
}

void Replay::makeEntries() {
    for (std::uint32_t member = 0; member < m_history.series.size(); ++member) {
        const auto one = streamOf(member);
        for (std::size_t i = 0; i < one.steps.size(); ++i) {
            m_entries.push_back({.step = one.steps[i], .series = member, .value = one.values[i], .id = kUnknown});
        }
    }
    std::ranges::stable_sort(m_entries, {}, &Entry::step);
}

template <class Holds>
void Replay::runStreams(Run& run, Holds holds) const {
    for (const auto& stream : m_streams) {
        if (!stream.series.empty()) {
            findClashes(stream, run, holds);
        }
    }
    for (const auto& stream : m_streams) {
        runStream(stream, run, holds);
    }
}

/// Two results with the labels of one alert: the whole evaluation fails.
template <class Holds>
void Replay::findClashes(const Stream& stream, Run& run, Holds holds) const {
    auto last = kNone;
    for (std::size_t i = 0; i < stream.steps.size(); ++i) {
        if (!holds(stream.values[i])) {
            continue;
        }
        if (std::exchange(last, stream.steps[i]) == stream.steps[i]) {
            run.clash(stream.steps[i], m_timeline.size());
        }
    }
}

template <class Holds>
void Replay::runStream(const Stream& stream, Run& run, Holds holds) const {
    Run::Alert alert{.id = stream.id, .life = AlertLife(m_timeline, run.timings)};
    auto& life = alert.life;
    std::uint32_t next = 0; // the first step that the alert has not been through
    const auto missUntil = [&](std::uint32_t end) {
        for (; next < end && life.isActive(); ++next) {
            if (!run.hasFailed(next)) {
                life.miss(next);
            }
        }
        next = end;
    };
    for (std::size_t i = 0; i < stream.steps.size(); ++i) {
        const auto value = stream.values[i];
        const auto step = stream.steps[i];
        if (!holds(value) || run.hasFailed(step)) {
            continue;
        }
        missUntil(step);
        life.hit(step, value, holds.distance(value));
        next = step + 1;
        alert.series = stream.seriesOf(i);
        alert.step = step;
        alert.value = value;
    }
    missUntil(static_cast<std::uint32_t>(m_timeline.size()));
    if (alert.series != kNone) {
        run.alerts.push_back(std::move(alert));
    }
}

/// Goes through all results step by step, as the live engine does.
class Replay::Steps {
  public:
    Steps(const Replay& replay, Run& run)
        : m_replay(replay)
        , m_run(run) {}

    template <class Holds>
    void go(Holds holds) {
        const auto count = static_cast<std::uint32_t>(m_replay.m_timeline.size());
        for (std::uint32_t step = 0; step < count; ++step) {
            if (gather(step, holds)) {
                m_run.clash(step, count);
            }
            if (!m_run.hasFailed(step)) {
                missOthers(step);
                for (const auto* entry : m_results) {
                    hit(*entry, holds.distance(entry->value));
                }
            }
        }
    }

  private:
    /// The results of a step; returns whether two of them make one alert.
    template <class Holds>
    bool gather(std::uint32_t step, Holds holds) {
        auto& entries = m_replay.m_entries;
        bool clashes = false;
        m_results.clear();
        for (; m_next < entries.size() && entries[m_next].step == step; ++m_next) {
            auto& entry = entries[m_next];
            if (!holds(entry.value)) {
                continue;
            }
            if (entry.id == kUnknown) {
                const auto& labels = m_replay.m_history.series[entry.series].labels;
                entry.id = m_replay.m_identities.of({labels, entry.value, m_replay.m_timeline.timeOf(step)});
            }
            if (entry.id >= m_seenIn.size()) {
                m_seenIn.resize(entry.id + 1, kNone);
                m_alertOf.resize(entry.id + 1, kNone);
            }
            clashes = std::exchange(m_seenIn[entry.id], step) == step || clashes;
            m_results.push_back(&entry);
        }
        return clashes;
    }

    void missOthers(std::uint32_t step) {
        std::erase_if(m_active, [&](std::uint32_t index) {
            auto& alert = m_run.alerts[index];
            if (m_seenIn[alert.id] != step) {
                alert.life.miss(step);
            }
            return !alert.life.isActive();
        });
    }

    void hit(const Entry& entry, double distance) {
        auto& index = m_alertOf[entry.id];
        if (index == kNone) {
            index = static_cast<std::uint32_t>(m_run.alerts.size());
            m_run.alerts.push_back({.id = entry.id, .life = AlertLife(m_replay.m_timeline, m_run.timings)});
        }
        auto& alert = m_run.alerts[index];
        if (!alert.life.isActive()) {
            m_active.push_back(index);
        }
        alert.life.hit(entry.step, entry.value, distance);
        alert.series = entry.series;
        alert.step = entry.step;
        alert.value = entry.value;
    }

    const Replay& m_replay;
    Run& m_run;
    std::size_t m_next = 0;
    std::vector<Entry*> m_results;
    std::vector<std::uint32_t> m_seenIn;  ///< By identity: the last step with such a result.
    std::vector<std::uint32_t> m_alertOf; ///< By identity: its index in the run.
    std::vector<std::uint32_t> m_active;
};

BacktestOutcome Replay::run(const rules::AlertTimings& timings, std::optional<double> threshold) const {
    std::unique_lock lock(m_mutex, std::defer_lock);
    if (m_stepByStep) {
        lock.lock();
    }
    Run run{.timings = timings, .failed = m_failed};
    const auto all = [&](auto holds) { m_stepByStep ? Steps(*this, run).go(holds) : runStreams(run, holds); };
    if (m_plan.threshold) {
        withComparison(m_plan.comparison, threshold.value_or(m_plan.threshold->value), all);
    } else {
        all(Always());
    }
    return finish(run);
}

BacktestOutcome Replay::finish(Run& run) const {
    BacktestOutcome outcome;
    std::set<std::string> problems = m_identities.problems();
    const auto end = m_timeline.size() == 0 ? 0 : m_timeline.timeOf(m_timeline.size() - 1);
    for (auto& alert : run.alerts) {
        auto& spans = alert.life.spans();
        for (const auto& span : spans) {
            if (span.firedAt) {
                ++outcome.firings;
                outcome.longest = std::max(outcome.longest, span.resolvedAt.value_or(end) - *span.firedAt);
            }
        }
        const PastResult last{m_history.series[alert.series].labels, alert.value, m_timeline.timeOf(alert.step)};
        outcome.alerts.push_back({.labels = m_identities.labels(alert.id),
                                  .annotations = m_identities.annotations(last, problems),
                                  .spans = std::move(spans)});
    }
    std::ranges::sort(outcome.alerts, {}, &datasource::BacktestAlert::labels);
    for (std::size_t step = 0; step < run.failed.size(); ++step) {
        if (run.failed[step] != 0) {
            outcome.failed.push_back(m_timeline.timeOf(step));
        }
    }
    outcome.problems.assign(problems.begin(), problems.end());
    if (!m_history.failed.empty()) {
        outcome.problems.push_back(fmt::format("{} ({} evaluations)", m_history.failure, m_history.failed.size()));
    }
    if (run.clashes > 0) {
        outcome.problems.push_back(fmt::format("{} ({} evaluations, first at {})", rules::kSameAlertLabels, run.clashes,
                                               model::formatRfc3339(m_timeline.timeOf(run.firstClash))));
    }
    return outcome;
}

} // namespace hearth::backtest
