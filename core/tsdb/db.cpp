// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/db.h"

#include <algorithm>
#include <fmt/format.h>
#include <shared_mutex>
#include <thread>

#include "base/elapsed.h"
#include "base/thread_pool.h"
#include "storage/merge_querier.h"
#include "tsdb/compact/block_directory.h"
#include "tsdb/compact/block_set.h"
#include "tsdb/db_metrics.h"
#include "tsdb/head/head_appender.h"
#include "tsdb/head/head_querier.h"
#include "tsdb/head/head_snapshot.h"
#include "tsdb/head_chunks/head_chunks.h"
#include "tsdb/housekeeping.h"
#include "tsdb/log_replay.h"
#include "tsdb/read_only_appender.h"

namespace hearth::tsdb {
namespace {

void reportReplay(const ReplayReport& report, double seconds, const Log& log) {
    log.info("Replayed the write-ahead log", {{"series", fmt::to_string(report.series)},
                                              {"samples", fmt::to_string(report.samples)},
                                              {"duration", fmt::format("{:.3f}s", seconds)}});
    const auto unserved = [&](std::string_view what, std::uint64_t count) {
        if (count != 0) {
            log.warn("The write-ahead log holds what is kept there but not served",
                     {{"what", std::string(what)}, {"count", fmt::to_string(count)}});
        }
    };
    unserved("histograms of an unknown schema", report.strangeHistograms);
    unserved("records of an unknown type", report.unknownRecords);
    unserved("samples of unknown series", report.unknownSeriesSamples);
    unserved("samples older than their series' last one", report.outOfOrderSamples);
}

/// The end of the newest block of samples taken in order: what is older is not taken any more.
model::TimestampMs endOfBlocks(const std::vector<BlockMeta>& blocks) {
    auto end = std::numeric_limits<model::TimestampMs>::min();
    for (const auto& block : blocks) {
        end = block.hasHint(kHintOutOfOrder) ? end : std::max(end, block.maxTime);
    }
    return end;
}

} // namespace

/// The parts of an open database, in the order in which they are made.
class Db::Impl {
  public:
    Impl(DbOptions options, FileSystem& files, Clock& clock, instrument::Registry& registry, Log log)
        : m_options(std::move(options))
        , m_files(files)
        , m_clock(clock)
        , m_registry(registry)
        , m_log(std::move(log))
        , m_blockMetrics(registry)
        , m_head({m_options.chunkRange, m_options.outOfOrderWindow, m_options.maxExemplars}, registry, m_log)
        , m_transactions(m_options.walCompression) {}
    ~Impl() { (void)close(); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    Result<void> open();
    Result<void> close();
    Result<void> maintain();

    Result<void> reconfigure(const DbLimits& limits);

    std::unique_ptr<storage::Appender> appender();
    std::unique_ptr<storage::Querier> querier(model::TimeRange range);
    /// Errors: kUnavailable where nothing may be written.
    Result<Housekeeping*> housekeeping();
    std::vector<Damage> damages() const;
    std::optional<Error> refusal() const;

    const ReplayReport& replayReport() const { return m_report; }
    Head& head() { return m_head; }
    const BlockSet& blocks() const { return *m_blocks; }
    std::stop_token stop() { return m_stop.get_token(); }

  private:
    std::string path(std::string_view name) const { return fmt::format("{}/{}", m_options.directory, name); }
    Result<void> prepareDirectory();
    Result<void> lookForDatabase();
    Result<void> openBlocks();
    Result<std::vector<HeadChunkEntry>> openChunkFiles();
    Result<void> replay();
    Result<void> openLogs(const ReplayedLog& replayed);
    Result<void> openLateLog();
    wal::Writer* lateLog() const;
    void registerMetrics(bool wasClean, double replaySeconds);
    void startThreads();
    void runStorageThread(const std::stop_token& stop);
    void runCompactionThread(const std::stop_token& stop);
    bool waitFor(Nanoseconds interval, const std::stop_token& stop);
    Result<void> writeLast();
    Result<void> writeSnapshot();

    const DbOptions m_options;
    FileSystem& m_files;
    Clock& m_clock;
    instrument::Registry& m_registry;
    const Log m_log;

    std::unique_ptr<FileLock> m_lock;
    BlockSetMetrics m_blockMetrics;
    std::unique_ptr<BlockSet> m_blocks;
    std::unique_ptr<HeadChunks> m_chunkFiles;
    Head m_head;
    ReplayReport m_report;
    TransactionPool m_transactions;
    std::unique_ptr<wal::Writer> m_writer; ///< None where nothing may be written.
    mutable std::shared_mutex m_limitsMutex;
    std::unique_ptr<wal::Writer> m_lateWriter; ///< Of out-of-order samples; none before there is need. Guarded.
    std::uint32_t m_nextLateSegment = 0;
    std::unique_ptr<Housekeeping> m_housekeeping;
    Subscription m_gather;
    bool m_isOpen = false;

    std::stop_source m_stop; ///< Ends what other threads asked for.
    std::mutex m_wakeMutex;
    std::condition_variable_any m_wake; ///< Only ever woken by a stop request or the clock.
    std::jthread m_storageThread;
    std::jthread m_compactionThread;
};

Result<void> Db::Impl::prepareDirectory() {
    const auto context = [this](Error error) {
        return std::unexpected(std::move(error).withContext("cannot use data directory " + m_options.directory));
    };
    if (auto made = m_files.createDirectories(path("wal")); !made) {
        return context(std::move(made).error());
    }
    if (!m_options.lockDirectory) {
        return {};
    }
    auto lock = m_files.lock(path("lock"));
    if (!lock) {
        return context(std::move(lock).error());
    }
    m_lock = std::move(*lock);
    return {};
}

/// Of a directory that is only read: an empty answer would hide a mistyped name.
Result<void> Db::Impl::lookForDatabase() {
    if (!m_files.isDirectory(m_options.directory)) {
        return fail(ErrorCode::kNotFound, fmt::format("there is no directory {}", m_options.directory));
    }
    const auto blocks = HEARTH_TRY(listBlocks(m_files, m_options.directory));
    if (blocks.empty() && !m_files.isDirectory(path("wal"))) {
        return fail(ErrorCode::kNotFound,
                    fmt::format("{} holds no database: neither blocks nor a write-ahead log", m_options.directory));
    }
    return {};
}

Result<void> Db::Impl::openBlocks() {
    m_blocks = HEARTH_TRY(BlockSet::open({m_options.directory, m_options.readOnly}, m_files, m_blockMetrics, m_log));
    return {};
}

Result<std::vector<HeadChunkEntry>> Db::Impl::openChunkFiles() {
    std::vector<HeadChunkEntry> chunks;
    if (m_options.readOnly && !m_files.isDirectory(path("chunks_head"))) {
        return chunks;
    }
    const HeadChunksOptions options{.readOnly = m_options.readOnly, .asideDirectory = path("wal-damaged")};
    m_chunkFiles = HEARTH_TRY(HeadChunks::open(m_files, path("chunks_head"), options, m_registry, m_log,
                                               [&chunks](const HeadChunkEntry& entry) { chunks.push_back(entry); }));
    m_head.setChunkFiles(m_chunkFiles.get(), !m_options.readOnly);
    return chunks;
}

Result<void> Db::Impl::replay() {
    ReplayInput input;
    input.minValidTime = endOfBlocks(m_blocks->metas());
    input.chunks = HEARTH_TRY(openChunkFiles());
    input.chunksDamaged = m_chunkFiles && !m_chunkFiles->report().damages.empty();
    const auto minValidTime = input.minValidTime;
    auto replayed = HEARTH_TRY(replayLog(m_files, m_options, m_head, std::move(input), m_log));
    m_head.raiseFloor(minValidTime);
    m_report = std::move(replayed.report);
    return m_options.readOnly ? Result<void>() : openLogs(replayed);
}

Result<void> Db::Impl::openLogs(const ReplayedLog& replayed) {
    m_writer = HEARTH_TRY(
        wal::Writer::open(m_files, path("wal"), replayed.nextSegment, m_options.walSegmentBytes, m_registry, m_log));
    m_nextLateSegment = replayed.nextLateSegment;
    // Without a window, too, where late samples are left of another day: the log is shortened once they are in blocks.
    if (m_options.outOfOrderWindow > 0 || replayed.hasLateLog || m_head.outOfOrderTimeRange()) {
        HEARTH_TRY(openLateLog());
    }
    m_housekeeping = std::make_unique<Housekeeping>(
        Housekeeping::Parts{m_options, m_files, m_clock, m_head, *m_chunkFiles, *m_writer, [this] { return lateLog(); },
                            *m_blocks, static_cast<HeadChunkRef>(m_report.lateInBlocks)},
        m_registry, m_log);
    return {};
}

Result<void> Db::Impl::openLateLog() {
    HEARTH_TRY(m_files.createDirectories(path("wbl")));
    m_lateWriter = HEARTH_TRY(
        wal::Writer::open(m_files, path("wbl"), m_nextLateSegment, m_options.walSegmentBytes, m_registry, m_log));
    return {};
}

/// It is made at most once and stays.
wal::Writer* Db::Impl::lateLog() const {
    const std::shared_lock lock(m_limitsMutex);
    return m_lateWriter.get();
}

Result<void> Db::Impl::reconfigure(const DbLimits& limits) {
    if (m_options.readOnly) {
        return {};
    }
    const std::unique_lock lock(m_limitsMutex);
    if (limits.outOfOrderWindow > 0 && !m_lateWriter) {
        HEARTH_TRY(openLateLog()); // before the first sample may need it
    }
    m_head.setOutOfOrderWindow(std::max<model::DurationMs>(0, limits.outOfOrderWindow));
    m_head.exemplars().resize(limits.maxExemplars);
    m_housekeeping->setRetention({limits.retention, limits.retentionBytes, limits.retentionPercentage});
    return {};
}

Result<void> Db::Impl::open() {
    const bool wasClean = !m_files.exists(path("lock"));
    HEARTH_TRY(m_options.readOnly ? lookForDatabase() : prepareDirectory());
    const auto start = m_clock.monotonic();
    HEARTH_TRY(openBlocks());
    HEARTH_TRY(replay());
    const auto seconds = secondsSince(start, m_clock);
    reportReplay(m_report, seconds, m_log);
    registerMetrics(wasClean, seconds);
    m_isOpen = true;
    if (m_options.storageThread && !m_options.readOnly) {
        startThreads();
    }
    return {};
}

void Db::Impl::registerMetrics(bool wasClean, double replaySeconds) {
    m_registry.gauge("prometheus_tsdb_clean_start", "1 if the data directory was closed cleanly before, 0 if not.")
        .set(!m_options.lockDirectory ? -1
             : wasClean               ? 1
                                      : 0);
    m_registry.gauge("prometheus_tsdb_data_replay_duration_seconds", "Time taken to replay the data on disk.")
        .set(replaySeconds);
    m_registry.counter("prometheus_tsdb_wal_corruptions_total", "Total number of write-ahead log corruptions.")
        .increment(m_report.damages.size());
    m_gather = m_registry.onGather([this](instrument::Families& out) {
        appendHeadMetrics(m_head, out);
        appendTimeMetrics(m_head, m_blocks->metas(), out);
        appendLogSize(m_files, m_options.directory, out);
    });
}

void Db::Impl::startThreads() {
    m_storageThread = std::jthread([this](const std::stop_token& stop) { runStorageThread(stop); });
    m_compactionThread = std::jthread([this](const std::stop_token& stop) { runCompactionThread(stop); });
}

/// False where it is time to end.
bool Db::Impl::waitFor(Nanoseconds interval, const std::stop_token& stop) {
    std::unique_lock lock(m_wakeMutex);
    m_clock.waitUntil(lock, m_wake, m_clock.monotonic() + interval, stop, [] { return false; });
    return !stop.stop_requested();
}

void Db::Impl::runStorageThread(const std::stop_token& stop) {
    nameThisThread("storage");
    while (waitFor(m_writer->failed() ? m_options.retryInterval : m_options.syncInterval, stop)) {
        (void)maintain(); // the writer logs, and refusal() says it
    }
}

void Db::Impl::runCompactionThread(const std::stop_token& stop) {
    nameThisThread("compaction");
    yieldToOtherThreads();
    while (waitFor(m_options.blockInterval, stop)) {
        (void)m_housekeeping->run(stop); // it logs
    }
}

Result<void> Db::Impl::maintain() {
    if (m_options.readOnly) {
        return {};
    }
    // Markers in the late log speak of chunks: those go to the disk first. Whatever fails, the main log has its turn.
    auto done = lateLog() != nullptr ? m_chunkFiles->sync() : Result<void>();
    for (auto* const log : {lateLog(), m_writer.get()}) {
        if (log == nullptr) {
            continue;
        }
        auto settled = log->failed() ? log->recover() : log->sync();
        if (done && !settled) {
            done = std::move(settled);
        }
    }
    return done;
}

std::unique_ptr<storage::Appender> Db::Impl::appender() {
    if (m_options.readOnly) {
        return std::make_unique<ReadOnlyAppender>();
    }
    const std::shared_lock lock(m_limitsMutex); // the window and its log belong together
    return std::make_unique<HeadAppender>(m_head, HeadLogs{*m_writer, m_lateWriter.get(), m_options.syncAtCommit},
                                          m_transactions);
}

std::unique_ptr<storage::Querier> Db::Impl::querier(model::TimeRange range) {
    // The head first: what leaves it is in a block before.
    auto head = std::make_unique<HeadQuerier>(m_head, range);
    const auto blocks = m_blocks->blocks();
    std::vector<std::unique_ptr<storage::Querier>> parts;
    for (const auto& block : *blocks) {
        if (block->meta().minTime <= range.end && block->meta().maxTime > range.begin) {
            parts.push_back(block->querier(range));
        }
    }
    parts.push_back(std::move(head));
    return storage::mergeQueriers(std::move(parts));
}

Result<Housekeeping*> Db::Impl::housekeeping() {
    if (!m_housekeeping) {
        return fail(ErrorCode::kUnavailable, "the database was opened for reading only");
    }
    return m_housekeeping.get();
}

std::optional<Error> Db::Impl::refusal() const {
    if (!m_writer) {
        return Error(ErrorCode::kUnavailable, "the database was opened for reading only");
    }
    return m_writer->failure();
}

std::vector<Damage> Db::Impl::damages() const {
    auto all = m_blocks->damages();
    for (const auto& damage : m_report.damages) {
        all.push_back({damage.segment, damage.reason, damage.setAside, damage.lostBytes});
    }
    if (m_chunkFiles) {
        for (const auto& damage : m_chunkFiles->report().damages) {
            all.push_back({damage.file, damage.reason, damage.setAside, 0});
        }
    }
    return all;
}

/// What is still only in memory, at the end.
Result<void> Db::Impl::writeLast() {
    if (!m_writer) {
        return {};
    }
    HEARTH_TRY(m_chunkFiles->sync());
    if (auto* const late = lateLog()) {
        HEARTH_TRY(late->sync());
    }
    HEARTH_TRY(m_writer->sync());
    if (m_options.snapshotAtClose) {
        if (const auto written = writeSnapshot(); !written) { // the log has it all
            m_log.error("Cannot write a snapshot of the head", {{"reason", written.error().message()}});
        }
    }
    return {};
}

Result<void> Db::Impl::writeSnapshot() {
    HEARTH_TRY(m_head.mapClosedChunks());
    HEARTH_TRY(m_chunkFiles->sync());
    const wal::Position position{HEARTH_TRY(m_writer->rotate()), 0}; // Prometheus wants it where a page begins
    const auto writer =
        HEARTH_TRY(SnapshotWriter::create(m_files, m_options.directory, position, m_options.walCompression));
    HEARTH_TRY(tsdb::writeSnapshot(m_head, *writer));
    return writer->finish();
}

Result<void> Db::Impl::close() {
    m_stop.request_stop();
    for (auto* thread : {&m_storageThread, &m_compactionThread}) {
        if (thread->joinable()) {
            thread->request_stop();
            thread->join();
        }
    }
    m_gather.reset();
    if (!std::exchange(m_isOpen, false)) {
        m_lock.reset();
        return {};
    }
    const auto written = writeLast();
    if (m_lock && written) {
        // The file's presence tells the next start that this one did not end well.
        (void)m_files.remove(path("lock"));
    }
    m_lock.reset();
    return written;
}

Db::Db(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {}
Db::~Db() = default;

Result<std::unique_ptr<Db>> Db::open(DbOptions options, FileSystem& files, Clock& clock, instrument::Registry& registry,
                                     const Log& log) {
    auto impl = std::make_unique<Impl>(std::move(options), files, clock, registry, log.component("tsdb"));
    HEARTH_TRY(impl->open());
    return std::unique_ptr<Db>(new Db(std::move(impl)));
}

std::unique_ptr<storage::Appender> Db::appender() {
    return m_impl->appender();
}

Result<std::unique_ptr<storage::Querier>> Db::querier(model::TimeRange range) {
    return m_impl->querier(range);
}

Result<std::vector<storage::SeriesExemplars>> Db::exemplars(model::TimeRange range,
                                                            std::span<const std::vector<model::Matcher>> matcherSets) {
    return m_impl->head().selectExemplars(range, matcherSets);
}

std::vector<BlockMeta> Db::blocks() const {
    return m_impl->blocks().metas();
}

std::vector<Damage> Db::damages() const {
    return m_impl->damages();
}

Result<void> Db::deleteSeries(model::TimeRange range, std::span<const std::vector<model::Matcher>> matcherSets) {
    return HEARTH_TRY(m_impl->housekeeping())->deleteSeries(range, matcherSets);
}

Result<void> Db::cleanTombstones() {
    return HEARTH_TRY(m_impl->housekeeping())->cleanTombstones(m_impl->stop());
}

Result<std::string> Db::snapshot(bool withHead) {
    return HEARTH_TRY(m_impl->housekeeping())->snapshot(withHead, m_impl->stop());
}

std::optional<Error> Db::refusal() const {
    return m_impl->refusal();
}

const ReplayReport& Db::replayReport() const {
    return m_impl->replayReport();
}

HeadStatus Db::status(std::size_t limit) const {
    return headStatus(m_impl->head(), limit);
}

std::optional<model::Metadata> Db::metadata(std::string_view metric) const {
    return m_impl->head().metadata().find(metric);
}

Result<void> Db::reconfigure(const DbLimits& limits) {
    return m_impl->reconfigure(limits);
}

Result<void> Db::maintain() {
    return m_impl->maintain();
}

Result<void> Db::compact() {
    return HEARTH_TRY(m_impl->housekeeping())->run(m_impl->stop());
}

Result<void> Db::close() {
    return m_impl->close();
}

} // namespace hearth::tsdb
