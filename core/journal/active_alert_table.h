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
        std::uint64_t fingerprint = 0;
        model::Labels labels;
        model::Labels annotations;
        std::string generatorUrl;
        Times times;
    };

    explicit ActiveAlertTable(Database& database)
        : m_database(database) {}

    Result<void> put(std::uint64_t fingerprint, const model::Labels& labels, const model::Labels& annotations,
                     const std::string& generatorUrl);
    /// Of an alert that was put before; what a repetition changes.
    Result<void> putTimes(std::uint64_t fingerprint, const Times& times);
    Result<void> remove(std::uint64_t fingerprint);
    Result<std::vector<Row>> all();

  private:
    Database& m_database;
};

} // namespace hearth::journal
