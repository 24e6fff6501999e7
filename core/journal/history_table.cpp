// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/history_table.h"

#include "journal/labels_code.h"

namespace hearth::journal {
namespace {

std::int64_t key(std::uint64_t fingerprint) {
    return static_cast<std::int64_t>(fingerprint);
}

} // namespace

Result<void> HistoryTable::add(const Row& row) {
    auto statement =
        HEARTH_TRY(m_database.prepare("INSERT INTO transition (time, fingerprint, source, from_state, to_state, value)"
                                      " VALUES (?, ?, ?, ?, ?, ?)"));
    return statement.bind(1, row.time)
        .bind(2, key(row.fingerprint))
        .bindText(3, row.source)
        .bindText(4, row.from)
        .bindText(5, row.to)
        .bind(6, row.value)
        .run();
}

Result<void> HistoryTable::identify(std::uint64_t fingerprint, const model::Labels& labels, std::int64_t now) {
    auto statement = HEARTH_TRY(
        m_database.prepare("INSERT OR REPLACE INTO identity (fingerprint, labels, seen_at) VALUES (?, ?, ?)"));
    return statement.bind(1, key(fingerprint)).bindBlob(2, labels.bytes()).bind(3, now).run();
}

Result<model::Labels> HistoryTable::labelsOf(std::uint64_t fingerprint) {
    auto statement = HEARTH_TRY(m_database.prepare("SELECT labels FROM identity WHERE fingerprint = ?"));
    if (HEARTH_TRY(statement.bind(1, key(fingerprint)).step())) {
        return labelsFromBytes(statement.blob(0));
    }
    return model::Labels();
}

Result<Statement> HistoryTable::select(const Query& query) {
    if (query.fingerprint) {
        auto statement = HEARTH_TRY(m_database.prepare(
            "SELECT time, t.fingerprint, source, from_state, to_state, value, labels FROM transition t"
            " LEFT JOIN identity i ON i.fingerprint = t.fingerprint"
            " WHERE time BETWEEN ? AND ? AND t.fingerprint = ? ORDER BY time DESC, id DESC"));
        statement.bind(1, query.begin).bind(2, query.end).bind(3, key(*query.fingerprint));
        return statement;
    }
    auto statement = HEARTH_TRY(
        m_database.prepare("SELECT time, t.fingerprint, source, from_state, to_state, value, labels FROM transition t"
                           " LEFT JOIN identity i ON i.fingerprint = t.fingerprint"
                           " WHERE time BETWEEN ? AND ? ORDER BY time DESC, id DESC"));
    statement.bind(1, query.begin).bind(2, query.end);
    return statement;
}

Result<HistoryTable::Found> HistoryTable::found(const Statement& statement) {
    return Found{.row = {.time = statement.integer(0),
                         .fingerprint = static_cast<std::uint64_t>(statement.integer(1)),
                         .source = std::string(statement.text(2)),
                         .from = std::string(statement.text(3)),
                         .to = std::string(statement.text(4)),
                         .value = statement.real(5)},
                 .labels = HEARTH_TRY(labelsFromBytes(statement.blob(6)))};
}

Result<void> HistoryTable::prune(std::int64_t before, std::int64_t maxRows) {
    auto old = HEARTH_TRY(m_database.prepare("DELETE FROM transition WHERE time < ?"));
    HEARTH_TRY(old.bind(1, before).run());
    auto many =
        HEARTH_TRY(m_database.prepare("DELETE FROM transition WHERE id <= (SELECT max(id) FROM transition) - ?"));
    HEARTH_TRY(many.bind(1, maxRows).run());
    auto names = HEARTH_TRY(m_database.prepare(
        "DELETE FROM identity WHERE seen_at < ?"
        " AND NOT EXISTS (SELECT 1 FROM transition t WHERE t.fingerprint = identity.fingerprint)"
        " AND NOT EXISTS (SELECT 1 FROM trace WHERE trace.alert = identity.fingerprint AND trace.alert <> 0)"));
    return names.bind(1, before).run();
}

Result<void> HistoryTable::limit(std::uint64_t fingerprint, std::int64_t rows) {
    auto statement = HEARTH_TRY(
        m_database.prepare("DELETE FROM transition WHERE fingerprint = ?1 AND id <= (SELECT id FROM transition"
                           " WHERE fingerprint = ?1 ORDER BY time DESC, id DESC LIMIT 1 OFFSET ?2)"));
    return statement.bind(1, key(fingerprint)).bind(2, rows).run();
}

Result<std::int64_t> HistoryTable::count() {
    return m_database.number("SELECT count(*) FROM transition");
}

} // namespace hearth::journal
