// SPDX-License-Identifier: GPL-3.0-or-later
#include "backtest/replay.h"

#include <algorithm>
#include <bit>
#include <fmt/format.h>
#include <utility>

#include "backtest/comparison.h"

namespace hearth::backtest {
namespace {

using datasource::BacktestOutcome;

} // namespace

struct Replay::Run {
    /// An alert with the last result that it had.
    struct Alert {
        Identities::Id id = 0;
        std::vector<datasource::BacktestSpan> spans;
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
    , m_isPure(texts.isPure())
    , m_identities(texts, surroundings)
    , m_streams(history, timeline, texts, m_identities) {
    for (const auto instant : m_history.failed) {
        if (const auto step = m_timeline.stepOf(instant)) {
            m_failed.resize(m_timeline.size());
            m_failed[*step] = 1;
        }
    }
}

template <class Holds>
void Replay::runStreams(Run& run, Holds holds) const {
    for (const auto& stream : m_streams.streams()) {
        if (!stream.series.empty()) {
            findClashes(stream, run, holds);
        }
    }
    for (const auto& stream : m_streams.streams()) {
        runStream(stream, run, holds);
    }
}

/// Two results with the labels of one alert: the whole evaluation fails.
template <class Holds>
void Replay::findClashes(const AlertStream& stream, Run& run, Holds holds) const {
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
void Replay::runStream(const AlertStream& stream, Run& run, Holds holds) const {
    Run::Alert alert{.id = stream.id, .spans = {}};
    AlertLife life(m_timeline, run.timings);
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
        alert.spans = std::move(life.spans());
        run.alerts.push_back(std::move(alert));
    }
}

BacktestOutcome Replay::run(const rules::AlertTimings& timings, std::optional<double> threshold) const {
    std::unique_lock lock(m_mutex, std::defer_lock);
    if (!m_streams.isConstant()) {
        lock.lock();
    }
    Run run{.timings = timings, .failed = m_failed};
    const auto all = [&](auto holds) {
        m_streams.admit(holds);
        runStreams(run, holds);
    };
    if (m_plan.threshold) {
        withComparison(m_plan.comparison, threshold.value_or(m_plan.threshold->value), all);
    } else {
        all(Always());
    }
    return finish(run);
}

BacktestOutcome Replay::finish(Run& run) const {
    BacktestOutcome outcome;
    outcome.alerts.reserve(run.alerts.size());
    const std::lock_guard lock(m_textsMutex);
    std::set<std::string> problems = m_identities.problems();
    const auto end = m_timeline.size() == 0 ? 0 : m_timeline.timeOf(m_timeline.size() - 1);
    for (auto& alert : run.alerts) {
        auto& spans = alert.spans;
        for (const auto& span : spans) {
            if (span.firedAt) {
                ++outcome.firings;
                outcome.longest = std::max(outcome.longest, span.resolvedAt.value_or(end) - *span.firedAt);
            }
        }
        const PastResult last{m_history.series[alert.series].labels, alert.value, m_timeline.timeOf(alert.step)};
        const auto& texts = textsOf(alert.id, last, alert.series);
        problems.insert(texts.problems.begin(), texts.problems.end());
        outcome.alerts.push_back(
            {.labels = m_identities.labels(alert.id), .annotations = texts.annotations, .spans = std::move(spans)});
    }
    for (std::size_t step = 0; step < run.failed.size(); ++step) {
        if (run.failed[step] != 0) {
            outcome.failed.push_back(m_timeline.timeOf(step));
        }
    }
    outcome.problems.assign(problems.begin(), problems.end());
    outcome.problems.resize(std::min(outcome.problems.size(), Identities::kMaxProblems));
    if (!m_history.failed.empty()) {
        outcome.problems.push_back(fmt::format("{} ({} evaluations)", m_history.failure, m_history.failed.size()));
    }
    if (run.clashes > 0) {
        outcome.problems.push_back(fmt::format("{} ({} evaluations, first at {})", rules::kSameAlertLabels, run.clashes,
                                               model::formatRfc3339(m_timeline.timeOf(run.firstClash))));
    }
    return outcome;
}

const Replay::Texts& Replay::textsOf(Identities::Id id, const PastResult& result, std::uint32_t series) const {
    if (m_texts.size() < m_identities.size()) {
        m_texts.resize(m_identities.size());
    }
    auto& texts = m_texts[id];
    const auto bits = [](double value) { return std::bit_cast<std::uint64_t>(value); };
    if (!m_isPure || texts.series != series || bits(texts.value) != bits(result.value)) {
        texts = {.series = series, .value = result.value, .annotations = {}, .problems = {}};
        texts.annotations = m_identities.annotations(result, texts.problems);
    }
    return texts;
}

} // namespace hearth::backtest
