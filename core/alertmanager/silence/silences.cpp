// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/silence/silences.h"

#include <algorithm>
#include <fmt/format.h>

#include "alertmanager/silence/silence_code.h"
#include "instrument/timed.h"
#include "journal/journal.h"
#include "journal/silence_table.h"

namespace hearth::alertmanager {
namespace {

journal::SilenceTable::Row rowOf(const Silence& silence) {
    return {.id = silence.id, .endsAt = silence.endsAt, .body = encodeSilence(silence)};
}

/// Whether `to` may take the place of `from` without changing what was silenced in the past.
bool canReplace(const Silence& from, const Silence& to, model::TimestampMs now) {
    if (from.matchers != to.matchers) {
        return false;
    }
    switch (from.stateAt(now)) {
    case SilenceState::kActive:
        return from.startsAt / model::kSecondMs == to.startsAt / model::kSecondMs && to.endsAt >= now;
    case SilenceState::kPending:
        return to.startsAt >= now;
    case SilenceState::kExpired:
        return false;
    }
    return false;
}

Silence ended(Silence silence, model::TimestampMs now) {
    if (silence.stateAt(now) == SilenceState::kPending) {
        silence.startsAt = now;
    }
    silence.endsAt = now;
    silence.updatedAt = now;
    return silence;
}

} // namespace

Silences::Silences(journal::Journal& journal, const Clock& clock, RandomSource& random, SilenceMetrics& metrics,
                   Limits limits, Log log)
    : m_journal(journal)
    , m_clock(clock)
    , m_random(random)
    , m_metrics(metrics)
    , m_limits(limits)
    , m_log(std::move(log)) {}

Result<void> Silences::restore(model::TimestampMs now) {
    std::vector<journal::SilenceTable::Row> rows;
    const auto read = m_journal.read([&](journal::Database& database) -> Result<void> {
        rows = HEARTH_TRY(journal::SilenceTable(database).all());
        return {};
    });
    if (!read) {
        return read;
    }
    for (auto& row : rows) {
        auto silence = decodeSilence(row.id, row.body);
        if (silence) {
            insert(std::make_shared<const Silence>(*std::move(silence)));
        } else {
            m_log.error("a silence in the journal cannot be read",
                        {{"silence", row.id}, {"err", silence.error().message()}});
        }
    }
    showCounts(now);
    return {};
}

Result<void> Silences::check(const Silence& silence) const {
    if (silence.matchers.empty()) {
        return fail(ErrorCode::kInvalidArgument, "invalid silence: at least one matcher required");
    }
    for (std::size_t i = 0; i < silence.matchers.size(); ++i) {
        if (!model::isLabelName(silence.matchers[i].name())) {
            return fail(ErrorCode::kInvalidArgument,
                        fmt::format("invalid silence: invalid label matcher {}: invalid label name \"{}\"", i,
                                    silence.matchers[i].name()));
        }
    }
    // Matchers that say what is not count as narrow enough, whatever they match (Alertmanager: matchesEmpty).
    const auto isBoundless = [](const model::Matcher& matcher) {
        using enum model::MatchType;
        return (matcher.type() == kEqual || matcher.type() == kRegex) && matcher.matchesEmpty();
    };
    if (std::ranges::all_of(silence.matchers, isBoundless)) {
        return fail(ErrorCode::kInvalidArgument,
                    "invalid silence: at least one matcher must not match the empty string");
    }
    if (silence.endsAt == 0) {
        return fail(ErrorCode::kInvalidArgument, "invalid silence: invalid zero end timestamp");
    }
    if (silence.endsAt < silence.startsAt) {
        return fail(ErrorCode::kInvalidArgument, "invalid silence: end time must not be before start time");
    }
    const auto bytes = encodeSilence(silence).size() + silence.id.size();
    if (m_limits.bytes != 0 && bytes > m_limits.bytes) {
        return fail(ErrorCode::kLimit,
                    fmt::format("silence exceeded maximum size: {} bytes (limit: {} bytes)", bytes, m_limits.bytes));
    }
    return {};
}

Result<std::string> Silences::set(Silence silence, model::TimestampMs now) {
    if (silence.startsAt == 0) {
        silence.startsAt = now;
    }
    HEARTH_TRY(check(silence));
    const auto existing = find(silence.id);
    if (!silence.id.empty() && !existing) {
        return fail(ErrorCode::kNotFound, "silence not found");
    }
    if (!existing || !canReplace(*existing, silence, now)) {
        return create(std::move(silence), existing, now);
    }
    silence.updatedAt = now;
    const auto changed = std::make_shared<const Silence>(std::move(silence));
    HEARTH_TRY(store({changed}));
    showCounts(now);
    return changed->id;
}

Result<std::string> Silences::create(Silence silence, const SilencePtr& replaced, model::TimestampMs now) {
    if (m_limits.count != 0 && m_byId.size() >= m_limits.count) {
        return fail(ErrorCode::kLimit,
                    fmt::format("exceeded maximum number of silences: {} (limit: {})", m_byId.size(), m_limits.count));
    }
    silence.id = newId();
    silence.startsAt = std::max(silence.startsAt, now);
    silence.updatedAt = now;
    if (silence.endsAt < silence.startsAt) {
        silence.endsAt = silence.startsAt;
    }
    std::vector<SilencePtr> changed{std::make_shared<const Silence>(std::move(silence))};
    if (replaced && replaced->stateAt(now) != SilenceState::kExpired) {
        changed.push_back(std::make_shared<const Silence>(ended(*replaced, now)));
    }
    HEARTH_TRY(store(changed));
    showCounts(now);
    return changed.front()->id;
}

Result<void> Silences::expire(const std::string& id, model::TimestampMs now) {
    const auto silence = find(id);
    if (!silence) {
        return fail(ErrorCode::kNotFound, "silence not found");
    }
    if (silence->stateAt(now) != SilenceState::kExpired) {
        HEARTH_TRY(store({std::make_shared<const Silence>(ended(*silence, now))}));
        showCounts(now);
    }
    return {};
}

Result<void> Silences::write(const std::vector<SilencePtr>& silences) {
    return m_journal.write([&](journal::Database& database) -> Result<void> {
        journal::SilenceTable table(database);
        for (const auto& silence : silences) {
            HEARTH_TRY(table.put(rowOf(*silence)));
        }
        return {};
    });
}

Result<void> Silences::store(const std::vector<SilencePtr>& silences) {
    HEARTH_TRY(instrument::timed(m_clock, m_metrics.snapshotDuration, [&] { return write(silences); }));
    for (const auto& silence : silences) {
        insert(silence);
    }
    return {};
}

/// One that is there already has the same matchers: what it matches stays as it was found.
void Silences::insert(const SilencePtr& silence) {
    const auto [found, added] = m_byId.try_emplace(silence->id, static_cast<Slot>(m_silences.size()));
    if (added) {
        m_silences.push_back(silence);
        m_index.add(found->second, *silence);
    } else {
        m_silences[found->second] = silence;
    }
}

SilencePtr Silences::find(const std::string& id) const {
    const auto found = m_byId.find(id);
    return found == m_byId.end() ? nullptr : m_silences[found->second];
}

std::vector<SilencePtr> Silences::all() const {
    return m_silences;
}

const Silences::Matches& Silences::matches(Fingerprint fingerprint, const model::Labels& labels) {
    auto& known = m_matches[fingerprint];
    const auto tryOne = [&](Slot slot) {
        if (m_silences[slot]->matches(labels)) {
            known.found.push_back(slot);
        }
    };
    if (known.epoch != m_epoch) {
        known = {.epoch = m_epoch, .tried = m_silences.size()};
        m_index.visitCandidates(labels, tryOne);
    }
    for (; known.tried < m_silences.size(); ++known.tried) {
        tryOne(static_cast<Slot>(known.tried));
    }
    return known;
}

std::vector<SilencePtr> Silences::silencing(Fingerprint fingerprint, const model::Labels& labels,
                                            model::TimestampMs now) {
    m_metrics.queries.increment();
    return instrument::timed(m_clock, m_metrics.queryDuration, [&] {
        std::vector<SilencePtr> active;
        if (m_silences.empty()) {
            return active;
        }
        for (const auto slot : matches(fingerprint, labels).found) {
            if (m_silences[slot]->stateAt(now) == SilenceState::kActive) {
                active.push_back(m_silences[slot]);
            }
        }
        return active;
    });
}

void Silences::collectGarbage(model::TimestampMs now) {
    m_metrics.maintenance.increment();
    instrument::timed(m_clock, m_metrics.gcDuration, [&] { removeEnded(now); });
}

void Silences::removeEnded(model::TimestampMs now) {
    const auto isOver = [&](const SilencePtr& silence) { return silence->endsAt + m_limits.retention <= now; };
    if (std::ranges::none_of(m_silences, isOver)) {
        return;
    }
    const auto removed = m_journal.write([&](journal::Database& database) -> Result<void> {
        journal::SilenceTable table(database);
        for (const auto& silence : m_silences) {
            if (isOver(silence)) {
                HEARTH_TRY(table.remove(silence->id));
            }
        }
        return {};
    });
    if (!removed) {
        m_metrics.maintenanceErrors.increment();
        m_metrics.gcErrors.increment();
        m_log.error("old silences cannot be removed from the journal", {{"err", removed.error().message()}});
        return;
    }
    auto kept = std::move(m_silences);
    std::erase_if(kept, isOver);
    m_silences.clear();
    m_byId.clear();
    m_index.clear();
    m_matches.clear();
    ++m_epoch;
    for (const auto& silence : kept) {
        insert(silence);
    }
    showCounts(now);
}

std::optional<model::TimestampMs> Silences::nextChange(model::TimestampMs now) const {
    std::optional<model::TimestampMs> next;
    for (const auto& silence : m_silences) {
        const auto state = silence->stateAt(now);
        if (state != SilenceState::kExpired) {
            // The end belongs to it.
            const auto change = state == SilenceState::kPending ? silence->startsAt : silence->endsAt + 1;
            next = next ? std::min(*next, change) : change;
        }
    }
    return next;
}

void Silences::showCounts(model::TimestampMs now) {
    std::size_t counts[3] = {};
    for (const auto& silence : m_silences) {
        ++counts[static_cast<std::size_t>(silence->stateAt(now))];
    }
    m_metrics.active.set(static_cast<double>(counts[static_cast<std::size_t>(SilenceState::kActive)]));
    m_metrics.pending.set(static_cast<double>(counts[static_cast<std::size_t>(SilenceState::kPending)]));
    m_metrics.expired.set(static_cast<double>(counts[static_cast<std::size_t>(SilenceState::kExpired)]));
    m_metrics.stateSize.set(static_cast<double>(m_silences.size()));
}

/// A random UUID (RFC 9562, version 4).
std::string Silences::newId() {
    const auto high = (m_random() & ~0xf000ULL) | 0x4000ULL;
    const auto low = (m_random() & ~(3ULL << 62U)) | (2ULL << 62U);
    return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32U, (high >> 16U) & 0xffff, high & 0xffff,
                       low >> 48U, low & 0xffff'ffff'ffffULL);
}

} // namespace hearth::alertmanager
