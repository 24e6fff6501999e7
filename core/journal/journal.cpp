// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journal.h"

#include <array>
#include <fmt/format.h>

#include "base/file_system.h"
#include "journal/schema.h"

namespace hearth::journal {
namespace {

struct Connections {
    std::unique_ptr<Database> writer;
    std::unique_ptr<Database> reader;
};

Result<Connections> connect(const std::string& path, const Journal::Options& options) {
    Connections connections;
    connections.writer = HEARTH_TRY(Database::open(path, {.maxBytes = options.maxBytes}));
    if (!options.syncs) {
        HEARTH_TRY(connections.writer->execute("PRAGMA synchronous = OFF"));
    }
    HEARTH_TRY(connections.writer->check());
    HEARTH_TRY(migrate(*connections.writer));
    connections.reader = HEARTH_TRY(Database::open(path, {.readOnly = true}));
    return connections;
}

/// Renames the file and its log, so that a new one can begin and the old one can be looked at.
Result<std::string> setAside(FileSystem& files, const std::string& path, std::int64_t now) {
    auto aside = fmt::format("{}.damaged-{}", path, now);
    HEARTH_TRY(files.rename(path, aside));
    for (const auto* const suffix : {"-wal", "-shm"}) {
        if (files.exists(path + suffix)) {
            HEARTH_TRY(files.rename(path + suffix, aside + suffix));
        }
    }
    return aside;
}

} // namespace

Journal::Journal(std::unique_ptr<Database> writer, std::unique_ptr<Database> reader, const Clock& clock)
    : m_clock(clock)
    , m_writer(std::move(writer))
    , m_reader(std::move(reader)) {}

Journal::~Journal() = default;

Result<std::unique_ptr<Journal>> Journal::open(FileSystem& files, const std::string& path, const Clock& clock,
                                               const Log& log) {
    return open(files, path, clock, log, Options());
}

Result<std::unique_ptr<Journal>> Journal::open(FileSystem& files, const std::string& path, const Clock& clock,
                                               const Log& log, Options options) {
    std::optional<std::string> damage;
    auto connections = connect(path, options);
    if (!connections && connections.error().code() == ErrorCode::kCorruption) {
        const auto aside = HEARTH_TRY(setAside(files, path, clock.nowMs()));
        damage = fmt::format("{} is damaged ({}) and was set aside as {}", path, connections.error().message(), aside);
        log.error("the journal is damaged; a new one is begun", {{"err", *damage}});
        connections = connect(path, options);
    }
    if (!connections) {
        return std::unexpected(std::move(connections).error().withContext("open journal " + path));
    }
    auto journal =
        std::unique_ptr<Journal>(new Journal(std::move(connections->writer), std::move(connections->reader), clock));
    journal->m_damage = std::move(damage);
    journal->m_lastCommitBefore =
        HEARTH_TRY(journal->m_writer->number("SELECT value FROM meta WHERE name = 'last_commit'"));
    return journal;
}

Result<std::unique_ptr<Journal>> Journal::inMemory(const Clock& clock) {
    auto writer = HEARTH_TRY(Database::open(":memory:", {}));
    HEARTH_TRY(migrate(*writer));
    return std::unique_ptr<Journal>(new Journal(std::move(writer), nullptr, clock));
}

Result<void> Journal::write(const std::function<Result<void>(Database&)>& body) {
    const std::scoped_lock lock(m_writeMutex);
    auto& database = *m_writer;
    HEARTH_TRY(database.execute("BEGIN IMMEDIATE"));
    const auto attempt = [&]() -> Result<void> {
        HEARTH_TRY(body(database));
        auto stamp =
            HEARTH_TRY(database.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('last_commit', ?)"));
        HEARTH_TRY(stamp.bind(1, m_clock.nowMs()).run());
        return database.execute("COMMIT");
    };
    auto result = attempt();
    if (!result) {
        // Some failures have rolled back already; then there is nothing to roll back, which is no failure of its own.
        static_cast<void>(database.execute("ROLLBACK"));
    }
    return result;
}

Result<void> Journal::read(const std::function<Result<void>(Database&)>& body) {
    const std::scoped_lock lock(m_reader ? m_readMutex : m_writeMutex);
    auto& database = m_reader ? *m_reader : *m_writer;
    HEARTH_TRY(database.execute("BEGIN"));
    auto result = body(database);
    static_cast<void>(database.execute("COMMIT"));
    return result;
}

std::uint64_t Journal::sizeBytes() {
    const std::scoped_lock lock(m_reader ? m_readMutex : m_writeMutex);
    auto& database = m_reader ? *m_reader : *m_writer;
    const auto pages = database.number("PRAGMA page_count");
    const auto bytes = database.number("PRAGMA page_size");
    return pages && bytes ? static_cast<std::uint64_t>(*pages * *bytes) : 0;
}

} // namespace hearth::journal
