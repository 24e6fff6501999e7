// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "journal/database.h"

namespace hearth::journal {

/// The notification log: what each integration was told last of each group. Threads: those of its Database.
class NotificationTable {
  public:
    struct Key {
        std::string groupKey;
        std::string receiver;
        std::string integration; ///< `slack`
        std::int64_t position = 0;
        auto operator<=>(const Key&) const = default;
    };
    struct Row {
        Key key;
        std::int64_t time = 0;
        std::int64_t expiresAt = 0;
        std::vector<std::uint64_t> firing; ///< Hashes of labels.
        std::vector<std::uint64_t> resolved;
        std::string remembered; ///< As its owner writes it.
    };

    explicit NotificationTable(Database& database)
        : m_database(database) {}

    Result<void> put(const Row& row);
    /// All that expired at `now` or before.
    Result<void> removeExpired(std::int64_t now);
    Result<std::vector<Row>> all();

  private:
    Database& m_database;
};

} // namespace hearth::journal
