// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/notify/notification_log.h"

#include <algorithm>

#include "base/byte_io.h"
#include "base/hash.h"
#include "instrument/timed.h"

namespace hearth::alertmanager {
namespace {

// On disk, never renumber.
enum RememberedType : std::uint8_t { kText = 1, kInteger = 2, kReal = 3 };

std::string encode(const ReceiverData& data) {
    std::string bytes;
    ByteWriter writer(bytes);
    for (const auto& [name, value] : data) {
        writer.string(name);
        if (const auto* const text = std::get_if<std::string>(&value)) {
            writer.u8(kText);
            writer.string(*text);
        } else if (const auto* const integer = std::get_if<std::int64_t>(&value)) {
            writer.u8(kInteger);
            writer.varint(*integer);
        } else {
            writer.u8(kReal);
            writer.f64(std::get<double>(value));
        }
    }
    return bytes;
}

/// What cannot be read is left out: an integration that remembers nothing begins anew.
ReceiverData decode(std::string_view bytes) {
    ReceiverData data;
    ByteReader reader(bytes);
    while (reader.ok() && !reader.atEnd()) {
        const std::string name(reader.string());
        switch (reader.u8()) {
        case kText:
            data[name] = std::string(reader.string());
            break;
        case kInteger:
            data[name] = reader.varint();
            break;
        case kReal:
            data[name] = reader.f64();
            break;
        default:
            reader.fail();
        }
    }
    return data;
}

} // namespace

std::uint64_t logHash(const model::Labels& labels) {
    std::string bytes;
    bytes.reserve(labels.bytes().size());
    for (const auto& label : labels) {
        bytes.append(label.name);
        bytes.push_back('\xff');
        bytes.append(label.value);
        bytes.push_back('\xff');
    }
    return xxHash64(bytes);
}

std::string NotificationLog::textOf(const Key& key) {
    std::string text;
    text.reserve(key.groupKey.size() + key.receiver.size() + key.integration.size() + 8);
    text.append(key.groupKey).push_back('\0');
    text.append(key.receiver).push_back('\0');
    text.append(key.integration).push_back('\0');
    text.append(std::to_string(key.position));
    return text;
}

Result<void> NotificationLog::restore(journal::Database& database) {
    for (auto& row : HEARTH_TRY(journal::NotificationTable(database).all())) {
        auto text = textOf(row.key);
        m_entries[std::move(text)] = {.key = std::move(row.key),
                                      .entry = {.time = row.time,
                                                .expiresAt = row.expiresAt,
                                                .firing = std::move(row.firing),
                                                .resolved = std::move(row.resolved),
                                                .remembered = decode(row.remembered)}};
    }
    return {};
}

const NotificationLog::Entry* NotificationLog::find(const Key& key) const {
    m_metrics.queries.increment();
    return instrument::timed(m_clock, m_metrics.queryDuration, [&] {
        const auto found = m_entries.find(textOf(key));
        return found == m_entries.end() ? nullptr : &found->second.entry;
    });
}

void NotificationLog::put(const Key& key, Entry entry, model::DurationMs repeatInterval) {
    auto text = textOf(key);
    const auto found = m_entries.find(text);
    // Where the wall clock was set back, the newer knowledge is still the newer one.
    if (found != m_entries.end()) {
        entry.time = std::max(entry.time, found->second.entry.time);
    }
    entry.expiresAt = entry.time + std::min(m_retention, 2 * repeatInterval);
    m_changed.insert(text);
    m_entries[std::move(text)] = {.key = key, .entry = std::move(entry)};
}

void NotificationLog::collectGarbage(model::TimestampMs now) {
    m_metrics.maintenance.increment();
    instrument::timed(m_clock, m_metrics.gcDuration, [&] { removeExpired(now); });
}

void NotificationLog::removeExpired(model::TimestampMs now) {
    const auto removed = std::erase_if(m_entries, [&](const auto& item) {
        const auto isOver = item.second.entry.expiresAt <= now;
        if (isOver) {
            m_changed.erase(item.first);
        }
        return isOver;
    });
    if (removed > 0) {
        m_forgetBefore = now;
    }
}

Result<void> NotificationLog::save(journal::Database& database) {
    if (!hasNews()) {
        return {};
    }
    return instrument::timed(m_clock, m_metrics.snapshotDuration, [&] { return write(database); });
}

Result<void> NotificationLog::write(journal::Database& database) {
    journal::NotificationTable table(database);
    if (m_forgetBefore != 0) {
        HEARTH_TRY(table.removeExpired(m_forgetBefore));
    }
    for (const auto& text : m_changed) {
        const auto& [key, entry] = m_entries.at(text);
        HEARTH_TRY(table.put({.key = key,
                              .time = entry.time,
                              .expiresAt = entry.expiresAt,
                              .firing = entry.firing,
                              .resolved = entry.resolved,
                              .remembered = encode(entry.remembered)}));
    }
    return {};
}

void NotificationLog::saved() {
    m_changed.clear();
    m_forgetBefore = 0;
}

} // namespace hearth::alertmanager
