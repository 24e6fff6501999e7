// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/active_alert_table.h"

#include "journal/labels_code.h"

namespace hearth::journal {
Result<void> ActiveAlertTable::put(std::int64_t id, std::uint64_t fingerprint, const model::Labels& labels,
                                   const model::Labels& annotations, const std::string& generatorUrl) {
    auto statement =
        HEARTH_TRY(m_database.prepare("INSERT OR REPLACE INTO active_alert (id, fingerprint, labels, annotations,"
                                      " generator_url) VALUES (?, ?, ?, ?, ?)"));
    return statement.bind(1, id)
        .bind(2, static_cast<std::int64_t>(fingerprint))
        .bindBlob(3, labels.bytes())
        .bindBlob(4, annotations.bytes())
        .bindText(5, generatorUrl)
        .run();
}

Result<void> ActiveAlertTable::putTimes(std::int64_t id, const Times& times) {
    auto statement =
        HEARTH_TRY(m_database.prepare("INSERT OR REPLACE INTO active_time (id, starts_at, ends_at, updated_at,"
                                      " by_timeout) VALUES (?, ?, ?, ?, ?)"));
    return statement.bind(1, id)
        .bind(2, times.startsAt)
        .bind(3, times.endsAt)
        .bind(4, times.updatedAt)
        .bind(5, static_cast<std::int64_t>(times.endsByTimeout))
        .run();
}

Result<void> ActiveAlertTable::remove(std::int64_t id) {
    auto alert = HEARTH_TRY(m_database.prepare("DELETE FROM active_alert WHERE id = ?"));
    HEARTH_TRY(alert.bind(1, id).run());
    auto time = HEARTH_TRY(m_database.prepare("DELETE FROM active_time WHERE id = ?"));
    return time.bind(1, id).run();
}

Result<std::vector<ActiveAlertTable::Row>> ActiveAlertTable::all() {
    auto statement = HEARTH_TRY(m_database.prepare(
        "SELECT fingerprint, labels, annotations, generator_url, starts_at, ends_at, updated_at, by_timeout, id"
        " FROM active_alert JOIN active_time USING (id)"));
    std::vector<Row> rows;
    while (HEARTH_TRY(statement.step())) {
        rows.push_back({.id = statement.integer(8),
                        .fingerprint = static_cast<std::uint64_t>(statement.integer(0)),
                        .labels = HEARTH_TRY(labelsFromBytes(statement.blob(1))),
                        .annotations = HEARTH_TRY(labelsFromBytes(statement.blob(2))),
                        .generatorUrl = std::string(statement.text(3)),
                        .times = {.startsAt = statement.integer(4),
                                  .endsAt = statement.integer(5),
                                  .updatedAt = statement.integer(6),
                                  .endsByTimeout = statement.integer(7) != 0}});
    }
    return rows;
}

} // namespace hearth::journal
