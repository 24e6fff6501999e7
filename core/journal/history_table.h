// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "journal/database.h"
#include "model/labels.h"

namespace hearth::journal {

/// When alerts changed their state, and which labels a fingerprint stands for. Threads: those of its Database.
class HistoryTable {
  public:
    struct Row {
        std::int64_t time = 0;
        std::uint64_t fingerprint = 0;
        std::string source;
        std::string from;
        std::string to;
        double value = 0;
    };
    struct Found {
        Row row;
        model::Labels labels; ///< Empty where they were forgotten.
    };
    struct Query {
        std::int64_t begin = 0; ///< Both belong to it.
        std::int64_t end = 0;
        std::optional<std::uint64_t> fingerprint;
    };

    explicit HistoryTable(Database& database)
        : m_database(database) {}

    Result<void> add(const Row& row);
    /// Remembers the labels; `now` is when they were last seen.
    Result<void> identify(std::uint64_t fingerprint, const model::Labels& labels, std::int64_t now);
    Result<model::Labels> labelsOf(std::uint64_t fingerprint);

    /// Calls `visit` for what is found, newest first, until it returns false.
    template <class Visit>
    Result<void> visit(const Query& query, Visit visit) {
        auto statement = HEARTH_TRY(select(query));
        while (HEARTH_TRY(statement.step())) {
            if (!visit(HEARTH_TRY(found(statement)))) {
                break;
            }
        }
        return {};
    }

    /// Forgets what is older than `before`, and the oldest beyond `maxRows`; then labels that nothing refers to.
    Result<void> prune(std::int64_t before, std::int64_t maxRows);
    /// Keeps the newest `rows` of one alert.
    Result<void> limit(std::uint64_t fingerprint, std::int64_t rows);
    Result<std::int64_t> count();

  private:
    Result<Statement> select(const Query& query);
    static Result<Found> found(const Statement& statement);

    Database& m_database;
};

} // namespace hearth::journal
