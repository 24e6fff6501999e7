// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "journal/database.h"

namespace hearth::journal {

/// What was done about alerts, step by step. A row is of one alert, or of a whole group at a flush (alert 0).
/// Threads: those of its Database.
class TraceTable {
  public:
    struct Row {
        std::int64_t id = 0; ///< Given by the one writer, ascending.
        std::uint64_t alert = 0;
        std::int64_t group = 0; ///< 0: none.
        std::int64_t kind = 0;
        std::int64_t time = 0; ///< Of the first of `count` equal ones.
        std::int64_t last = 0;
        std::int64_t count = 1;
        std::string body; ///< As its owner writes it.
    };
    struct Group {
        std::int64_t id = 0;
        std::string key;
        std::string route;
        std::string receiver;
    };

    explicit TraceTable(Database& database)
        : m_database(database) {}

    /// The greatest id so far, 0 where there is none.
    Result<std::int64_t> lastId();
    /// Adds, or replaces what has this id.
    Result<void> put(const Row& row);
    /// Makes up an id for a group that has none.
    Result<std::int64_t> groupId(const std::string& key, const std::string& route, const std::string& receiver);

    /// Rows of one alert, by id.
    Result<std::vector<Row>> ofAlert(std::uint64_t alert);
    /// Rows of a whole group that touch [begin, end], by id.
    Result<std::vector<Row>> ofGroup(std::int64_t group, std::int64_t begin, std::int64_t end);
    Result<Group> group(std::int64_t id);

    /// Forgets what ended before `before`, and the oldest beyond `maxRows`.
    Result<void> prune(std::int64_t before, std::int64_t maxRows);
    /// Ids of groups that no row has may be given anew afterwards.
    Result<void> forgetUnusedGroups();
    /// Keeps the newest `rows` of one alert, or of one group.
    Result<void> limitAlert(std::uint64_t alert, std::int64_t rows);
    Result<void> limitGroup(std::int64_t group, std::int64_t rows);
    Result<std::int64_t> count();

  private:
    Result<std::vector<Row>> rows(Statement statement);

    Database& m_database;
};

} // namespace hearth::journal
