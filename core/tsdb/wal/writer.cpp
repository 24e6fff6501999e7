// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/wal/writer.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>

#include "base/byte_io.h"
#include "base/hash.h"

namespace hearth::tsdb::wal {

Writer::Metrics::Metrics(instrument::Registry& registry)
    : completedPages(registry.counter("prometheus_tsdb_wal_completed_pages_total", "Total number of completed pages."))
    , pageFlushes(registry.counter("prometheus_tsdb_wal_page_flushes_total", "Total number of page flushes."))
    , writesFailed(registry.counter("prometheus_tsdb_wal_writes_failed_total",
                                    "Total number of write-ahead log writes that failed."))
    , savedBytes(registry.counter("prometheus_tsdb_wal_record_bytes_saved_total",
                                  "Total number of bytes saved by the optional record compression."))
    , recordParts(registry.counter("prometheus_tsdb_wal_record_part_writes_total",
                                   "Total number of record parts written before flushing."))
    , recordPartBytes(registry.counter("prometheus_tsdb_wal_record_parts_bytes_written_total",
                                       "Total number of record part bytes written before flushing."))
    , currentSegment(registry.gauge("prometheus_tsdb_wal_segment_current",
                                    "Write-ahead log segment index that is being written to."))
    , fsyncSeconds(registry.summary("prometheus_tsdb_wal_fsync_duration_seconds", "Duration of write-ahead log syncs.",
                                    {0.5, 0.9, 0.99})) {}

Writer::Writer(FileSystem& files, std::string directory, std::uint64_t segmentBytes, instrument::Registry& registry,
               Log log)
    : m_files(files)
    , m_directory(std::move(directory))
    , m_segmentBytes(segmentBytes)
    , m_metrics(registry)
    , m_log(std::move(log)) {}

Result<std::unique_ptr<Writer>> Writer::open(FileSystem& files, std::string directory, std::uint32_t firstSegment,
                                             std::uint64_t segmentBytes, instrument::Registry& registry,
                                             const Log& log) {
    std::unique_ptr<Writer> writer(new Writer(files, std::move(directory), segmentBytes, registry, log));
    HEARTH_TRY(writer->openSegment(firstSegment));
    HEARTH_TRY(writer->adoptLastSegment());
    return writer;
}

/// What another process wrote before it was killed may still be on its way to the disk.
Result<void> Writer::adoptLastSegment() {
    for (auto index = m_segment; index-- > 0;) {
        const auto path = m_directory + "/" + segmentName(index);
        const auto size = m_files.fileSize(path);
        if (!size) {
            return {}; // the checkpoint covers what was there
        }
        if (*size != 0) {
            m_unsynced.insert(m_unsynced.begin(), HEARTH_TRY(m_files.open(path, FileSystem::OpenMode::kAppend)));
            m_dirty = true;
            return {};
        }
    }
    return {};
}

Result<void> Writer::openSegment(std::uint32_t index) {
    const auto path = m_directory + "/" + segmentName(index);
    auto file = HEARTH_TRY(m_files.open(path, FileSystem::OpenMode::kCreateNew));
    m_segment = index; // taken now: if something fails below, the next attempt takes the next number
    std::shared_ptr<File> second = HEARTH_TRY(m_files.open(path, FileSystem::OpenMode::kAppend));
    HEARTH_TRY(m_files.syncDirectory(m_directory));
    m_file = std::move(file);
    m_unsynced.push_back(std::move(second));
    m_written = 0;
    m_metrics.currentSegment.set(index);
    return {};
}

Result<void> Writer::append(const RecordBatch& batch) {
    const std::lock_guard lock(m_mutex);
    if (m_failure) {
        return std::unexpected(*m_failure);
    }
    auto result = fits(batch) ? Result<void>() : nextSegment();
    if (result) {
        for (std::size_t i = 0; i < batch.size(); ++i) {
            appendFragments(batch[i]);
        }
        result = flush();
    }
    if (!result) {
        failWith(result.error());
        return std::unexpected(*m_failure);
    }
    m_metrics.savedBytes.increment(batch.savedBytes());
    return {};
}

/// Records never span segments, nor do batches: a failed batch is undone by cutting one file. A batch larger than a
/// whole segment makes that segment longer.
bool Writer::fits(const RecordBatch& batch) const {
    const auto worstFragments = batch.byteCount() / (kPageBytes - kFragmentHeaderBytes) + 2 * batch.size() + 1;
    const auto worstBytes = batch.byteCount() + worstFragments * 2 * kFragmentHeaderBytes;
    return m_written == 0 || m_written + worstBytes <= m_segmentBytes;
}

void Writer::padPage() {
    const auto used = end() % kPageBytes;
    if (used != 0) {
        m_buffer.append(kPageBytes - used, '\0');
        m_metrics.completedPages.increment();
    }
}

void Writer::appendFragments(const RecordBatch::Record& record) {
    auto rest = record.bytes;
    for (bool first = true; first || !rest.empty(); first = false) {
        const auto room = kPageBytes - end() % kPageBytes - kFragmentHeaderBytes;
        const auto part = rest.substr(0, room);
        rest.remove_prefix(part.size());
        const auto type = first ? (rest.empty() ? FragmentType::kFull : FragmentType::kFirst)
                                : (rest.empty() ? FragmentType::kLast : FragmentType::kMiddle);
        ByteWriter writer(m_buffer);
        writer.u8(static_cast<std::uint8_t>(type) | record.compressionBit);
        writer.u16(static_cast<std::uint16_t>(part.size()));
        writer.u32(crc32c(std::as_bytes(std::span(part))));
        writer.bytes(part);
        m_metrics.recordParts.increment();
        m_metrics.recordPartBytes.increment(part.size());
        if (kPageBytes - end() % kPageBytes < kFragmentHeaderBytes) {
            padPage();
        }
    }
}

Result<void> Writer::syncEarlierSegments() {
    HEARTH_TRY(writeUnsyncedAgain());
    while (m_unsynced.size() > 1) {
        m_syncFailed = true;
        HEARTH_TRY(m_unsynced.front()->sync());
        m_syncFailed = false;
        m_unsynced.erase(m_unsynced.begin());
    }
    return {};
}

Result<void> Writer::writeUnsyncedAgain() {
    if (m_syncFailed) {
        for (const auto& file : m_unsynced) {
            HEARTH_TRY(writeAgain(*file));
        }
        m_syncFailed = false;
    }
    return {};
}

Result<void> Writer::flush() {
    if (m_buffer.empty()) {
        return {};
    }
    if (m_written == 0) {
        if (auto synced = syncEarlierSegments(); !synced) {
            m_buffer.clear();
            return synced;
        }
    }
    const auto size = m_buffer.size();
    m_cutNeeded = true;
    const auto result = m_file->append(std::as_bytes(std::span(m_buffer)));
    m_buffer.clear();
    if (!result) {
        return result;
    }
    m_cutNeeded = false;
    m_written += size;
    m_dirty = true;
    m_metrics.pageFlushes.increment();
    return {};
}

Result<void> Writer::nextSegment() {
    padPage();
    HEARTH_TRY(flush());
    return openSegment(m_segment + 1);
}

void Writer::failWith(const Error& error) {
    m_metrics.writesFailed.increment();
    m_buffer.clear();
    if (m_cutNeeded && m_file->truncate(m_written)) {
        m_cutNeeded = false;
    }
    m_failure = Error(ErrorCode::kUnavailable,
                      fmt::format("the write-ahead log cannot be written, samples are refused: {}", error.message()));
    if (!m_failed.exchange(true)) {
        m_log.error("Samples are refused until the write-ahead log can be written again", {{"err", error.message()}});
    }
}

Result<void> Writer::sync() {
    const std::lock_guard oneSync(m_syncMutex);
    std::vector<std::shared_ptr<File>> files;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_dirty) {
            return {};
        }
        HEARTH_TRY(writeUnsyncedAgain());
        m_dirty = false;
        files = m_unsynced;
    }
    const auto start = std::chrono::steady_clock::now();
    Result<void> result;
    for (const auto& file : files) {
        result = file->sync();
        if (!result) {
            break;
        }
    }
    m_metrics.fsyncSeconds.observe(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());

    const std::lock_guard lock(m_mutex);
    if (!result) {
        m_dirty = m_syncFailed = true;
        failWith(result.error());
        return result;
    }
    // The newest of them is the segment that was written to when the sync began: it stays.
    std::erase_if(m_unsynced, [&](const auto& file) {
        return file != files.back() && std::ranges::find(files, file) != files.end();
    });
    return {};
}

std::optional<Error> Writer::failure() const {
    const std::lock_guard lock(m_mutex);
    return m_failure;
}

Result<void> Writer::recover() {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_failure) {
            return {};
        }
        if (m_cutNeeded) {
            HEARTH_TRY(m_file->truncate(m_written));
            m_cutNeeded = false;
        }
        // A page's worth of padding shows whether the disk takes bytes again, and is no harm to a reader.
        padPage();
        m_buffer.append(m_buffer.empty() ? kPageBytes : 0, '\0');
        if (auto result = flush(); !result) {
            if (m_file->truncate(m_written)) {
                m_cutNeeded = false;
            }
            return result;
        }
    }
    HEARTH_TRY(sync());
    const std::lock_guard lock(m_mutex);
    m_failure.reset();
    m_failed = false;
    m_log.info("The write-ahead log can be written again, samples are taken");
    return {};
}

std::uint32_t Writer::segment() const {
    const std::lock_guard lock(m_mutex);
    return m_segment;
}

Position Writer::position() const {
    const std::lock_guard lock(m_mutex);
    return {m_segment, m_written};
}

Result<std::uint32_t> Writer::rotate() {
    const std::lock_guard lock(m_mutex);
    if (m_failure) {
        return std::unexpected(*m_failure);
    }
    if (auto result = nextSegment(); !result) {
        failWith(result.error());
        return std::unexpected(*m_failure);
    }
    return m_segment;
}

} // namespace hearth::tsdb::wal
