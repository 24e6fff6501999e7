// SPDX-License-Identifier: GPL-3.0-or-later
// What a RemoteDataSource asks about the storage, and tells it to do.
#include "datasource/remote_data_source.h"
#include "datasource/remote_parameters.h"
#include "datasource/storage_reader.h"

namespace hearth::datasource {

Result<std::vector<SeriesExemplars>> RemoteDataSource::exemplars(const ExemplarQuery& query, std::stop_token stop) {
    http::Parameters form = {{"query", query.expression}};
    addTimes(form, query.start, query.end);
    return readExemplarsAnswer(HEARTH_TRY(post("/api/v1/query_exemplars", form, query.expression, std::move(stop))));
}

Result<std::vector<BlockFacts>> RemoteDataSource::blocks(std::stop_token stop) {
    return readBlocksAnswer(HEARTH_TRY(get("/api/v1/status/tsdb/blocks", {}, std::move(stop))));
}

Result<WalReplay> RemoteDataSource::walReplay(std::stop_token stop) {
    return readWalReplayAnswer(HEARTH_TRY(get("/api/v1/status/walreplay", {}, std::move(stop))));
}

Result<std::vector<StorageDamage>> RemoteDataSource::storageDamages(std::stop_token stop) {
    return readDamagesAnswer(HEARTH_TRY(get("/api/v1/status/tsdb", {{"limit", "1"}}, std::move(stop))));
}

Result<std::vector<SleepSpan>> RemoteDataSource::sleeps(model::TimeRange range, std::stop_token stop) {
    if (m_keepsNoSleeps) {
        return notHere("record of suspensions");
    }
    http::Parameters form;
    addTimes(form, range.begin, range.end);
    auto json = get("/api/v1/status/sleep", form, std::move(stop));
    // Asked with every graph: a server of another kind is asked once.
    m_keepsNoSleeps = !json && json.error().code() == ErrorCode::kUnsupported;
    return json ? readSleepsAnswer(*json) : std::unexpected(std::move(json).error());
}

Result<void> RemoteDataSource::deleteSeries(const Deletion& deletion, std::stop_token stop) {
    http::Parameters form;
    for (const auto& selector : deletion.selectors) {
        form.emplace_back("match[]", selector);
    }
    addTimes(form, deletion.start, deletion.end);
    HEARTH_TRY(change("/api/v1/admin/tsdb/delete_series", form, std::move(stop)));
    return {};
}

Result<void> RemoteDataSource::cleanTombstones(std::stop_token stop) {
    HEARTH_TRY(change("/api/v1/admin/tsdb/clean_tombstones", {}, std::move(stop)));
    return {};
}

Result<std::string> RemoteDataSource::snapshot(bool withHead, std::stop_token stop) {
    const http::Parameters form = {{"skip_head", withHead ? "false" : "true"}};
    return readSnapshotAnswer(HEARTH_TRY(change("/api/v1/admin/tsdb/snapshot", form, std::move(stop))));
}

} // namespace hearth::datasource
