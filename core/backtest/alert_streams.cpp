// SPDX-License-Identifier: GPL-3.0-or-later
#include "backtest/alert_streams.h"

#include <algorithm>
#include <bit>
#include <map>
#include <tuple>

namespace hearth::backtest {

AlertStreams::AlertStreams(const History& history, const Timeline& timeline, const rules::AlertTexts& texts,
                           Identities& identities)
    : m_history(history)
    , m_timeline(timeline)
    , m_identities(identities)
    , m_isPure(texts.isPure()) {
    if (texts.labelsIgnoreValue()) {
        makeConstant();
        return;
    }
    for (std::uint32_t i = 0; i < history.series.size(); ++i) {
        auto stream = streamOf(i);
        std::vector<Identities::Id> ids(stream.steps.size(), kUnknown);
        m_bySeries.push_back({.stream = std::move(stream), .ids = std::move(ids)});
    }
}

void AlertStreams::makeConstant() {
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

AlertStream AlertStreams::streamOf(std::uint32_t index) const {
    const auto& series = m_history.series[index];
    AlertStream stream;
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

AlertStream AlertStreams::merged(const std::vector<std::uint32_t>& members) const {
    std::vector<Entry> entries;
    for (const auto member : members) {
        const auto one = streamOf(member);
        for (std::size_t i = 0; i < one.steps.size(); ++i) {
            entries.push_back({.id = 0, .step = one.steps[i], .series = member, .value = one.values[i]});
        }
    }
    std::ranges::stable_sort(entries, {}, &Entry::step);
    AlertStream stream;
    for (const auto& entry : entries) {
        stream.steps.push_back(entry.step);
        stream.series.push_back(entry.series);
        stream.ownValues.push_back(entry.value);
    }
    stream.values = stream.ownValues;
    return stream;
}

void AlertStreams::identify(std::uint32_t series, std::size_t index) {
    auto& [stream, ids] = m_bySeries[series];
    const auto value = stream.values[index];
    const auto step = stream.steps[index];
    auto [found, isNew] = m_ofValues.try_emplace(std::bit_cast<std::uint64_t>(value), kUnknown);
    if (isNew || !m_isPure) {
        found->second = m_identities.of({m_history.series[series].labels, value, m_timeline.timeOf(step)});
    }
    ids[index] = found->second;
    m_arrived.push_back({.id = found->second, .step = step, .series = series, .value = value});
}

/// Brings what arrived into streams: each is extended once, and all are sorted only when there are new ones.
void AlertStreams::arrange() {
    std::ranges::sort(m_arrived, {}, [](const Entry& entry) { return std::tuple(entry.id, entry.step, entry.series); });
    std::vector<std::uint32_t> places(m_identities.size(), kNone);
    for (std::uint32_t i = 0; i < m_streams.size(); ++i) {
        places[m_streams[i].id] = i;
    }
    const auto before = m_streams.size();
    for (auto begin = m_arrived.begin(); begin != m_arrived.end();) {
        const auto end = std::find_if(begin, m_arrived.end(), [&](const Entry& one) { return one.id != begin->id; });
        if (places[begin->id] == kNone) {
            places[begin->id] = static_cast<std::uint32_t>(m_streams.size());
            m_streams.push_back({.id = begin->id, .steps = {}, .values = {}, .series = {}, .ownValues = {}});
        }
        extend(m_streams[places[begin->id]], {begin, end});
        begin = end;
    }
    m_arrived.clear();
    if (m_streams.size() > before) {
        std::ranges::sort(m_streams, {}, [this](const AlertStream& one) -> const model::Labels& {
            return m_identities.labels(one.id);
        });
    }
}

/// `entries`: of this alert, by step.
void AlertStreams::extend(AlertStream& stream, std::span<const Entry> entries) const {
    std::vector<Entry> all;
    all.reserve(stream.steps.size() + entries.size());
    for (std::size_t i = 0; i < stream.steps.size(); ++i) {
        all.push_back({stream.id, stream.steps[i], stream.seriesOf(i), stream.ownValues[i]});
    }
    const auto middle = static_cast<std::ptrdiff_t>(all.size());
    all.insert(all.end(), entries.begin(), entries.end());
    std::inplace_merge(all.begin(), all.begin() + middle, all.end(),
                       [](const Entry& left, const Entry& right) { return left.step < right.step; });
    const bool isOfOne =
        std::ranges::all_of(all, [&](const Entry& entry) { return entry.series == all.front().series; });
    stream = {
        .id = stream.id, .steps = {}, .values = {}, .series = {}, .onlySeries = all.front().series, .ownValues = {}};
    for (const auto& entry : all) {
        stream.steps.push_back(entry.step);
        stream.ownValues.push_back(entry.value);
        if (!isOfOne) {
            stream.series.push_back(entry.series);
        }
    }
    stream.values = stream.ownValues;
}

} // namespace hearth::backtest
