// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "journal/database.h"

namespace hearth::journal {

/// When the machine was suspended. Times are milliseconds since the epoch. Threads: those of its Database.
class SleepTable {
  public:
    struct Row {
        std::int64_t begin = 0;
        std::int64_t end = 0;
    };

    explicit SleepTable(Database& database)
        : m_database(database) {}

    Result<void> add(const Row& row);
    /// Those that overlap the range, to which both ends belong, by time.
    Result<std::vector<Row>> between(std::int64_t begin, std::int64_t end);
    /// Forgets what ended before `before`.
    Result<void> prune(std::int64_t before);

  private:
    Database& m_database;
};

} // namespace hearth::journal
