// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace hearth::journal {

/// A prepared statement in use; reset when destroyed. Parameters count from 1, columns from 0.
/// Views of texts and blobs are valid until the next step().
/// Threads: confined to the holder of its Database.
class Statement {
  public:
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;

    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, double value);
    Statement& bindText(int index, std::string_view value);
    Statement& bindBlob(int index, std::string_view bytes);

    /// Whether there is a row.
    Result<bool> step();
    /// For statements without rows. May be bound and run again afterwards.
    Result<void> run();

    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string_view text(int column) const;
    std::string_view blob(int column) const;

  private:
    friend class Database;
    explicit Statement(sqlite3_stmt* statement)
        : m_statement(statement) {}

    sqlite3_stmt* m_statement;
};

/// One connection to an SQLite file. Statements are compiled once and kept.
/// Threads: one at a time.
class Database {
  public:
    struct Options {
        bool readOnly = false;
        std::uint64_t maxBytes = 0; ///< 0: SQLite's own limit.
    };
    /// kCorruption where it is no database or a damaged one, kIo.
    static Result<std::unique_ptr<Database>> open(const std::string& path, const Options& options);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Statements that are used once, several with `;` between them.
    Result<void> execute(const char* sql);
    /// `sql` must be a literal: statements are kept by its address.
    Result<Statement> prepare(const char* sql);
    /// The one number that `sql` yields.
    Result<std::int64_t> number(const char* sql);
    /// Rows that the last statement inserted, changed or deleted.
    std::int64_t changes() const;
    std::int64_t lastInsertId() const;

    /// Reads all of the file's structure; kCorruption with the first fault.
    Result<void> check();

  private:
    explicit Database(sqlite3* handle)
        : m_handle(handle) {}
    Error error(const char* what) const;

    sqlite3* m_handle;
    std::unordered_map<const char*, sqlite3_stmt*> m_statements;
};

} // namespace hearth::journal
