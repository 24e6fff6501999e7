// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/data_source.h"

namespace hearth::datasource {
namespace {

std::unexpected<Error> notHere(std::string_view what) {
    return fail(ErrorCode::kUnsupported, "this source has no " + std::string(what));
}

} // namespace

Result<std::vector<SeriesExemplars>> DataSource::exemplars(const ExemplarQuery& /*query*/, std::stop_token /*stop*/) {
    return notHere("exemplars");
}

Result<std::vector<BlockFacts>> DataSource::blocks(std::stop_token /*stop*/) {
    return notHere("list of blocks");
}

Result<WalReplay> DataSource::walReplay(std::stop_token /*stop*/) {
    return notHere("write-ahead log to show");
}

Result<std::vector<StorageDamage>> DataSource::storageDamages(std::stop_token /*stop*/) {
    return notHere("list of damages");
}

Result<void> DataSource::deleteSeries(const Deletion& /*deletion*/, std::stop_token /*stop*/) {
    return notHere("way to delete series");
}

Result<void> DataSource::cleanTombstones(std::stop_token /*stop*/) {
    return notHere("way to clean tombstones");
}

Result<std::string> DataSource::snapshot(bool /*withHead*/, std::stop_token /*stop*/) {
    return notHere("way to take snapshots");
}

} // namespace hearth::datasource
