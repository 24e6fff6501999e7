// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head_chunks/file_scan.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "tsdb/wal/repair.h"

namespace hearth::tsdb::head_chunks {
namespace {

/// What a writer that was killed can leave of a chunk; a longer rest is damage.
constexpr std::uint64_t kMostTornBytes = 128U << 10U;
constexpr std::size_t kSectorBytes = 512; ///< What every disk writes whole or not at all.

/// Whether the chunk that begins at `begin` has a sector that was never written, as a power cut leaves it.
bool hasHole(std::span<const std::byte> file, std::size_t begin, std::size_t size) {
    const auto end = std::min(begin + size, file.size());
    for (auto at = begin; at < end;) {
        const auto sectorEnd = std::min((at / kSectorBytes + 1) * kSectorBytes, file.size());
        const auto sector = file.subspan(at, sectorEnd - at);
        if (std::ranges::all_of(sector, [](std::byte byte) { return byte == std::byte{}; })) {
            return true;
        }
        at = sectorEnd;
    }
    return false;
}

} // namespace

Result<std::vector<std::uint32_t>> FileScan::listFiles() {
    std::vector<std::uint32_t> numbers;
    for (const auto& name : HEARTH_TRY(m_files.list(m_directory))) {
        std::uint32_t number = 0;
        const auto* const end = name.data() + name.size();
        if (const auto [at, error] = std::from_chars(name.data(), end, number);
            error == std::errc() && at == end && name == fileName(number)) {
            numbers.push_back(number);
        }
    }
    std::ranges::sort(numbers);
    return numbers;
}

Result<void> FileScan::run(const std::function<void(const HeadChunkEntry&)>& visit) {
    if (m_options.readOnly) {
        if (!m_files.isDirectory(m_directory)) {
            return {};
        }
    } else {
        HEARTH_TRY(m_files.createDirectories(m_directory));
        HEARTH_TRY(wal::completeRepairs(m_files, m_directory));
    }
    const auto numbers = HEARTH_TRY(listFiles());
    bool healthy = true;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (healthy && i > 0 && numbers[i] != numbers[i - 1] + 1) {
            healthy = false;
            HEARTH_TRY(
                dropFile(numbers[i], fmt::format("file {} before it is missing", fileName(numbers[i - 1] + 1)), 0));
        } else if (!healthy) {
            HEARTH_TRY(dropFile(numbers[i], "a file before it is damaged", 0));
        } else {
            healthy = HEARTH_TRY(scanFile(numbers[i], i + 1 == numbers.size(), visit));
        }
    }
    return {};
}

/// Whether the file is healthy to its end.
Result<bool> FileScan::scanFile(std::uint32_t number, bool isLast,
                                const std::function<void(const HeadChunkEntry&)>& visit) {
    const auto path = m_directory + "/" + fileName(number);
    ScannedFile file{number, HEARTH_TRY(m_files.map(path)), 0};
    const auto size = file.mapping->bytes().size();
    FileReader reader(file.mapping->bytes(), number);
    auto state = reader.next();
    for (; state == ChunkState::kWhole; state = reader.next()) {
        visit(reader.chunk().entry);
        ++m_report.chunks;
    }
    file.goodBytes = reader.goodBytes();
    const bool served = file.goodBytes != 0;
    const bool torn = state == ChunkState::kTorn && reader.tried() <= kMostTornBytes;
    const bool hole = state == ChunkState::kDamaged && hasHole(file.mapping->bytes(), file.goodBytes, reader.tried());
    const bool cut = isLast && (torn || hole); // nothing behind was synced
    // Without a header it was just created when the power went.
    const bool unborn = !served && isLast && (state == ChunkState::kEnd || cut);
    if (served) {
        m_scanned.push_back(file);
    }
    if (state == ChunkState::kEnd && served) {
        return true;
    }
    if (unborn) {
        m_report.tornBytes += size;
        if (!m_options.readOnly) {
            HEARTH_TRY(m_files.remove(path));
            HEARTH_TRY(m_files.syncDirectory(m_directory));
        }
        return true;
    }
    if (cut) {
        HEARTH_TRY(cutTail(path, file.goodBytes, size));
        return true;
    }
    HEARTH_TRY(dropFile(number, state == ChunkState::kEnd ? "the file is empty" : reader.reason(), file.goodBytes));
    return false;
}

/// The writer was killed while writing: the samples are in the write-ahead log.
Result<void> FileScan::cutTail(const std::string& path, std::uint64_t goodBytes, std::uint64_t size) {
    m_report.tornBytes += size - goodBytes;
    if (m_options.readOnly) {
        return {};
    }
    m_log.info("Cutting off an unfinished chunk at the end of a head chunk file",
               {{"file", path}, {"bytes", fmt::to_string(size - goodBytes)}});
    const auto file = HEARTH_TRY(m_files.open(path, FileSystem::OpenMode::kAppend));
    HEARTH_TRY(file->truncate(goodBytes));
    return file->sync();
}

Result<void> FileScan::dropFile(std::uint32_t number, std::string reason, std::uint64_t goodBytes) {
    const auto name = fileName(number);
    HeadChunksReport::Damage damage{m_directory + "/" + name, std::move(reason), {}};
    if (!m_options.readOnly) {
        if (auto aside = wal::setAside(m_files, m_directory, name, goodBytes, m_options.asideDirectory)) {
            damage.setAside = std::move(*aside);
        } else { // a full disk is no reason not to open
            m_log.warn("A damaged head chunk file stays where it is until it can be replaced",
                       {{"file", damage.file}, {"err", aside.error().message()}});
        }
    }
    m_log.error("A head chunk file is damaged or follows a damaged one; what is behind the damage is read from the "
                "write-ahead log",
                {{"file", damage.file}, {"reason", damage.reason}, {"set_aside", damage.setAside}});
    m_report.damages.push_back(std::move(damage));
    return {};
}

} // namespace hearth::tsdb::head_chunks
