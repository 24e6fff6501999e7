// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/exemplars/exemplar_ring.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

#include "base/byte_io.h"
#include "tsdb/exemplars/exemplar_metrics.h"

namespace hearth::tsdb {
namespace {

using storage::RejectReason;

std::size_t countCharacters(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

bool isTooLong(const model::Labels& labels) {
    std::size_t characters = 0;
    for (const auto& label : labels) {
        characters += countCharacters(label.name) + countCharacters(label.value);
    }
    return characters > model::kMaxExemplarCharacters;
}

/// Against the newest one of the series. Prometheus: validateExemplar().
std::optional<RejectReason> compare(const model::Exemplar& exemplar, const model::Exemplar& newest,
                                    model::DurationMs window) {
    const bool sameTime = exemplar.time == newest.time;
    if (exemplar.value == newest.value && (sameTime || (!exemplar.ownTime && !newest.ownTime)) &&
        exemplar.labels == newest.labels) {
        return RejectReason::kExemplarDuplicate;
    }
    bool tooOld = false;
    if (sameTime) {
        // Several buckets of a native histogram may have exemplars of one time: ordered by value, then by hash.
        tooOld = exemplar.value < newest.value ||
                 (exemplar.value == newest.value && exemplar.labels.hash() < newest.labels.hash());
    } else if (exemplar.time < newest.time) {
        const auto age = static_cast<std::uint64_t>(newest.time) - static_cast<std::uint64_t>(exemplar.time);
        tooOld = age >= static_cast<std::uint64_t>(window);
    }
    return tooOld ? std::optional(RejectReason::kExemplarOutOfOrder) : std::nullopt;
}

} // namespace

ExemplarRing::ExemplarRing(std::size_t capacity, model::DurationMs window, instrument::Registry& registry)
    : m_metrics(std::make_unique<ExemplarMetrics>(registry))
    , m_capacity(capacity)
    , m_window(std::max<model::DurationMs>(window, 0)) {
    m_metrics->capacity.set(static_cast<double>(capacity));
}

ExemplarRing::~ExemplarRing() = default;

// --- labels in one small allocation

std::unique_ptr<char[]> ExemplarRing::pack(const model::Labels& labels) {
    if (labels.empty()) {
        return nullptr;
    }
    std::string length;
    ByteWriter(length).uvarint(labels.bytes().size());
    auto packed = std::make_unique_for_overwrite<char[]>(length.size() + labels.bytes().size());
    std::memcpy(packed.get(), length.data(), length.size());
    std::memcpy(packed.get() + length.size(), labels.bytes().data(), labels.bytes().size());
    return packed;
}

std::string_view ExemplarRing::labelBytes(const Entry& entry) {
    if (!entry.labels) {
        return {};
    }
    const auto* at = entry.labels.get();
    std::size_t size = 0;
    for (unsigned shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(*at++);
        size |= static_cast<std::size_t>(byte & 0x7fU) << shift;
        if (byte < 0x80) {
            return {at, size};
        }
    }
}

model::Exemplar ExemplarRing::exemplarOf(const Entry& entry) {
    const auto bytes = labelBytes(entry);
    model::SortedLabelsWriter writer;
    writer.reserve(bytes.size());
    ByteReader reader(bytes);
    while (!reader.atEnd()) {
        const auto name = reader.string();
        writer.add(name, reader.string());
    }
    return {writer.take(), entry.time, entry.value, entry.ownTime};
}

// --- adding

std::optional<RejectReason> ExemplarRing::validate(const List* list, const model::Exemplar& exemplar) const {
    if (m_capacity == 0) {
        return RejectReason::kExemplarsOff;
    }
    if (isTooLong(exemplar.labels)) {
        return RejectReason::kExemplarTooLong;
    }
    if (list == nullptr) {
        return std::nullopt;
    }
    return compare(exemplar, exemplarOf(m_entries[list->newest]), m_window);
}

std::optional<RejectReason> ExemplarRing::check(SeriesId series, const model::Exemplar& exemplar) const {
    const std::lock_guard lock(m_mutex);
    return validate(find(series), exemplar);
}

std::optional<RejectReason> ExemplarRing::add(SeriesId series, const model::Exemplar& exemplar) {
    const std::lock_guard lock(m_mutex);
    const auto* known = find(series);
    if (const auto reason = validate(known, exemplar)) {
        if (*reason == RejectReason::kExemplarDuplicate) {
            return std::nullopt;
        }
        if (*reason == RejectReason::kExemplarOutOfOrder) {
            m_metrics->outOfOrder.increment();
        }
        return reason;
    }
    // Of those that come late, one a time: looking at all of one time would take too long.
    if (known != nullptr && exemplar.time < m_entries[known->newest].time &&
        exemplar.time >= m_entries[known->oldest].time &&
        m_entries[lastUpTo(*known, exemplar.time)].time == exemplar.time) {
        return std::nullopt;
    }
    if (m_next == m_entries.size()) {
        m_entries.emplace_back();
    } else {
        vacate(m_next);
    }
    auto& entry = m_entries[m_next];
    entry.time = exemplar.time;
    entry.value = exemplar.value;
    entry.ownTime = exemplar.ownTime;
    entry.labels = pack(exemplar.labels);
    link(m_next, listOf(series));
    m_next = static_cast<Index>((m_next + 1) % m_capacity);
    m_metrics->appended.increment();
    updateMetrics();
    return std::nullopt;
}

// --- the lists

const ExemplarRing::List* ExemplarRing::find(SeriesId series) const {
    const auto found = m_listBySeries.find(series);
    return found == m_listBySeries.end() ? nullptr : &m_lists[found->second];
}

ExemplarRing::Index ExemplarRing::listOf(SeriesId series) {
    const auto [found, isNew] = m_listBySeries.try_emplace(series, kNone);
    if (isNew) {
        if (m_freeLists.empty()) {
            m_freeLists.push_back(static_cast<Index>(m_lists.size()));
            m_lists.emplace_back();
        }
        found->second = m_freeLists.back();
        m_freeLists.pop_back();
        m_lists[found->second] = {series, kNone, kNone};
    }
    return found->second;
}

/// The newest entry of a list that is not later than `time`; kNone where all are.
ExemplarRing::Index ExemplarRing::lastUpTo(const List& list, model::TimestampMs time) const {
    auto at = list.newest; // what comes late is mostly near the newest
    while (at != kNone && m_entries[at].time > time) {
        at = m_entries[at].older;
    }
    return at;
}

void ExemplarRing::link(Index index, Index listIndex) {
    auto& list = m_lists[listIndex];
    auto& entry = m_entries[index];
    entry.list = listIndex;
    entry.older = lastUpTo(list, entry.time);
    entry.newer = entry.older == kNone ? list.oldest : m_entries[entry.older].newer;
    (entry.older == kNone ? list.oldest : m_entries[entry.older].newer) = index;
    (entry.newer == kNone ? list.newest : m_entries[entry.newer].older) = index;
    ++m_used;
}

void ExemplarRing::vacate(Index index) {
    auto& entry = m_entries[index];
    if (entry.list == kNone) {
        return;
    }
    auto& list = m_lists[entry.list];
    (entry.older == kNone ? list.oldest : m_entries[entry.older].newer) = entry.newer;
    (entry.newer == kNone ? list.newest : m_entries[entry.newer].older) = entry.older;
    if (list.oldest == kNone) {
        m_listBySeries.erase(list.series);
        m_freeLists.push_back(entry.list);
    }
    entry = Entry();
    --m_used;
}

void ExemplarRing::remove(SeriesId series) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_listBySeries.find(series);
    if (found == m_listBySeries.end()) {
        return;
    }
    for (auto at = m_lists[found->second].oldest; at != kNone;) {
        const auto newer = m_entries[at].newer;
        vacate(at);
        at = newer;
    }
    updateMetrics();
}

// --- reading

std::vector<ExemplarRing::Selected> ExemplarRing::select(model::TimeRange range,
                                                         const std::function<bool(SeriesId)>& wanted) const {
    const std::lock_guard lock(m_mutex);
    std::vector<Selected> selected;
    for (const auto& [series, listIndex] : m_listBySeries) {
        const auto& list = m_lists[listIndex];
        if (m_entries[list.oldest].time > range.end || m_entries[list.newest].time < range.begin || !wanted(series)) {
            continue;
        }
        Selected found{series, {}};
        for (auto at = list.oldest; at != kNone && m_entries[at].time <= range.end; at = m_entries[at].newer) {
            if (m_entries[at].time >= range.begin) {
                found.exemplars.push_back(exemplarOf(m_entries[at]));
            }
        }
        if (!found.exemplars.empty()) {
            selected.push_back(std::move(found));
        }
    }
    return selected;
}

void ExemplarRing::forEach(const std::function<void(SeriesId, const model::Exemplar&)>& visit) const {
    const std::lock_guard lock(m_mutex);
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const auto& entry = m_entries[(m_next + i) % m_entries.size()];
        if (entry.list != kNone) {
            visit(m_lists[entry.list].series, exemplarOf(entry));
        }
    }
}

// --- size

void ExemplarRing::resize(std::size_t capacity) {
    const std::lock_guard lock(m_mutex);
    if (capacity == m_capacity) {
        return;
    }
    // Those that stay move to the beginning, oldest first; the lists are built anew around them.
    std::vector<std::pair<SeriesId, Entry>> kept;
    kept.reserve(m_used);
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        auto& entry = m_entries[(m_next + i) % m_entries.size()];
        if (entry.list != kNone) {
            const auto series = m_lists[entry.list].series;
            kept.emplace_back(series, std::move(entry));
        }
    }
    if (kept.size() > capacity) {
        kept.erase(kept.begin(), kept.end() - static_cast<std::ptrdiff_t>(capacity));
    }
    m_capacity = capacity;
    m_entries.clear();
    m_lists.clear();
    m_freeLists.clear();
    m_listBySeries.clear();
    m_used = 0;
    for (auto& [series, entry] : kept) {
        entry.older = entry.newer = entry.list = kNone;
        m_entries.push_back(std::move(entry));
        link(static_cast<Index>(m_entries.size() - 1), listOf(series));
    }
    m_entries.shrink_to_fit();
    m_lists.shrink_to_fit();
    m_next = capacity == 0 ? 0 : static_cast<Index>(m_entries.size() % capacity);
    m_metrics->capacity.set(static_cast<double>(capacity));
    updateMetrics();
}

std::size_t ExemplarRing::capacity() const {
    const std::lock_guard lock(m_mutex);
    return m_capacity;
}

void ExemplarRing::setWindow(model::DurationMs window) {
    const std::lock_guard lock(m_mutex);
    m_window = std::max<model::DurationMs>(window, 0);
}

void ExemplarRing::updateMetrics() {
    m_metrics->stored.set(static_cast<double>(m_used));
    m_metrics->series.set(static_cast<double>(m_listBySeries.size()));
    if (m_used == 0) {
        m_metrics->oldestTime.set(0);
        return;
    }
    // What is overwritten next was added first.
    const auto& oldest = m_entries[m_next < m_entries.size() ? m_next : 0];
    if (oldest.list != kNone) {
        m_metrics->oldestTime.set(static_cast<double>(oldest.time) / model::kSecondMs);
    }
}

} // namespace hearth::tsdb
