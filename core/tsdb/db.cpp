// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/db.h"

#include <algorithm>
#include <fmt/format.h>
#include <thread>

#include "base/thread_pool.h"
#include "tsdb/db_metrics.h"
#include "tsdb/head/head_appender.h"
#include "tsdb/head/head_querier.h"
#include "tsdb/head_chunks/head_chunks.h"
#include "tsdb/log_replay.h"

namespace hearth::tsdb {
namespace {

constexpr std::size_t kUlidLength = 26;

/// Whether a directory's name is that of a block: Crockford's base 32.
bool isBlockName(std::string_view name) {
    constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    return name.size() == kUlidLength && name.find_first_not_of(kAlphabet) == std::string_view::npos;
}

void reportBlocks(FileSystem& files, const std::string& directory, const Log& log) {
    const auto names = files.list(directory);
    const auto blocks = names ? std::ranges::count_if(*names, isBlockName) : 0;
    if (blocks != 0) {
        log.warn("The data directory holds blocks; they are left as they are and not served, only the head is",
                 {{"blocks", fmt::to_string(blocks)}});
    }
}

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
        , m_head({m_options.chunkRange, m_options.outOfOrderWindow, m_options.maxExemplars}, registry, m_log)
        , m_transactions(m_options.walCompression) {}
    ~Impl() { (void)close(); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    Result<void> open();
    Result<void> close();
    Result<void> maintain();

    std::unique_ptr<storage::Appender> appender() {
        return std::make_unique<HeadAppender>(m_head, HeadLogs{*m_writer, m_lateWriter.get(), m_options.syncAtCommit},
                                              m_transactions);
    }
    std::unique_ptr<storage::Querier> querier(model::TimeRange range) {
        return std::make_unique<HeadQuerier>(m_head, range);
    }
    std::optional<Error> refusal() const { return m_writer->failure(); }
    const ReplayReport& replayReport() const { return m_report; }
    Head& head() { return m_head; }

  private:
    std::string walDirectory() const { return m_options.directory + "/wal"; }
    std::string lockPath() const { return m_options.directory + "/lock"; }
    Result<void> prepareDirectory();
    Result<void> replay();
    void registerMetrics(bool wasClean, double replaySeconds);
    void runStorageThread(const std::stop_token& stop);

    const DbOptions m_options;
    FileSystem& m_files;
    Clock& m_clock;
    instrument::Registry& m_registry;
    const Log m_log;

    std::unique_ptr<FileLock> m_lock;
    std::unique_ptr<HeadChunks> m_chunkFiles;
    Head m_head;
    ReplayReport m_report;
    TransactionPool m_transactions;
    std::unique_ptr<wal::Writer> m_writer;
    std::unique_ptr<wal::Writer> m_lateWriter; ///< Of out-of-order samples; none without a window.
    Subscription m_gather;

    std::mutex m_wakeMutex;
    std::condition_variable_any m_wake; ///< Only ever woken by a stop request or the clock.
    std::jthread m_storageThread;
};

Result<void> Db::Impl::prepareDirectory() {
    const auto context = [this](Error error) {
        return std::unexpected(std::move(error).withContext("cannot use data directory " + m_options.directory));
    };
    if (auto made = m_files.createDirectories(walDirectory()); !made) {
        return context(std::move(made).error());
    }
    auto lock = m_files.lock(lockPath());
    if (!lock) {
        return context(std::move(lock).error());
    }
    m_lock = std::move(*lock);
    return {};
}

Result<void> Db::Impl::replay() {
    ReplayInput input;
    m_chunkFiles = HEARTH_TRY(HeadChunks::open(
        m_files, m_options.directory + "/chunks_head", {.asideDirectory = m_options.directory + "/wal-damaged"},
        m_registry, m_log, [&input](const HeadChunkEntry& entry) { input.chunks.push_back(entry); }));
    m_head.setChunkFiles(m_chunkFiles.get());
    input.chunksDamaged = !m_chunkFiles->report().damages.empty();
    auto replayed = HEARTH_TRY(replayLog(m_files, m_options, m_head, std::move(input), m_log));
    m_report = std::move(replayed.report);
    if (m_options.outOfOrderWindow > 0) {
        HEARTH_TRY(m_files.createDirectories(m_options.directory + "/wbl"));
        m_lateWriter = HEARTH_TRY(wal::Writer::open(m_files, m_options.directory + "/wbl", replayed.nextLateSegment,
                                                    m_options.walSegmentBytes, m_registry, m_log));
    }
    m_writer = HEARTH_TRY(
        wal::Writer::open(m_files, walDirectory(), replayed.nextSegment, m_options.walSegmentBytes, m_registry, m_log));
    return {};
}

Result<void> Db::Impl::open() {
    const bool wasClean = !m_files.exists(lockPath());
    HEARTH_TRY(prepareDirectory());
    reportBlocks(m_files, m_options.directory, m_log);
    const auto start = m_clock.monotonic();
    HEARTH_TRY(replay());
    const auto seconds = std::chrono::duration<double>(m_clock.monotonic() - start).count();
    reportReplay(m_report, seconds, m_log);
    m_log.info("All samples are kept, in memory and in the write-ahead log; this version has no retention");
    registerMetrics(wasClean, seconds);
    if (m_options.storageThread) {
        m_storageThread = std::jthread([this](const std::stop_token& stop) { runStorageThread(stop); });
    }
    return {};
}

void Db::Impl::registerMetrics(bool wasClean, double replaySeconds) {
    m_registry.gauge("prometheus_tsdb_clean_start", "1 if the data directory was closed cleanly before, 0 if not.")
        .set(wasClean ? 1 : 0);
    m_registry.gauge("prometheus_tsdb_data_replay_duration_seconds", "Time taken to replay the data on disk.")
        .set(replaySeconds);
    m_registry.counter("prometheus_tsdb_wal_corruptions_total", "Total number of write-ahead log corruptions.")
        .increment(m_report.damages.size());
    m_gather = m_registry.onGather([this](instrument::Families& out) {
        appendHeadMetrics(m_head, out);
        appendLogSize(m_files, walDirectory(), out);
    });
}

void Db::Impl::runStorageThread(const std::stop_token& stop) {
    nameThisThread("storage");
    while (!stop.stop_requested()) {
        const auto interval = m_writer->failed() ? m_options.retryInterval : m_options.syncInterval;
        {
            std::unique_lock lock(m_wakeMutex);
            m_clock.waitUntil(lock, m_wake, m_clock.monotonic() + interval, stop, [] { return false; });
        }
        if (!stop.stop_requested()) {
            (void)maintain(); // the writer logs, and refusal() says it
        }
    }
}

Result<void> Db::Impl::maintain() {
    if (m_writer->failed()) {
        return m_writer->recover();
    }
    HEARTH_TRY(m_head.mapClosedChunks());
    return m_writer->sync();
}

Result<void> Db::Impl::close() {
    if (m_storageThread.joinable()) {
        m_storageThread.request_stop();
        m_storageThread.join();
    }
    m_gather.reset();
    if (!m_lock) {
        return {};
    }
    const auto synced = m_writer ? m_writer->sync() : Result<void>();
    if (m_writer && synced) {
        // The file's presence tells the next start that this one did not end well.
        (void)m_files.remove(lockPath());
    }
    m_lock.reset();
    return synced;
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

Result<std::vector<storage::SeriesExemplars>> Db::exemplars(model::TimeRange /*range*/,
                                                            std::span<const std::vector<model::Matcher>> /*sets*/) {
    return std::vector<storage::SeriesExemplars>();
}

std::vector<BlockMeta> Db::blocks() const {
    return {};
}

std::vector<Damage> Db::damages() const {
    return {};
}

Result<void> Db::deleteSeries(model::TimeRange /*range*/, std::span<const std::vector<model::Matcher>> /*sets*/) {
    return fail(ErrorCode::kUnsupported, "series cannot be deleted yet");
}

Result<void> Db::cleanTombstones() {
    return fail(ErrorCode::kUnsupported, "tombstones cannot be cleaned yet");
}

Result<std::string> Db::snapshot(bool /*withHead*/) {
    return fail(ErrorCode::kUnsupported, "snapshots cannot be made yet");
}

Result<void> Db::maintain() {
    return m_impl->maintain();
}

Result<void> Db::compact() {
    return {};
}

Result<void> Db::close() {
    return m_impl->close();
}

} // namespace hearth::tsdb
