// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/wal/checkpoint.h"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <vector>

#include "base/log.h"
#include "instrument/registry.h"
#include "tsdb/wal/checkpoint_filter.h"
#include "tsdb/wal/directory.h"
#include "tsdb/wal/record_batch.h"
#include "tsdb/wal/segment_reader.h"
#include "tsdb/wal/writer.h"

namespace hearth::tsdb::wal {
namespace {

constexpr std::size_t kBatchBytes = 1U << 20U;

std::string checkpointPath(const std::string& directory, std::uint32_t covered) {
    return fmt::format("{}/checkpoint.{:08}", directory, covered);
}

/// A checkpoint while it is made, in a directory that goes away again unless publish() is reached.
class Checkpoint {
  public:
    Checkpoint(FileSystem& files, const std::string& directory, const CheckpointRequest& request)
        : m_files(files)
        , m_directory(directory)
        , m_path(checkpointPath(directory, request.to))
        , m_temporary(m_path + ".tmp")
        , m_request(request)
        , m_filter(request)
        , m_batch(request.compression) {}

    ~Checkpoint() {
        if (m_writer) {
            m_writer.reset();
            (void)m_files.removeAll(m_temporary); // the next start removes it otherwise
        }
    }

    Result<void> begin() {
        if (m_files.exists(m_temporary)) {
            HEARTH_TRY(m_files.removeAll(m_temporary));
        }
        HEARTH_TRY(m_files.createDirectories(m_temporary));
        m_writer = HEARTH_TRY(Writer::open(m_files, m_temporary, 0, m_request.segmentBytes, m_metricsOfItsOwn, Log()));
        return {};
    }

    Result<void> addSegment(const std::string& path) {
        const auto file = HEARTH_TRY(m_files.open(path, FileSystem::OpenMode::kRead));
        SegmentReader reader(*file);
        auto result = addRecords(reader);
        return result ? result : std::unexpected(std::move(result).error().withContext(path));
    }

    Result<void> publish() {
        m_filter.finish([this](std::string_view record) {
            m_batch.scratch() = record;
            m_batch.add();
        });
        HEARTH_TRY(flush());
        HEARTH_TRY(m_writer->sync());
        HEARTH_TRY(m_files.rename(m_temporary, m_path));
        m_writer.reset();
        return m_files.syncDirectory(m_directory);
    }

    const CheckpointStats& stats() const { return m_filter.stats(); }

  private:
    Result<void> addRecords(SegmentReader& reader) {
        while (HEARTH_TRY(reader.next())) {
            if (!HEARTH_TRY(m_filter.apply(reader.record(), m_batch))) {
                continue;
            }
            if (m_batch.byteCount() >= kBatchBytes) {
                HEARTH_TRY(flush());
            }
        }
        return reader.torn() ? fail(ErrorCode::kCorruption, "the last record is not complete") : Result<void>();
    }

    Result<void> flush() {
        if (m_batch.empty()) {
            return {};
        }
        const auto result = m_writer->append(m_batch);
        m_batch.clear();
        return result;
    }

    FileSystem& m_files;
    const std::string& m_directory;
    const std::string m_path;
    const std::string m_temporary;
    const CheckpointRequest& m_request;
    CheckpointFilter m_filter;
    RecordBatch m_batch;
    instrument::Registry m_metricsOfItsOwn; ///< Those of the log are not about checkpoints.
    std::unique_ptr<Writer> m_writer;
};

} // namespace

Result<CheckpointStats> writeCheckpoint(FileSystem& files, const std::string& directory,
                                        const CheckpointRequest& request) {
    const auto listing = HEARTH_TRY(listLog(files, directory, Access::kReadOnly));
    if (listing.checkpoint && listing.covered >= request.to) {
        HEARTH_TRY(removeCovered(files, directory, listing.covered));
        return CheckpointStats{};
    }
    Checkpoint checkpoint(files, directory, request);
    HEARTH_TRY(checkpoint.begin());
    if (listing.checkpoint) {
        for (const auto index : HEARTH_TRY(listSegments(files, *listing.checkpoint))) {
            HEARTH_TRY(checkpoint.addSegment(*listing.checkpoint + "/" + segmentName(index)));
        }
    }
    for (const auto index : listing.segments) {
        if (index >= request.from && index <= request.to) {
            HEARTH_TRY(checkpoint.addSegment(directory + "/" + segmentName(index)));
        }
    }
    HEARTH_TRY(checkpoint.publish());
    HEARTH_TRY(removeCovered(files, directory, request.to));
    return checkpoint.stats();
}

Result<void> removeCovered(FileSystem& files, const std::string& directory, std::uint32_t last) {
    HEARTH_TRY(removeSegments(files, directory, 0, last));
    bool any = false;
    for (const auto& checkpoint : HEARTH_TRY(listCheckpoints(files, directory))) {
        if (checkpoint.covered < last) {
            HEARTH_TRY(files.removeAll(checkpoint.path));
            any = true;
        }
    }
    return any ? files.syncDirectory(directory) : Result<void>();
}

} // namespace hearth::tsdb::wal
