// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage_options.h"

#include "base/number_format.h"
#include "engine/byte_size.h"

namespace hearth::engine {
namespace {

std::string withoutTrailingSlashes(std::string path) {
    while (path.size() > 1 && path.ends_with('/')) {
        path.pop_back();
    }
    return path;
}

void addAlternative(std::string& text, const std::string& alternative) {
    text += text.empty() ? alternative : " or " + alternative;
}

void setLog(tsdb::DbOptions& db, const StorageOptions& options) {
    db.walCompression = !options.compressLog          ? tsdb::wal::Compression::kNone
                        : options.compressLogWithZstd ? tsdb::wal::Compression::kZstd
                                                      : tsdb::wal::Compression::kSnappy;
    if (options.logSegmentBytes != 0) {
        db.walSegmentBytes = options.logSegmentBytes;
    }
    db.syncInterval = std::chrono::milliseconds(options.logSyncInterval);
    db.syncAtCommit = options.logSyncInterval == 0;
}

} // namespace

Retention retentionOf(const StorageOptions& options, const config::StorageOptions& file) {
    if (file.retentionTime || file.retentionBytes || file.retentionPercentage) {
        return {file.retentionTime.value_or(0), file.retentionBytes.value_or(0), file.retentionPercentage.value_or(0)};
    }
    const bool isStated = options.retention != 0 || options.retentionBytes != 0;
    return {isStated ? options.retention : kDefaultRetention, options.retentionBytes, 0};
}

std::string toText(const Retention& retention) {
    std::string text;
    if (retention.time != 0) {
        addAlternative(text, model::formatDuration(retention.time));
    }
    if (retention.bytes != 0) {
        addAlternative(text, formatByteSize(retention.bytes));
    }
    if (retention.percentage != 0) {
        std::string number;
        appendFloatGeneral(number, retention.percentage);
        addAlternative(text, number + "%");
    }
    return text;
}

tsdb::DbOptions dbOptions(const StorageOptions& options, const config::StorageOptions& file) {
    const auto retention = retentionOf(options, file);
    tsdb::DbOptions db;
    db.directory = withoutTrailingSlashes(options.path);
    db.lockDirectory = options.lock;
    db.chunkRange = options.minBlockRange;
    db.maxBlockRange = options.maxBlockRange;
    db.compactOverlapping = options.compactOverlapping;
    db.blockInterval = options.blockInterval;
    db.retention = retention.time;
    db.retentionBytes = retention.bytes;
    db.retentionPercentage = retention.percentage;
    db.outOfOrderWindow = file.outOfOrderWindow;
    db.maxExemplars =
        options.keepExemplars ? static_cast<std::size_t>(file.maxExemplars.value_or(kDefaultMaxExemplars)) : 0;
    db.snapshotAtClose = options.snapshotAtShutdown;
    setLog(db, options);
    return db;
}

} // namespace hearth::engine
