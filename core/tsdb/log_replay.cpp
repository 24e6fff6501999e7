// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/log_replay.h"

#include <algorithm>
#include <fmt/format.h>
#include <thread>

#include "tsdb/head/head_replay.h"
#include "tsdb/wal/directory.h"

namespace hearth::tsdb {
namespace {

constexpr std::size_t kMostShards = 8;

/// Reads the segments of one log after the other and repairs what is damaged.
class LogReplay {
  public:
    LogReplay(FileSystem& files, const DbOptions& options, Head& head, const Log& log)
        : m_files(files)
        , m_options(options)
        , m_log(log)
        , m_replay(head, std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMostShards)) {}

    Result<ReplayedLog> run() {
        const auto directory = m_options.directory + "/wal";
        const auto listing = HEARTH_TRY(wal::listLog(m_files, directory));
        if (listing.checkpoint) {
            for (const auto index : HEARTH_TRY(wal::listSegments(m_files, *listing.checkpoint))) {
                HEARTH_TRY(readSegment(*listing.checkpoint, index, false));
            }
        }
        for (const auto index : listing.segments) {
            if (m_options.onReplay) {
                m_options.onReplay({listing.segments.front(), listing.segments.back(), index});
            }
            HEARTH_TRY(readSegment(directory, index, index == listing.segments.back()));
        }
        auto report = m_replay.finish();
        report.tornBytes = m_tornBytes;
        report.damages = std::move(m_damages);
        return ReplayedLog{std::move(report), listing.nextSegment};
    }

  private:
    Result<void> readSegment(const std::string& directory, std::uint32_t index, bool isLast) {
        const auto path = directory + "/" + wal::segmentName(index);
        HeadReplay::SegmentEnd end;
        std::uint64_t size = 0;
        {
            const auto mapped = HEARTH_TRY(m_files.map(path));
            size = mapped->bytes().size();
            end = m_replay.read(mapped->bytes());
        }
        if (end.torn && isLast) {
            return cutTail(path, end.goodBytes, size);
        }
        if (end.torn) {
            end.damage = "the last record is not complete, though another segment follows";
        }
        return end.damage.empty() ? Result<void>() : setAside(directory, index, end, size);
    }

    /// The writer was killed while writing: what it had not finished was not acknowledged.
    Result<void> cutTail(const std::string& path, std::uint64_t goodBytes, std::uint64_t size) {
        m_tornBytes = size - goodBytes;
        m_log.info("Cutting off an unfinished record at the end of the write-ahead log",
                   {{"segment", path}, {"bytes", fmt::to_string(m_tornBytes)}});
        const auto file = HEARTH_TRY(m_files.open(path, FileSystem::OpenMode::kAppend));
        HEARTH_TRY(file->truncate(goodBytes));
        return file->sync();
    }

    Result<void> setAside(const std::string& directory, std::uint32_t index, const HeadReplay::SegmentEnd& end,
                          std::uint64_t size) {
        ReplayReport::Damage damage;
        damage.segment = directory + "/" + wal::segmentName(index);
        damage.reason = end.damage;
        damage.lostBytes = size - end.goodBytes;
        damage.setAside =
            HEARTH_TRY(wal::setAside(m_files, directory, index, end.goodBytes, m_options.directory + "/wal-damaged"));
        m_log.error("The write-ahead log is damaged; what is behind the damage in this segment is not served",
                    {{"segment", damage.segment},
                     {"reason", damage.reason},
                     {"bytes", fmt::to_string(damage.lostBytes)},
                     {"set_aside", damage.setAside}});
        m_damages.push_back(std::move(damage));
        return {};
    }

    FileSystem& m_files;
    const DbOptions& m_options;
    const Log& m_log;
    HeadReplay m_replay;
    std::uint64_t m_tornBytes = 0;
    std::vector<ReplayReport::Damage> m_damages;
};

} // namespace

Result<ReplayedLog> replayLog(FileSystem& files, const DbOptions& options, Head& head, const Log& log) {
    return LogReplay(files, options, head, log).run();
}

} // namespace hearth::tsdb
