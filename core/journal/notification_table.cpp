// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/notification_table.h"

#include "base/byte_io.h"

namespace hearth::journal {
namespace {

std::string packed(const std::vector<std::uint64_t>& hashes) {
    std::string bytes;
    bytes.reserve(hashes.size() * sizeof(std::uint64_t));
    ByteWriter writer(bytes);
    for (const auto hash : hashes) {
        writer.u64(hash);
    }
    return bytes;
}

std::vector<std::uint64_t> unpacked(std::string_view bytes) {
    std::vector<std::uint64_t> hashes(bytes.size() / sizeof(std::uint64_t));
    ByteReader reader(bytes);
    for (auto& hash : hashes) {
        hash = reader.u64();
    }
    return hashes;
}

} // namespace

Result<void> NotificationTable::put(const Row& row) {
    auto statement = HEARTH_TRY(m_database.prepare(
        "INSERT OR REPLACE INTO notification (group_key, receiver, integration, position, time, expires_at, firing,"
        " resolved, remembered) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    return statement.bindText(1, row.key.groupKey)
        .bindText(2, row.key.receiver)
        .bindText(3, row.key.integration)
        .bind(4, row.key.position)
        .bind(5, row.time)
        .bind(6, row.expiresAt)
        .bindBlob(7, packed(row.firing))
        .bindBlob(8, packed(row.resolved))
        .bindBlob(9, row.remembered)
        .run();
}

Result<void> NotificationTable::removeExpired(std::int64_t now) {
    auto statement = HEARTH_TRY(m_database.prepare("DELETE FROM notification WHERE expires_at <= ?"));
    return statement.bind(1, now).run();
}

Result<std::vector<NotificationTable::Row>> NotificationTable::all() {
    auto statement =
        HEARTH_TRY(m_database.prepare("SELECT group_key, receiver, integration, position, time, expires_at, firing,"
                                      " resolved, remembered FROM notification"));
    std::vector<Row> rows;
    while (HEARTH_TRY(statement.step())) {
        rows.push_back({.key = {.groupKey = std::string(statement.text(0)),
                                .receiver = std::string(statement.text(1)),
                                .integration = std::string(statement.text(2)),
                                .position = statement.integer(3)},
                        .time = statement.integer(4),
                        .expiresAt = statement.integer(5),
                        .firing = unpacked(statement.blob(6)),
                        .resolved = unpacked(statement.blob(7)),
                        .remembered = std::string(statement.blob(8))});
    }
    return rows;
}

} // namespace hearth::journal
