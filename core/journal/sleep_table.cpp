// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/sleep_table.h"

namespace hearth::journal {

Result<void> SleepTable::add(const Row& row) {
    auto statement = HEARTH_TRY(m_database.prepare("INSERT INTO sleep (begins_at, ends_at) VALUES (?, ?)"));
    return statement.bind(1, row.begin).bind(2, row.end).run();
}

Result<std::vector<SleepTable::Row>> SleepTable::between(std::int64_t begin, std::int64_t end) {
    auto statement = HEARTH_TRY(m_database.prepare(
        "SELECT begins_at, ends_at FROM sleep WHERE ends_at >= ? AND begins_at <= ? ORDER BY ends_at, id"));
    statement.bind(1, begin).bind(2, end);
    std::vector<Row> rows;
    while (HEARTH_TRY(statement.step())) {
        rows.push_back({.begin = statement.integer(0), .end = statement.integer(1)});
    }
    return rows;
}

Result<void> SleepTable::prune(std::int64_t before) {
    auto statement = HEARTH_TRY(m_database.prepare("DELETE FROM sleep WHERE ends_at < ?"));
    return statement.bind(1, before).run();
}

} // namespace hearth::journal
