// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/silence_table.h"

namespace hearth::journal {

Result<void> SilenceTable::put(const Row& row) {
    auto statement =
        HEARTH_TRY(m_database.prepare("INSERT OR REPLACE INTO silence (id, ends_at, body) VALUES (?, ?, ?)"));
    return statement.bindText(1, row.id).bind(2, row.endsAt).bindBlob(3, row.body).run();
}

Result<void> SilenceTable::remove(const std::string& id) {
    auto statement = HEARTH_TRY(m_database.prepare("DELETE FROM silence WHERE id = ?"));
    return statement.bindText(1, id).run();
}

Result<std::vector<SilenceTable::Row>> SilenceTable::all() {
    auto statement = HEARTH_TRY(m_database.prepare("SELECT id, ends_at, body FROM silence"));
    std::vector<Row> rows;
    while (HEARTH_TRY(statement.step())) {
        rows.push_back({.id = std::string(statement.text(0)),
                        .endsAt = statement.integer(1),
                        .body = std::string(statement.blob(2))});
    }
    return rows;
}

} // namespace hearth::journal
