// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/tsdb_model/sample_model.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <fmt/format.h>

#include "base/hash.h"
#include "model/sample.h"

namespace hearth::tests {
namespace {

/// Appends the buckets that hold something as (index, count).
template <class Buckets>
void describeBuckets(std::string& text, const std::vector<model::HistogramSpan>& spans, const Buckets& buckets,
                     bool differences) {
    std::int64_t index = 0;
    std::size_t at = 0;
    double count = 0;
    for (const auto& span : spans) {
        index += span.offset;
        for (std::uint32_t i = 0; i < span.length && at < buckets.size(); ++i, ++index, ++at) {
            count = static_cast<double>(buckets[at]) + (differences ? count : 0);
            if (count != 0) {
                text += fmt::format(" {}:{}", index, count);
            }
        }
    }
}

template <class H>
SampleValue describe(const H& histogram, bool differences) {
    if (model::isStale(histogram.sum)) {
        return valueOf(model::staleNan());
    }
    std::string text = fmt::format("{} {} {} {} {} {}", differences, histogram.layout.schema,
                                   histogram.layout.zeroThreshold, histogram.zeroCount, histogram.count, histogram.sum);
    describeBuckets(text, histogram.layout.positiveSpans, histogram.positiveBuckets, differences);
    text += " -";
    describeBuckets(text, histogram.layout.negativeSpans, histogram.negativeBuckets, differences);
    for (const auto bound : histogram.layout.customBounds) {
        text += fmt::format(" <{}", bound);
    }
    return {true, xxHash64(text)};
}

bool isInside(model::TimestampMs time, const std::vector<model::TimeRange>& ranges) {
    return std::ranges::any_of(ranges, [&](const auto& range) { return time >= range.begin && time <= range.end; });
}

} // namespace

SampleValue valueOf(double value) {
    return {false, std::bit_cast<std::uint64_t>(value)};
}

SampleValue valueOf(const model::HistogramValue& histogram) {
    if (const auto* const counts = std::get_if<std::shared_ptr<const model::Histogram>>(&histogram)) {
        return describe(**counts, true);
    }
    return describe(*std::get<std::shared_ptr<const model::FloatHistogram>>(histogram), false);
}

std::string toText(const SampleValue& value) {
    return value.histogram ? fmt::format("histogram {:x}", value.bits)
                           : fmt::format("{}", std::bit_cast<double>(value.bits));
}

std::optional<SampleMap> toSamples(const model::Columns& columns, std::string& problem) {
    SampleMap samples;
    const auto add = [&](model::TimestampMs time, model::TimestampMs before, bool first, const SampleValue& value) {
        if (!first && time <= before) {
            problem = fmt::format("time {} comes after {}", time, before);
        } else if (!samples.emplace(time, value).second) {
            problem = fmt::format("time {} is both a float and a histogram", time);
        }
    };
    for (std::size_t i = 0; i < columns.times.size(); ++i) {
        add(columns.times[i], i == 0 ? 0 : columns.times[i - 1], i == 0, valueOf(columns.values[i]));
    }
    const auto& histograms = columns.histograms;
    for (std::size_t i = 0; i < histograms.size(); ++i) {
        add(histograms[i].time, i == 0 ? 0 : histograms[i - 1].time, i == 0, valueOf(histograms[i].value));
    }
    return problem.empty() ? std::optional(std::move(samples)) : std::nullopt;
}

void SampleModel::beginCommit(std::uint64_t commit) {
    if (commit != m_commit) {
        m_commit = commit;
        m_firstCommit = m_firstCommit == 0 ? commit : m_firstCommit;
        m_newestBefore = m_newest;
        m_newestInOrderBefore = m_newestInOrder;
    }
}

/// A sample is late where it is older than its series' newest in order, or too much older than the newest of all. Since
/// nobody outside knows those two exactly, some samples may be in either log.
SampleModel::SampleLog SampleModel::logOf(const Series& series, model::TimestampMs time) const {
    if ((series.newestInOrder && time <= *series.newestInOrder) ||
        (m_newestInOrderBefore && time < *m_newestInOrderBefore - m_acceptedAge)) {
        return SampleLog::kLate;
    }
    const bool isNewest = !series.newest || time > *series.newest;
    const bool isYoung = m_newestBefore && m_commit != m_firstCommit && time >= *m_newestBefore - m_acceptedAge;
    return isNewest && isYoung ? SampleLog::kInOrder : SampleLog::kUnknown;
}

void SampleModel::committed(const std::string& name, const std::vector<Sample>& samples, std::uint64_t commit,
                            bool durable) {
    beginCommit(commit);
    auto& series = m_series[name];
    for (const auto& [time, value] : samples) {
        const auto log = logOf(series, time);
        const bool maybeHidden = log != SampleLog::kInOrder && isInside(time, series.deletions);
        series.entries[time] = {.value = value,
                                .commit = commit,
                                .durable = durable,
                                .log = log,
                                .optional = time < m_retired || maybeHidden};
        series.newest = std::max(series.newest.value_or(time), time);
        m_newest = std::max(m_newest.value_or(time), time);
        if (log == SampleLog::kInOrder) {
            series.newestInOrder = std::max(series.newestInOrder.value_or(time), time);
            m_newestInOrder = std::max(m_newestInOrder.value_or(time), time);
        }
    }
}

void SampleModel::commitFailed(const std::string& name, const std::vector<Sample>& samples) {
    for (const auto& [time, value] : samples) {
        m_series[name].ghosts.push_back({time, value, true});
    }
}

void SampleModel::synced() {
    for (auto& [name, series] : m_series) {
        for (auto& [time, entry] : series.entries) {
            entry.durable = entry.durable || !entry.noPromise;
        }
        std::erase_if(series.ghosts, [](const Ghost& ghost) { return !ghost.lasting; });
    }
}

void SampleModel::syncFailed() {
    for (auto& [name, series] : m_series) {
        for (auto& [time, entry] : series.entries) {
            entry.noPromise = entry.noPromise || !entry.durable;
        }
    }
}

void SampleModel::deleted(const std::string& name, model::TimeRange range, bool done) {
    auto& series = m_series[name];
    series.deletions.push_back(range);
    for (auto it = series.entries.lower_bound(range.begin); it != series.entries.end() && it->first <= range.end;) {
        if (!done) {
            it->second.optional = true;
            ++it;
            continue;
        }
        series.ghosts.push_back({it->first, it->second.value, false});
        it = series.entries.erase(it);
    }
}

void SampleModel::retired(model::TimestampMs time) {
    m_retired = std::max(m_retired, time);
    for (auto& [name, series] : m_series) {
        for (auto it = series.entries.begin(); it != series.entries.end() && it->first < m_retired; ++it) {
            it->second.optional = true;
        }
    }
}

std::string SampleModel::differenceLive(const Observed& observed) const {
    return difference(observed, Moment::kLive);
}

std::string SampleModel::differenceAfterRestart(const Observed& observed) const {
    return difference(observed, Moment::kRestart);
}

std::string SampleModel::differenceAfterPowerCut(const Observed& observed) const {
    return difference(observed, Moment::kPowerCut);
}

std::string SampleModel::difference(const Observed& observed, Moment moment) const {
    for (const auto& [name, samples] : observed) {
        if (!m_series.contains(name) && !samples.empty()) {
            return name + " was never written";
        }
    }
    static const SampleMap kNone;
    for (const auto& [name, series] : m_series) {
        const auto found = observed.find(name);
        if (auto text = differenceOf(series, found == observed.end() ? kNone : found->second, moment); !text.empty()) {
            return name + ": " + text;
        }
    }
    return {};
}

bool SampleModel::mayAppear(const Series& series, model::TimestampMs time, const SampleValue& value, Moment moment) {
    return std::ranges::any_of(series.ghosts, [&](const Ghost& ghost) {
        return ghost.time == time && ghost.value == value && moment != Moment::kLive &&
               (ghost.lasting || moment == Moment::kPowerCut);
    });
}

std::string SampleModel::differenceOf(const Series& series, const SampleMap& observed, Moment moment) const {
    for (const auto& [time, value] : observed) {
        const auto entry = series.entries.find(time);
        const bool known = entry != series.entries.end() && entry->second.value == value;
        if (known || time < m_retired || mayAppear(series, time, value, moment)) {
            continue;
        }
        return entry == series.entries.end()
                   ? fmt::format("{} at {} was not written, or was deleted", toText(value), time)
                   : fmt::format("{} at {} where {} was written", toText(value), time, toText(entry->second.value));
    }
    for (const auto& [time, entry] : series.entries) {
        const bool promised = !entry.optional && (moment != Moment::kPowerCut || entry.durable);
        if (promised && !observed.contains(time)) {
            return fmt::format("{} at {} (commit {}{}) is lost", toText(entry.value), time, entry.commit,
                               entry.durable ? ", synced" : "");
        }
    }
    return moment == Moment::kPowerCut ? gap(series, observed) : std::string();
}

std::string SampleModel::gap(const Series& series, const SampleMap& observed) {
    std::uint64_t newest = 0;
    const auto concerns = [&](const Entry& entry) {
        return entry.log == SampleLog::kInOrder && !entry.durable && !entry.optional && !entry.noPromise;
    };
    for (const auto& [time, entry] : series.entries) {
        if (concerns(entry) && observed.contains(time)) {
            newest = std::max(newest, entry.commit);
        }
    }
    for (const auto& [time, entry] : series.entries) {
        if (concerns(entry) && entry.commit < newest && !observed.contains(time)) {
            return fmt::format("{} at {} of commit {} is lost, though commit {} is there", toText(entry.value), time,
                               entry.commit, newest);
        }
    }
    return {};
}

void SampleModel::adopt(const Observed& observed, bool durable) {
    for (auto& [name, series] : m_series) {
        const auto found = observed.find(name);
        const auto* const samples = found == observed.end() ? nullptr : &found->second;
        std::erase_if(series.entries, [&](const auto& item) {
            const bool gone = samples == nullptr || !samples->contains(item.first);
            if (gone && item.second.optional && !durable) { // a deletion that failed, and is not on the disk
                series.ghosts.push_back({item.first, item.second.value, true});
            }
            return gone;
        });
        series.newest.reset();
        series.newestInOrder.reset();
        // What was deleted and not synced can still come back after a later power cut.
        std::erase_if(series.ghosts, [&](const Ghost& ghost) { return durable && !ghost.lasting; });
        if (samples == nullptr) {
            continue;
        }
        for (const auto& [time, value] : *samples) {
            const auto [at, isNew] = series.entries.try_emplace(time);
            auto& entry = at->second;
            entry.value = value;
            entry.noPromise = entry.noPromise || isNew; // of a commit that failed
            if (durable) {
                entry.durable = true;
                entry.noPromise = false;
            }
            entry.optional = entry.optional || time < m_retired;
            series.newest = time;
            series.newestInOrder = entry.log == SampleLog::kInOrder ? time : series.newestInOrder;
        }
    }
    m_newestInOrder.reset(); // a restart may have taken the newest of all
    m_firstCommit = 0;
}

bool SampleModel::holds(const std::string& name, model::TimestampMs time) const {
    const auto series = m_series.find(name);
    return series != m_series.end() &&
           (series->second.entries.contains(time) ||
            std::ranges::any_of(series->second.ghosts, [&](const Ghost& ghost) { return ghost.time == time; }));
}

std::optional<model::TimestampMs> SampleModel::newest(const std::string& name) const {
    const auto series = m_series.find(name);
    return series == m_series.end() ? std::nullopt : series->second.newest;
}

std::size_t SampleModel::sampleCount() const {
    std::size_t count = 0;
    for (const auto& [name, series] : m_series) {
        count += series.entries.size();
    }
    return count;
}

SampleMap SampleModel::certain(const std::string& name, model::TimeRange range) const {
    SampleMap samples;
    if (const auto series = m_series.find(name); series != m_series.end()) {
        const auto& entries = series->second.entries;
        for (auto it = entries.lower_bound(range.begin); it != entries.end() && it->first <= range.end; ++it) {
            if (!it->second.optional) {
                samples.emplace(it->first, it->second.value);
            }
        }
    }
    return samples;
}

} // namespace hearth::tests
