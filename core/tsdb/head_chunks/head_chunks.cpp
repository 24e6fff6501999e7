// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head_chunks/head_chunks.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "tsdb/head_chunks/chunk_reader.h"
#include "tsdb/head_chunks/file_scan.h"

namespace hearth::tsdb {

using head_chunks::ChunkState;
using head_chunks::fileName;

namespace {

/// While the disk takes nothing.
constexpr std::size_t kMostBufferedBytes = 8U << 20U;
/// The mapping of the file being written is renewed when so much of it is not mapped.
constexpr std::uint64_t kRemapBytes = 1U << 20U;
/// Most chunks are smaller: one read suffices.
constexpr std::size_t kUsualChunkBytes = 1536;

std::span<const std::byte> asBytes(const std::string& text) {
    return std::as_bytes(std::span(text));
}

} // namespace

HeadChunks::HeadChunks(FileSystem& files, std::string directory, HeadChunksOptions options,
                       instrument::Registry& registry, Log log)
    : m_files(files)
    , m_directory(std::move(directory))
    , m_options(std::move(options))
    , m_log(std::move(log))
    , m_corruptions(registry.counter("prometheus_tsdb_mmap_chunk_corruptions_total",
                                     "Total number of memory-mapped chunk corruptions."))
    , m_chunksWritten(
          registry.counter("prometheus_tsdb_mmap_chunks_total", "Total number of chunks that were memory-mapped.")) {}

HeadChunks::~HeadChunks() {
    (void)flush(); // what is lost is in the write-ahead log
}

Result<std::unique_ptr<HeadChunks>> HeadChunks::open(FileSystem& files, std::string directory,
                                                     HeadChunksOptions options, instrument::Registry& registry,
                                                     const Log& log, const Visitor& visit) {
    std::unique_ptr<HeadChunks> opened(new HeadChunks(files, std::move(directory), std::move(options), registry, log));
    head_chunks::FileScan scan(files, opened->m_directory, opened->m_options, log);
    HEARTH_TRY(scan.run(visit));
    opened->m_report = scan.report();
    opened->m_corruptions.increment(opened->m_report.damages.empty() ? 0 : 1);
    for (auto& file : scan.takeFiles()) {
        opened->m_lastNumber = file.number;
        opened->m_old.emplace(file.number, OldFile{std::move(file.mapping), file.goodBytes});
    }
    return opened;
}

Result<HeadChunkRef> HeadChunks::write(std::uint64_t series, model::TimestampMs begin, model::TimestampMs end,
                                       chunks::Encoding encoding, std::span<const std::byte> payload, bool outOfOrder) {
    const std::lock_guard lock(m_mutex);
    const auto most = head_chunks::kChunkHeaderBytes + 2 * sizeof(std::uint64_t) + payload.size();
    if (m_buffer.size() + most > m_options.bufferBytes) {
        if (auto flushed = flushLocked(); !flushed && m_buffer.size() + most > kMostBufferedBytes) {
            return std::unexpected(std::move(flushed).error());
        }
    }
    if (!m_current || m_flushed + m_buffer.size() + most > m_options.maxFileBytes) {
        HEARTH_TRY(startFile());
    }
    const auto ref = makeHeadChunkRef(m_lastNumber, static_cast<std::uint32_t>(m_flushed + m_buffer.size()));
    head_chunks::appendChunk(m_buffer, {ref, series, begin, end, encoding, outOfOrder, 0}, payload);
    m_chunksWritten.increment();
    return ref;
}

Result<void> HeadChunks::startFile() {
    HEARTH_TRY(finishFile());
    const auto path = m_directory + "/" + fileName(m_lastNumber + 1);
    // What there may be is from an attempt that failed; it takes the same number again, since there must be no gap.
    auto file = HEARTH_TRY(m_files.open(path, FileSystem::OpenMode::kTruncate));
    std::shared_ptr<File> second = HEARTH_TRY(m_files.open(path, FileSystem::OpenMode::kAppend));
    HEARTH_TRY(m_files.syncDirectory(m_directory));
    ++m_lastNumber;
    m_current = std::move(file);
    m_toSync = std::move(second);
    m_flushed = 0;
    m_currentMapping.reset();
    head_chunks::appendFileHeader(m_buffer);
    return {};
}

/// The file is on the disk before the next one has anything: a hole in it could not be told from its end.
Result<void> HeadChunks::finishFile() {
    if (!m_current) {
        // What a process that was killed wrote may still be on its way.
        if (!m_old.contains(m_lastNumber)) {
            return {};
        }
        const auto path = m_directory + "/" + fileName(m_lastNumber);
        return syncFile(*HEARTH_TRY(m_files.open(path, FileSystem::OpenMode::kAppend)));
    }
    HEARTH_TRY(flushLocked());
    HEARTH_TRY(syncFile(*m_current));
    std::shared_ptr<const MappedFile> mapping = HEARTH_TRY(m_files.map(m_directory + "/" + fileName(m_lastNumber)));
    m_old.emplace(m_lastNumber, OldFile{std::move(mapping), m_flushed});
    m_current.reset();
    m_toSync.reset();
    m_currentMapping.reset();
    m_flushed = 0;
    m_dirty = false;
    return {};
}

Result<void> HeadChunks::syncFile(File& file) {
    if (m_syncFailed.exchange(true)) {
        HEARTH_TRY(writeAgain(file));
    }
    HEARTH_TRY(file.sync());
    m_syncFailed = false;
    return {};
}

Result<void> HeadChunks::flushLocked() {
    if (m_buffer.empty()) {
        return {};
    }
    if (m_cutNeeded) {
        HEARTH_TRY(m_current->truncate(m_flushed));
        m_cutNeeded = false;
    }
    if (auto written = m_current->append(asBytes(m_buffer)); !written) {
        m_cutNeeded = true;
        return written;
    }
    m_flushed += m_buffer.size();
    m_buffer.clear();
    m_dirty = true;
    return {};
}

Result<void> HeadChunks::flush() {
    const std::lock_guard lock(m_mutex);
    return flushLocked();
}

Result<void> HeadChunks::sync() {
    const std::lock_guard oneSync(m_syncMutex);
    std::shared_ptr<File> file;
    {
        const std::lock_guard lock(m_mutex);
        HEARTH_TRY(flushLocked());
        if (!std::exchange(m_dirty, false)) {
            return {};
        }
        file = m_toSync;
    }
    auto result = syncFile(*file);
    if (!result) {
        const std::lock_guard lock(m_mutex);
        m_dirty = true;
    }
    return result;
}

Result<HeadChunkPayload> HeadChunks::parse(HeadChunkRef ref, std::span<const std::byte> bytes,
                                           std::shared_ptr<const void> owner) const {
    head_chunks::ParsedChunk chunk;
    std::string reason;
    const auto state = head_chunks::parseChunk(bytes, chunk, reason);
    if (state != ChunkState::kWhole) {
        return fail(ErrorCode::kCorruption,
                    fmt::format("{}/{}: {} at offset {}", m_directory, fileName(fileOf(ref)),
                                state == ChunkState::kDamaged ? reason : "no whole chunk", offsetOf(ref)));
    }
    HeadChunkPayload payload;
    payload.m_encoding = chunk.entry.encoding;
    payload.m_bytes = chunk.payload;
    payload.m_owner = std::move(owner);
    return payload;
}

Result<HeadChunkPayload> HeadChunks::read(HeadChunkRef ref) const {
    std::unique_lock lock(m_mutex);
    const auto offset = offsetOf(ref);
    if (m_current && fileOf(ref) == m_lastNumber) {
        return readCurrent(ref, std::move(lock));
    }
    const auto found = m_old.find(fileOf(ref));
    if (found == m_old.end() || offset >= found->second.goodBytes) {
        return fail(ErrorCode::kNotFound,
                    fmt::format("{}/{}: no chunk at offset {}", m_directory, fileName(fileOf(ref)), offset));
    }
    const auto mapping = found->second.mapping;
    const auto size = found->second.goodBytes - offset;
    lock.unlock();
    return parse(ref, mapping->bytes().subspan(offset, size), mapping);
}

Result<HeadChunkPayload> HeadChunks::readCurrent(HeadChunkRef ref, std::unique_lock<std::mutex> lock) const {
    const auto offset = offsetOf(ref);
    if (offset >= m_flushed) {
        const auto inBuffer = offset - m_flushed;
        if (inBuffer >= m_buffer.size()) {
            return fail(ErrorCode::kNotFound,
                        fmt::format("{}/{}: no chunk at offset {}", m_directory, fileName(m_lastNumber), offset));
        }
        head_chunks::ParsedChunk chunk;
        std::string reason;
        const auto rest = asBytes(m_buffer).subspan(inBuffer);
        const auto whole = head_chunks::parseChunk(rest, chunk, reason) == ChunkState::kWhole;
        const auto copy = std::make_shared<std::string>(m_buffer, inBuffer, whole ? chunk.size : 0);
        lock.unlock();
        return parse(ref, asBytes(*copy), copy);
    }
    const auto mapped = m_currentMapping ? m_currentMapping->bytes().size() : 0;
    if (offset >= mapped && m_flushed - mapped >= kRemapBytes) {
        m_currentMapping = HEARTH_TRY(m_files.map(m_directory + "/" + fileName(m_lastNumber)));
    }
    const auto flushed = m_flushed;
    if (m_currentMapping && offset < m_currentMapping->bytes().size()) {
        const auto mapping = m_currentMapping;
        lock.unlock();
        // A failed write may have left bytes behind what counts.
        const auto end = std::min<std::uint64_t>(flushed, mapping->bytes().size());
        return parse(ref, mapping->bytes().subspan(offset, end - offset), mapping);
    }
    const auto file = m_current;
    lock.unlock();
    return readFile(ref, *file, flushed);
}

Result<HeadChunkPayload> HeadChunks::readFile(HeadChunkRef ref, const File& file, std::uint64_t end) const {
    const auto offset = offsetOf(ref);
    const auto copy = std::make_shared<std::string>();
    for (auto size = std::min<std::uint64_t>(end - offset, kUsualChunkBytes);; size = end - offset) {
        copy->resize(size);
        copy->resize(HEARTH_TRY(file.readAt(offset, std::as_writable_bytes(std::span(*copy)))));
        auto payload = parse(ref, asBytes(*copy), copy);
        if (payload || size == end - offset) {
            return payload;
        }
    }
}

Result<void> HeadChunks::truncate(std::uint32_t file) {
    const std::lock_guard lock(m_mutex);
    // Numbers may have no gap: from the oldest on.
    bool any = false;
    while (!m_old.empty() && m_old.begin()->first < file) {
        HEARTH_TRY(m_files.remove(m_directory + "/" + fileName(m_old.begin()->first)));
        m_old.erase(m_old.begin());
        any = true;
    }
    if (any) {
        HEARTH_TRY(m_files.syncDirectory(m_directory));
    }
    return m_flushed + m_buffer.size() > head_chunks::kFileHeaderBytes ? finishFile() : Result<void>();
}

std::uint64_t HeadChunks::size() const {
    const std::lock_guard lock(m_mutex);
    auto bytes = m_flushed + m_buffer.size();
    for (const auto& [number, file] : m_old) {
        bytes += file.goodBytes;
    }
    return bytes;
}

} // namespace hearth::tsdb
