// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/trace_table.h"

namespace hearth::journal {

Result<std::int64_t> TraceTable::lastId() {
    return m_database.number("SELECT coalesce(max(id), 0) FROM trace");
}

Result<void> TraceTable::put(const Row& row) {
    auto statement = HEARTH_TRY(
        m_database.prepare("INSERT OR REPLACE INTO trace (id, alert, group_id, kind, time, last, count, body)"
                           " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
    return statement.bind(1, row.id)
        .bind(2, static_cast<std::int64_t>(row.alert))
        .bind(3, row.group)
        .bind(4, row.kind)
        .bind(5, row.time)
        .bind(6, row.last)
        .bind(7, row.count)
        .bindBlob(8, row.body)
        .run();
}

Result<std::int64_t> TraceTable::groupId(const std::string& key, const std::string& route,
                                         const std::string& receiver) {
    auto find =
        HEARTH_TRY(m_database.prepare("SELECT id FROM trace_group WHERE key = ? AND route = ? AND receiver = ?"));
    if (HEARTH_TRY(find.bindText(1, key).bindText(2, route).bindText(3, receiver).step())) {
        return find.integer(0);
    }
    auto add = HEARTH_TRY(m_database.prepare("INSERT INTO trace_group (key, route, receiver) VALUES (?, ?, ?)"));
    HEARTH_TRY(add.bindText(1, key).bindText(2, route).bindText(3, receiver).run());
    return m_database.lastInsertId();
}

Result<std::vector<TraceTable::Row>> TraceTable::rows(Statement statement) {
    std::vector<Row> rows;
    while (HEARTH_TRY(statement.step())) {
        rows.push_back({.id = statement.integer(0),
                        .alert = static_cast<std::uint64_t>(statement.integer(1)),
                        .group = statement.integer(2),
                        .kind = statement.integer(3),
                        .time = statement.integer(4),
                        .last = statement.integer(5),
                        .count = statement.integer(6),
                        .body = std::string(statement.blob(7))});
    }
    return rows;
}

Result<std::vector<TraceTable::Row>> TraceTable::ofAlert(std::uint64_t alert) {
    auto statement = HEARTH_TRY(m_database.prepare("SELECT id, alert, group_id, kind, time, last, count, body"
                                                   " FROM trace WHERE alert = ? AND alert <> 0 ORDER BY id"));
    statement.bind(1, static_cast<std::int64_t>(alert));
    return rows(std::move(statement));
}

Result<std::vector<TraceTable::Row>> TraceTable::ofGroup(std::int64_t group, std::int64_t begin, std::int64_t end) {
    auto statement =
        HEARTH_TRY(m_database.prepare("SELECT id, alert, group_id, kind, time, last, count, body FROM trace"
                                      " WHERE group_id = ? AND alert = 0 AND last >= ? AND time <= ? ORDER BY id"));
    statement.bind(1, group).bind(2, begin).bind(3, end);
    return rows(std::move(statement));
}

Result<TraceTable::Group> TraceTable::group(std::int64_t id) {
    auto statement = HEARTH_TRY(m_database.prepare("SELECT key, route, receiver FROM trace_group WHERE id = ?"));
    if (!HEARTH_TRY(statement.bind(1, id).step())) {
        return Group{.id = id};
    }
    return Group{.id = id,
                 .key = std::string(statement.text(0)),
                 .route = std::string(statement.text(1)),
                 .receiver = std::string(statement.text(2))};
}

Result<void> TraceTable::prune(std::int64_t before, std::int64_t maxRows) {
    auto many = HEARTH_TRY(m_database.prepare("DELETE FROM trace WHERE id <= (SELECT max(id) FROM trace) - ?"));
    HEARTH_TRY(many.bind(1, maxRows).run());
    // Ids ascend with the time of the first, so that what is old lies in front.
    std::int64_t kept = 0;
    {
        auto first = HEARTH_TRY(m_database.prepare("SELECT id FROM trace WHERE time >= ? ORDER BY id LIMIT 1"));
        kept = HEARTH_TRY(first.bind(1, before).step()) ? first.integer(0) : HEARTH_TRY(lastId()) + 1;
    }
    auto old = HEARTH_TRY(m_database.prepare("DELETE FROM trace WHERE id < ? AND last < ?"));
    return old.bind(1, kept).bind(2, before).run();
}

Result<void> TraceTable::forgetUnusedGroups() {
    auto statement =
        HEARTH_TRY(m_database.prepare("DELETE FROM trace_group WHERE id NOT IN (SELECT group_id FROM trace)"));
    return statement.run();
}

Result<void> TraceTable::limitAlert(std::uint64_t alert, std::int64_t rows) {
    auto statement = HEARTH_TRY(
        m_database.prepare("DELETE FROM trace WHERE alert = ?1 AND alert <> 0 AND id <= (SELECT id FROM trace"
                           " WHERE alert = ?1 AND alert <> 0 ORDER BY id DESC LIMIT 1 OFFSET ?2)"));
    return statement.bind(1, static_cast<std::int64_t>(alert)).bind(2, rows).run();
}

Result<void> TraceTable::limitGroup(std::int64_t group, std::int64_t rows) {
    auto statement = HEARTH_TRY(
        m_database.prepare("DELETE FROM trace WHERE group_id = ?1 AND alert = 0 AND id <= (SELECT id FROM trace"
                           " WHERE group_id = ?1 AND alert = 0 ORDER BY id DESC LIMIT 1 OFFSET ?2)"));
    return statement.bind(1, group).bind(2, rows).run();
}

Result<std::int64_t> TraceTable::count() {
    return m_database.number("SELECT count(*) FROM trace");
}

} // namespace hearth::journal
