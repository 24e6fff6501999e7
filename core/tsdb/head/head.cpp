// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/head.h"

#include <algorithm>

#include "base/hash.h"

namespace hearth::tsdb {
namespace {

template <class Compare>
void moveBound(std::atomic<model::TimestampMs>& bound, model::TimestampMs time, Compare passes) {
    auto seen = bound.load(std::memory_order_relaxed);
    while (passes(time, seen) && !bound.compare_exchange_weak(seen, time, std::memory_order_relaxed)) {
    }
}

model::TimestampMs before(model::TimestampMs time, model::DurationMs by) {
    constexpr auto kLowest = std::numeric_limits<model::TimestampMs>::min();
    return time < kLowest + by ? kLowest : time - by;
}

} // namespace

Head::Head(HeadOptions options, instrument::Registry& registry, const Log& log)
    : m_options(options)
    , m_outOfOrderWindow(options.outOfOrderWindow)
    , m_log(log)
    , m_metrics(registry)
    , m_exemplars(options.maxExemplars, options.outOfOrderWindow, registry) {}

void Head::setOutOfOrderWindow(model::DurationMs window) {
    m_outOfOrderWindow.store(window);
    m_exemplars.setWindow(window);
}

/// Needs the index, exclusively.
Result<SeriesId> Head::create(std::string_view labelBytes, std::uint64_t hash, std::uint64_t walRef) {
    auto id = m_table.create(labelBytes, hash, walRef,
                             [this](SeriesId place) { return std::unique_lock(stripe(place).mutex); });
    if (id) {
        m_metrics.seriesCreated.increment();
    }
    return id;
}

Result<SeriesKey> Head::findOrCreate(const model::Labels& labels) {
    const auto hash = labels.hash();
    const auto pinned = [this](SeriesId id) {
        StripeWalk stripes(*this);
        pin(m_table[id], id, stripes.enter(id));
        return keyOf(id);
    };
    {
        const std::shared_lock lock(m_table.mutex());
        if (const auto known = m_table.find(labels.bytes(), hash)) {
            return pinned(*known);
        }
    }
    const std::unique_lock lock(m_table.mutex());
    if (const auto known = m_table.find(labels.bytes(), hash)) {
        return pinned(*known);
    }
    const auto id = HEARTH_TRY(create(labels.bytes(), hash, m_table.takeWalRef()));
    return pinned(id);
}

Result<Head::Found> Head::findOrCreate(std::string_view labelBytes, std::uint64_t walRef) {
    const auto hash = xxHash64(labelBytes);
    const std::unique_lock lock(m_table.mutex());
    if (const auto known = m_table.find(labelBytes, hash)) {
        return Found{*known, false};
    }
    const auto id = HEARTH_TRY(create(labelBytes, hash, walRef));
    return Found{id, true};
}

std::uint32_t Head::seriesCount() const {
    const std::shared_lock lock(m_table.mutex());
    return m_table.count();
}

void Head::unpinMany(MemSeries& series, SeriesId id, HeadStripe& stripe) {
    const auto more = stripe.morePins.find(id);
    if (more == stripe.morePins.end()) {
        series.setPins(MemSeries::kMostPins - 1);
    } else if (--more->second == 0) {
        stripe.morePins.erase(more);
    }
}

void Head::settleValues(std::string_view name) {
    const auto settled = [&] {
        const auto id = index().findName(name);
        return !id || index().sortedCount(*id) == index().pairsOf(*id).size();
    };
    {
        const std::shared_lock lock(m_table.mutex());
        if (settled()) {
            return;
        }
    }
    const std::unique_lock lock(m_table.mutex());
    if (!settled()) {
        m_table.index().sortPairsOf(*index().findName(name));
    }
}

AppendLimits Head::appendLimits(model::TimestampMs newest) const {
    return {std::max(before(newest, m_options.chunkRange / 2), m_appendFloor.load()),
            before(newest, outOfOrderWindow()), outOfOrderWindow() > 0};
}

AppendLimits Head::appendLimits() const {
    return appendLimits(m_maxTime.load(std::memory_order_relaxed));
}

model::TimestampMs Head::minValidTime() const {
    return appendLimits().minValidTime;
}

std::optional<model::TimeRange> Head::timeRange() const {
    model::TimeRange range{m_minTime.load(std::memory_order_relaxed), m_maxTime.load(std::memory_order_relaxed)};
    range.begin = std::max(range.begin, m_isolation.timeFloor());
    return range.begin > range.end ? std::nullopt : std::optional(range);
}

std::optional<model::TimeRange> Head::outOfOrderTimeRange() const {
    const model::TimeRange range{m_minOutOfOrderTime.load(std::memory_order_relaxed),
                                 m_maxOutOfOrderTime.load(std::memory_order_relaxed)};
    return range.begin > range.end ? std::nullopt : std::optional(range);
}

void Head::widenTimeRange(model::TimeRange range) {
    moveBound(m_minTime, range.begin, std::less());
    const auto newest = m_maxTime.load(std::memory_order_relaxed);
    moveBound(m_maxTime, range.end, std::greater());
    // Everybody's samples are measured by the newest one: a clock that runs ahead locks the others out.
    if (newest != kLowestTime && range.end > newest &&
        static_cast<std::uint64_t>(range.end) - static_cast<std::uint64_t>(newest) >
            static_cast<std::uint64_t>(m_options.chunkRange)) {
        m_metrics.timeJumps.increment();
        m_log.warn("A sample is far newer than all before it; samples of the present are out of bounds if its "
                   "time is wrong",
                   {{"newest_before", model::formatRfc3339(newest)},
                    {"newest_now", model::formatRfc3339(range.end)},
                    {"accepted_from", model::formatRfc3339(minValidTime())}});
    }
}

void Head::widenOutOfOrderTimeRange(model::TimeRange range) {
    moveBound(m_minOutOfOrderTime, range.begin, std::less());
    moveBound(m_maxOutOfOrderTime, range.end, std::greater());
}

} // namespace hearth::tsdb
