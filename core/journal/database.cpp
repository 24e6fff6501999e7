// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/database.h"

#include <algorithm>
#include <fmt/format.h>
#include <sqlite3.h>
#include <utility>

namespace hearth::journal {
namespace {

constexpr int kBusyTimeoutMs = 5'000;
constexpr std::uint64_t kPageBytes = 4096;

ErrorCode codeOf(int result) {
    switch (result & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorCode::kCorruption;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::kConflict;
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_ERROR:
        return ErrorCode::kInternal;
    default:
        return ErrorCode::kIo;
    }
}

} // namespace

Statement::Statement(Statement&& other) noexcept
    : m_statement(std::exchange(other.m_statement, nullptr)) {}

Statement::~Statement() {
    if (m_statement != nullptr) {
        sqlite3_reset(m_statement);
        sqlite3_clear_bindings(m_statement);
    }
}

Statement& Statement::bind(int index, std::int64_t value) {
    sqlite3_bind_int64(m_statement, index, value);
    return *this;
}

Statement& Statement::bind(int index, double value) {
    sqlite3_bind_double(m_statement, index, value);
    return *this;
}

Statement& Statement::bindText(int index, std::string_view value) {
    sqlite3_bind_text64(m_statement, index, value.data() == nullptr ? "" : value.data(), value.size(), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
    return *this;
}

Statement& Statement::bindBlob(int index, std::string_view bytes) {
    sqlite3_bind_blob64(m_statement, index, bytes.data() == nullptr ? "" : bytes.data(), bytes.size(),
                        SQLITE_TRANSIENT);
    return *this;
}

Result<bool> Statement::step() {
    const auto result = sqlite3_step(m_statement);
    if (result == SQLITE_ROW || result == SQLITE_DONE) {
        return result == SQLITE_ROW;
    }
    auto* const database = sqlite3_db_handle(m_statement);
    return fail(codeOf(sqlite3_extended_errcode(database)), sqlite3_errmsg(database));
}

Result<void> Statement::run() {
    while (HEARTH_TRY(step())) {
    }
    sqlite3_reset(m_statement);
    return {};
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_statement, column);
}

double Statement::real(int column) const {
    return sqlite3_column_double(m_statement, column);
}

std::string_view Statement::text(int column) const {
    const auto* const bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return {bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

std::string_view Statement::blob(int column) const {
    const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
    return {bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path, const Options& options) {
    sqlite3* handle = nullptr;
    // A reader of a log needs to write the shared index of it, so that even a reader opens for writing.
    const auto flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (options.readOnly ? 0 : SQLITE_OPEN_CREATE);
    const auto result = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    auto database = std::unique_ptr<Database>(new Database(handle));
    if (result != SQLITE_OK) {
        return std::unexpected(database->error("open"));
    }
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, kBusyTimeoutMs);
    // FULL: a commit that returned is on the disk, not only in the system's cache.
    HEARTH_TRY(database->execute(options.readOnly ? "PRAGMA query_only = 1; PRAGMA cache_size = -512"
                                                  : "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL;"
                                                    "PRAGMA synchronous = FULL; PRAGMA cache_size = -2048;"
                                                    "PRAGMA journal_size_limit = 8388608; PRAGMA temp_store = MEMORY"));
    if (options.maxBytes != 0) {
        const auto pages = std::max<std::uint64_t>(options.maxBytes / kPageBytes, 1);
        HEARTH_TRY(database->execute(fmt::format("PRAGMA max_page_count = {}", pages).c_str()));
    }
    return database;
}

Database::~Database() {
    for (const auto& [sql, statement] : m_statements) {
        sqlite3_finalize(statement);
    }
    sqlite3_close(m_handle);
}

Result<void> Database::execute(const char* sql) {
    if (sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        return std::unexpected(error(sql));
    }
    return {};
}

Result<Statement> Database::prepare(const char* sql) {
    auto& statement = m_statements[sql];
    if (statement == nullptr &&
        sqlite3_prepare_v3(m_handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
        return std::unexpected(error(sql));
    }
    return Statement(statement);
}

Result<std::int64_t> Database::number(const char* sql) {
    auto statement = HEARTH_TRY(prepare(sql));
    return HEARTH_TRY(statement.step()) ? statement.integer(0) : 0;
}

std::int64_t Database::changes() const {
    return sqlite3_changes64(m_handle);
}

std::int64_t Database::lastInsertId() const {
    return sqlite3_last_insert_rowid(m_handle);
}

Result<void> Database::check() {
    auto statement = HEARTH_TRY(prepare("PRAGMA quick_check(1)"));
    if (HEARTH_TRY(statement.step()) && statement.text(0) != "ok") {
        return fail(ErrorCode::kCorruption, std::string(statement.text(0)));
    }
    return {};
}

Error Database::error(const char* what) const {
    if (m_handle == nullptr) {
        return {ErrorCode::kIo, "out of memory"};
    }
    const auto code = codeOf(sqlite3_extended_errcode(m_handle));
    Error error(code, sqlite3_errmsg(m_handle));
    return code == ErrorCode::kInternal ? std::move(error).withContext(what) : error;
}

} // namespace hearth::journal
