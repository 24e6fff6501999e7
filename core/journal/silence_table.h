// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "journal/database.h"

namespace hearth::journal {

/// Silences by id. Threads: those of its Database.
class SilenceTable {
  public:
    struct Row {
        std::string id;
        std::int64_t endsAt = 0;
        std::string body; ///< The silence as its owner writes it.
    };

    /// For use within Journal::write() or read().
    explicit SilenceTable(Database& database)
        : m_database(database) {}

    Result<void> put(const Row& row);
    Result<void> remove(const std::string& id);
    Result<std::vector<Row>> all();

  private:
    Database& m_database;
};

} // namespace hearth::journal
