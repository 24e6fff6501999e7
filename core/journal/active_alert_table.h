// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "journal/database.h"
#include "model/labels.h"

namespace hearth::journal {

/// Alerts that fire, or of whose end somebody is still to be told. Threads: those of its Database.
class ActiveAlertTable {
  public:
    struct Times {
        std::int64_t startsAt = 0;
        std::int64_t endsAt = 0;
        std::int64_t updatedAt = 0;
        bool endsByTimeout = false;
    };
    struct Row {
        std::int64_t id = 0; ///< Given by the one writer, ascending.
        std::uint64_t fingerprint = 0;
        model::Labels labels;
        model::Labels annotations;
        std::string generatorUrl;
        Times times;
    };

    explicit ActiveAlertTable(Database& database)
        : m_database(database) {}

    Result<void> put(std::int64_t id, std::uint64_t fingerprint, const model::Labels& labels,
                     const model::Labels& annotations, const std::string& generatorUrl);
    /// Of an alert that was put before; what a repetition changes.
    Result<void> putTimes(std::int64_t id, const Times& times);
    Result<void> remove(std::int64_t id);
    Result<std::vector<Row>> all();

  private:
    Database& m_database;
};

} // namespace hearth::journal
