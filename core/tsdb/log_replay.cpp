// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/log_replay.h"

#include <algorithm>
#include <fmt/format.h>
#include <thread>

#include "tsdb/chunk_snapshot/chunk_snapshot.h"
#include "tsdb/head/head_replay.h"
#include "tsdb/wal/directory.h"
#include "tsdb/wal/salvage.h"

namespace hearth::tsdb {
namespace {

/// One processor is left to the thread that reads, which everybody else waits for.
std::size_t shardCount() {
    constexpr std::size_t kMost = 8;
    return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 2, kMost + 1) - 1;
}

/// Reads the segments of one log after the other and repairs what is damaged.
class LogReplay {
  public:
    LogReplay(FileSystem& files, const DbOptions& options, Head& head, ReplayInput input, const Log& log)
        : m_files(files)
        , m_options(options)
        , m_log(log)
        , m_chunksDamaged(input.chunksDamaged)
        , m_replay(head, shardCount(), input.minValidTime, std::move(input.chunks)) {}

    Result<ReplayedLog> run() {
        ReplayedLog result;
        result.nextSegment = HEARTH_TRY(readLog());
        m_replay.finishLog();
        result.nextLateSegment = HEARTH_TRY(readLateLog(result.hasLateLog));
        result.report = m_replay.finish();
        result.report.tornBytes = m_tornBytes;
        result.report.damages = std::move(m_damages);
        result.snapshotFailed = m_snapshotFailed;
        return result;
    }

  private:
    using Hole = HeadReplay::Hole;
    using Read = wal::SegmentEnd (*)(HeadReplay& replay, std::span<const std::byte> bytes, Hole hole,
                                     std::uint64_t from);

    wal::Access access() const { return m_options.readOnly ? wal::Access::kReadOnly : wal::Access::kRepair; }

    Result<std::uint32_t> readLog() {
        const auto directory = m_options.directory + "/wal";
        const auto listing = HEARTH_TRY(wal::listLog(m_files, directory, access()));
        reportGaps(directory, listing);
        const auto start = HEARTH_TRY(readSnapshot(listing));
        const Read read = [](HeadReplay& replay, std::span<const std::byte> bytes, Hole hole, std::uint64_t from) {
            return replay.read(bytes, hole, from);
        };
        if (listing.checkpoint && listing.covered >= start.segment) {
            for (const auto index : HEARTH_TRY(wal::listSegments(m_files, *listing.checkpoint))) {
                HEARTH_TRY(readSegment(*listing.checkpoint, index, false, 0, read));
            }
        }
        for (const auto index : listing.segments) {
            if (m_options.onReplay) {
                m_options.onReplay({listing.segments.front(), listing.segments.back(), index});
            }
            if (index >= start.segment) {
                HEARTH_TRY(readSegment(directory, index, index == listing.segments.back(),
                                       index == start.segment ? start.offset : 0, read));
            }
        }
        return listing.nextSegment;
    }

    Result<std::uint32_t> readLateLog(bool& hasRecords) {
        const auto directory = m_options.directory + "/wbl";
        if (!m_files.exists(directory)) {
            return 0;
        }
        const auto listing = HEARTH_TRY(wal::listLog(m_files, directory, access()));
        const Read read = [](HeadReplay& replay, std::span<const std::byte> bytes, Hole hole, std::uint64_t) {
            return replay.readLate(bytes, hole);
        };
        hasRecords = !listing.segments.empty();
        for (const auto index : listing.segments) {
            HEARTH_TRY(readSegment(directory, index, index == listing.segments.back(), 0, read));
        }
        return listing.nextSegment;
    }

    /// Where to read the log from: behind what a snapshot has.
    Result<wal::Position> readSnapshot(const wal::Listing& listing) {
        if (!m_options.snapshotAtClose || m_chunksDamaged) {
            return wal::Position{};
        }
        const auto newest = HEARTH_TRY(newestSnapshot(m_files, m_options.directory));
        if (!newest || newest->position.segment >= listing.nextSegment) {
            return wal::Position{};
        }
        if (const auto read = tsdb::readSnapshot(m_files, newest->directory, m_replay.snapshotVisitor()); !read) {
            m_snapshotFailed = true;
            m_log.error("The snapshot of the head is damaged; all of the write-ahead log is read instead",
                        {{"snapshot", newest->directory}, {"reason", read.error().message()}});
            return wal::Position{};
        }
        return newest->position;
    }

    void reportGaps(const std::string& directory, const wal::Listing& listing) {
        for (const auto& gap : listing.gaps) {
            ReplayReport::Damage damage;
            damage.segment = directory + "/" + wal::segmentName(gap.first);
            damage.reason = gap.first == gap.last
                                ? "the segment is missing"
                                : fmt::format("the segments up to {} are missing", wal::segmentName(gap.last));
            m_log.error("Segments of the write-ahead log are missing; what they held is not served",
                        {{"first", wal::segmentName(gap.first)}, {"last", wal::segmentName(gap.last)}});
            m_damages.push_back(std::move(damage));
        }
    }

    Result<void> readSegment(const std::string& directory, std::uint32_t index, bool isLast, std::uint64_t from,
                             Read read) {
        const auto path = directory + "/" + wal::segmentName(index);
        const auto hole = isLast ? Hole::kIsTheEnd : Hole::kIsDamage;
        wal::SegmentEnd end;
        std::uint64_t size = 0;
        {
            const auto mapped = HEARTH_TRY(m_files.map(path));
            size = mapped->bytes().size();
            end = read(m_replay, mapped->bytes(), hole, from);
        }
        if (!end.damage.empty()) {
            return setAside(directory, index, end, hole);
        }
        return end.torn ? cutTail(path, end.goodBytes, size) : Result<void>();
    }

    /// The writer was killed while writing: what it had not finished was not acknowledged.
    Result<void> cutTail(const std::string& path, std::uint64_t goodBytes, std::uint64_t size) {
        m_tornBytes += size - goodBytes;
        if (m_options.readOnly) {
            return {};
        }
        m_log.info("Cutting off an unfinished record at the end of the write-ahead log",
                   {{"segment", path}, {"bytes", fmt::to_string(size - goodBytes)}});
        const auto file = HEARTH_TRY(m_files.open(path, FileSystem::OpenMode::kAppend));
        HEARTH_TRY(file->truncate(goodBytes));
        return file->sync();
    }

    Result<void> setAside(const std::string& directory, std::uint32_t index, const wal::SegmentEnd& end, Hole hole) {
        ReplayReport::Damage damage;
        damage.segment = directory + "/" + wal::segmentName(index);
        damage.reason = end.damages == 1 ? end.damage : fmt::format("{}, and {} more", end.damage, end.damages - 1);
        damage.lostBytes = end.lostBytes;
        if (!m_options.readOnly) {
            if (auto aside = replaceDamaged(directory, index, end, hole)) {
                damage.setAside = std::move(*aside);
            } else { // a full disk is no reason not to open: what is readable has been read
                m_log.warn("A damaged segment stays where it is until it can be replaced",
                           {{"segment", damage.segment}, {"err", aside.error().message()}});
            }
        }
        m_log.error("The write-ahead log is damaged; what the damaged bytes held is not served",
                    {{"segment", damage.segment},
                     {"reason", damage.reason},
                     {"bytes", fmt::to_string(damage.lostBytes)},
                     {"records_saved_behind", fmt::to_string(end.recordsBehind)},
                     {"set_aside", damage.setAside}});
        m_damages.push_back(std::move(damage));
        return {};
    }

    Result<std::string> replaceDamaged(const std::string& directory, std::uint32_t index, const wal::SegmentEnd& end,
                                       Hole hole) {
        const auto refuge = m_options.directory + "/wal-damaged";
        if (end.recordsBehind == 0) {
            return wal::setAside(m_files, directory, index, end.goodBytes, refuge);
        }
        HEARTH_TRY(dropSnapshotWithin(directory, index));
        return wal::salvageSegment(m_files, directory, index, hole, end.refused, m_options.walCompression, refuge);
    }

    /// It says by an offset from where on the log is to be read, which will not be true any more.
    Result<void> dropSnapshotWithin(const std::string& directory, std::uint32_t index) {
        const auto newest = HEARTH_TRY(newestSnapshot(m_files, m_options.directory));
        const bool isWithin = newest && newest->position.segment == index && newest->position.offset != 0;
        return isWithin && directory == m_options.directory + "/wal" ? m_files.removeAll(newest->directory)
                                                                     : Result<void>();
    }

    FileSystem& m_files;
    const DbOptions& m_options;
    const Log& m_log;
    const bool m_chunksDamaged;
    HeadReplay m_replay;
    std::uint64_t m_tornBytes = 0;
    bool m_snapshotFailed = false;
    std::vector<ReplayReport::Damage> m_damages;
};

} // namespace

Result<ReplayedLog> replayLog(FileSystem& files, const DbOptions& options, Head& head, ReplayInput input,
                              const Log& log) {
    return LogReplay(files, options, head, std::move(input), log).run();
}

} // namespace hearth::tsdb
