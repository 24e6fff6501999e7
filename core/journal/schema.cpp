// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/schema.h"

#include <array>
#include <fmt/format.h>

namespace hearth::journal {
namespace {

// On disk: a step that was released is never changed, only followed by another.
constexpr std::array<const char*, kSchemaVersion> kSteps{
    // Version 1. Times are milliseconds since the epoch; labels are Labels::bytes().
    R"(
    CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

    CREATE TABLE silence (id TEXT PRIMARY KEY, ends_at INTEGER NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;

    CREATE TABLE notification (
        group_key TEXT, receiver TEXT, integration TEXT, position INTEGER,
        time INTEGER NOT NULL, expires_at INTEGER NOT NULL, firing BLOB NOT NULL, resolved BLOB NOT NULL,
        remembered BLOB NOT NULL,
        PRIMARY KEY (group_key, receiver, integration, position)) WITHOUT ROWID;

    -- What rarely changes of an alert, and beside it what every repetition changes. Ids ascend, so that alerts that
    -- come together lie together.
    CREATE TABLE active_alert (
        id INTEGER PRIMARY KEY, fingerprint INTEGER NOT NULL, labels BLOB NOT NULL, annotations BLOB NOT NULL, generator_url TEXT NOT NULL);
    CREATE TABLE active_time (
        id INTEGER PRIMARY KEY, starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL, by_timeout INTEGER NOT NULL);

    CREATE TABLE identity (fingerprint INTEGER PRIMARY KEY, labels BLOB NOT NULL, seen_at INTEGER NOT NULL);

    CREATE TABLE transition (
        id INTEGER PRIMARY KEY, time INTEGER NOT NULL, fingerprint INTEGER NOT NULL, source TEXT NOT NULL,
        from_state TEXT NOT NULL, to_state TEXT NOT NULL, value REAL NOT NULL);
    CREATE INDEX transition_time ON transition (time);
    CREATE INDEX transition_alert ON transition (fingerprint, time);

    CREATE TABLE trace_group (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL, route TEXT NOT NULL, receiver TEXT NOT NULL,
        UNIQUE (key, route, receiver));
    -- `alert` 0: of all alerts that were in the group and not held back.
    CREATE TABLE trace (
        id INTEGER PRIMARY KEY, alert INTEGER NOT NULL, group_id INTEGER NOT NULL, kind INTEGER NOT NULL,
        time INTEGER NOT NULL, last INTEGER NOT NULL, count INTEGER NOT NULL, body BLOB NOT NULL);
    CREATE INDEX trace_of_alert ON trace (alert, id) WHERE alert <> 0;
    CREATE INDEX trace_of_group ON trace (group_id, id) WHERE alert = 0;
    )",
    // Version 2.
    R"(
    CREATE TABLE sleep (id INTEGER PRIMARY KEY, begins_at INTEGER NOT NULL, ends_at INTEGER NOT NULL);
    CREATE INDEX sleep_end ON sleep (ends_at);
    )",
};

} // namespace

Result<void> migrate(Database& database) {
    const auto version = HEARTH_TRY(database.number("PRAGMA user_version"));
    if (version > kSchemaVersion) {
        return fail(
            ErrorCode::kUnsupported,
            fmt::format("version {} of the journal is of a newer program; this one knows {}", version, kSchemaVersion));
    }
    if (version == kSchemaVersion) {
        return {};
    }
    HEARTH_TRY(database.execute("BEGIN IMMEDIATE"));
    for (auto step = static_cast<std::size_t>(version); step < kSteps.size(); ++step) {
        HEARTH_TRY(database.execute(kSteps.at(step)));
    }
    HEARTH_TRY(database.execute(fmt::format("PRAGMA user_version = {}", kSchemaVersion).c_str()));
    return database.execute("COMMIT");
}

} // namespace hearth::journal
