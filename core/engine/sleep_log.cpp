// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sleep_log.h"

#include <algorithm>

#include "journal/journal.h"
#include "journal/sleep_table.h"
#include "model/wall_time.h"

namespace hearth::engine {
namespace {

/// In memory, where there is no journal.
constexpr std::size_t kMaxSpans = 10'000;

} // namespace

SleepLog::SleepLog(instrument::Registry& registry, journal::Journal* journal, Log log)
    : m_journal(journal)
    , m_log(std::move(log))
    , m_count(registry.counter("hearth_suspensions_total", "How often this machine was suspended."))
    , m_seconds(registry.counter("hearth_suspended_seconds_total", "How long this machine was suspended.")) {}

void SleepLog::note(const Sleep& sleep) {
    const datasource::SleepSpan span{.begin = model::timestampOf(sleep.begin), .end = model::timestampOf(sleep.end)};
    {
        const std::lock_guard lock(m_mutex);
        // Another thread's word of the same one overlaps it.
        if (!m_spans.empty() && span.begin < m_spans.back().end) {
            return;
        }
        m_spans.push_back(span);
        if (m_spans.size() > kMaxSpans) {
            m_spans.erase(m_spans.begin());
        }
    }
    m_count.increment();
    m_seconds.add(std::chrono::duration<double>(sleep.length()).count());
    m_log.info("The machine was suspended", {{"seconds", std::to_string((span.end - span.begin) / model::kSecondMs)}});
    keep(span);
    m_listeners.call(span);
}

void SleepLog::keep(const datasource::SleepSpan& span) {
    if (m_journal == nullptr) {
        return;
    }
    const auto written = m_journal->write([&](journal::Database& database) -> Result<void> {
        journal::SleepTable table(database);
        HEARTH_TRY(table.add({.begin = span.begin, .end = span.end}));
        return table.prune(span.end - kRetention);
    });
    if (!written) {
        m_log.error("A suspension cannot be kept", {{"err", written.error().message()}});
    }
}

Result<std::vector<datasource::SleepSpan>> SleepLog::between(model::TimeRange range) const {
    std::vector<datasource::SleepSpan> found;
    if (m_journal != nullptr) {
        const auto read = m_journal->read([&](journal::Database& database) -> Result<void> {
            const auto rows = HEARTH_TRY(journal::SleepTable(database).between(range.begin, range.end));
            for (const auto& row : rows) {
                found.push_back({.begin = row.begin, .end = row.end});
            }
            return {};
        });
        return read ? Result<decltype(found)>(std::move(found)) : std::unexpected(read.error());
    }
    const std::lock_guard lock(m_mutex);
    std::ranges::copy_if(m_spans, std::back_inserter(found),
                         [&](const auto& span) { return span.end >= range.begin && span.begin <= range.end; });
    return found;
}

} // namespace hearth::engine
