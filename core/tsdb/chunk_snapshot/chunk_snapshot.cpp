// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/chunk_snapshot/chunk_snapshot.h"

#include <charconv>
#include <fmt/format.h>

#include "base/log.h"
#include "instrument/registry.h"
#include "tsdb/chunk_snapshot/snapshot_records.h"
#include "tsdb/wal/directory.h"
#include "tsdb/wal/segment_reader.h"
#include "tsdb/wal/writer.h"

namespace hearth::tsdb {
namespace {

constexpr std::string_view kPrefix = "chunk_snapshot.";
constexpr std::string_view kTemporarySuffix = ".tmp";
constexpr std::size_t kBatchBytes = 1U << 20U;
constexpr std::size_t kMostExemplarsPerRecord = 10'000;

template <class Number>
bool parseWhole(std::string_view text, Number& out) {
    const auto* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, out);
    return error == std::errc() && at == end;
}

std::optional<wal::Position> parseName(std::string_view name) {
    if (!name.starts_with(kPrefix)) {
        return std::nullopt;
    }
    name.remove_prefix(kPrefix.size());
    const auto dot = name.find('.');
    wal::Position position;
    if (dot == std::string_view::npos || !parseWhole(name.substr(0, dot), position.segment) ||
        !parseWhole(name.substr(dot + 1), position.offset)) {
        return std::nullopt;
    }
    return position;
}

std::string pathOf(const std::string& dataDirectory, wal::Position position) {
    return fmt::format("{}/{}{:06}.{:010}", dataDirectory, kPrefix, position.segment, position.offset);
}

/// Hands the records of a snapshot to its visitor.
class Reader {
  public:
    explicit Reader(const SnapshotVisitor& visitor)
        : m_visitor(visitor) {}

    Result<void> readSegment(const File& file) {
        wal::SegmentReader reader(file);
        while (HEARTH_TRY(reader.next())) {
            HEARTH_TRY(apply(reader.record()));
        }
        return reader.torn() ? fail(ErrorCode::kCorruption, "the last record is not complete") : Result<void>();
    }
    /// There always is a record of tombstones: without one the end is missing.
    bool complete() const { return m_complete; }

  private:
    Result<void> apply(std::string_view record) {
        const auto type = record.empty() ? snapshot::RecordType{} : static_cast<snapshot::RecordType>(record.front());
        switch (type) {
        case snapshot::RecordType::kSeries:
            return m_visitor.series(HEARTH_TRY(snapshot::decodeSeries(record)));
        case snapshot::RecordType::kTombstones:
            m_complete = true;
            m_tombstones.clear();
            HEARTH_TRY(snapshot::decodeTombstones(record, m_tombstones));
            return m_visitor.tombstones(m_tombstones);
        case snapshot::RecordType::kExemplars:
            m_exemplars.clear();
            HEARTH_TRY(snapshot::decodeExemplars(record, m_exemplars));
            return m_visitor.exemplars(m_exemplars);
        }
        return fail(ErrorCode::kCorruption,
                    fmt::format("snapshot record of unknown type {}", static_cast<unsigned>(type)));
    }

    const SnapshotVisitor& m_visitor;
    bool m_complete = false;
    std::vector<wal::TombstoneEntry> m_tombstones;
    std::vector<wal::ExemplarEntry> m_exemplars;
};

} // namespace

Result<std::optional<SnapshotLocation>> newestSnapshot(FileSystem& files, const std::string& dataDirectory) {
    std::optional<SnapshotLocation> newest;
    for (const auto& name : HEARTH_TRY(files.list(dataDirectory))) {
        const auto position = parseName(name);
        if (position && (!newest || *position > newest->position)) {
            newest = SnapshotLocation{dataDirectory + "/" + name, *position};
        }
    }
    return newest;
}

Result<void> readSnapshot(FileSystem& files, const std::string& directory, const SnapshotVisitor& visitor) {
    const auto segments = HEARTH_TRY(wal::listSegments(files, directory));
    Reader reader(visitor);
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (segments[i] != i) {
            return fail(ErrorCode::kCorruption, fmt::format("{}: a segment is missing", directory));
        }
        const auto path = directory + "/" + wal::segmentName(segments[i]);
        const auto file = HEARTH_TRY(files.open(path, FileSystem::OpenMode::kRead));
        if (auto result = reader.readSegment(*file); !result) {
            return std::unexpected(std::move(result).error().withContext(path));
        }
    }
    return reader.complete() ? Result<void>()
                             : fail(ErrorCode::kCorruption, fmt::format("{}: its end is missing", directory));
}

Result<void> removeSnapshotsBefore(FileSystem& files, const std::string& dataDirectory, wal::Position position) {
    bool any = false;
    for (const auto& name : HEARTH_TRY(files.list(dataDirectory))) {
        const auto found = parseName(name);
        if ((found && *found < position) || (name.starts_with(kPrefix) && name.ends_with(kTemporarySuffix))) {
            HEARTH_TRY(files.removeAll(dataDirectory + "/" + name));
            any = true;
        }
    }
    return any ? files.syncDirectory(dataDirectory) : Result<void>();
}

/// The container that a snapshot is written to.
class SnapshotWriter::Output {
  public:
    Output(wal::Compression compression, std::string directory)
        : m_directory(std::move(directory))
        , m_batch(compression) {}

    Result<void> open(FileSystem& files) {
        m_writer = HEARTH_TRY(wal::Writer::open(files, m_directory, 0, wal::kSegmentBytes, m_metricsOfItsOwn, Log()));
        return {};
    }

    std::string& record() { return m_batch.scratch(); }
    Result<void> add() {
        m_batch.add();
        return m_batch.byteCount() >= kBatchBytes ? flush() : Result<void>();
    }
    Result<void> sync() {
        HEARTH_TRY(flush());
        return m_writer->sync();
    }
    const std::string& directory() const { return m_directory; }

  private:
    Result<void> flush() {
        auto result = m_writer->append(m_batch);
        m_batch.clear();
        return result;
    }

    const std::string m_directory;
    instrument::Registry m_metricsOfItsOwn; ///< Those of the log are not about snapshots.
    std::unique_ptr<wal::Writer> m_writer;
    wal::RecordBatch m_batch;
};

SnapshotWriter::SnapshotWriter(FileSystem& files, std::string dataDirectory, wal::Position position)
    : m_files(files)
    , m_dataDirectory(std::move(dataDirectory))
    , m_position(position) {}

Result<std::unique_ptr<SnapshotWriter>> SnapshotWriter::create(FileSystem& files, std::string dataDirectory,
                                                               wal::Position position, wal::Compression compression) {
    const auto temporary = pathOf(dataDirectory, position) + std::string(kTemporarySuffix);
    std::unique_ptr<SnapshotWriter> writer(new SnapshotWriter(files, std::move(dataDirectory), position));
    if (files.exists(temporary)) {
        HEARTH_TRY(files.removeAll(temporary));
    }
    HEARTH_TRY(files.createDirectories(temporary));
    writer->m_output = std::make_unique<Output>(compression, temporary);
    HEARTH_TRY(writer->m_output->open(files));
    return writer;
}

SnapshotWriter::~SnapshotWriter() {
    if (m_output && !m_finished) {
        const auto directory = m_output->directory();
        m_output.reset();
        (void)m_files.removeAll(directory); // else it is removed with the next snapshot
    }
}

Result<void> SnapshotWriter::addSeries(const SnapshotSeries& series) {
    snapshot::encodeSeries(m_output->record(), series);
    return m_output->add();
}

Result<void> SnapshotWriter::addTombstones(std::span<const wal::TombstoneEntry> tombstones) {
    m_hasTombstones = true;
    snapshot::encodeTombstones(m_output->record(), tombstones);
    return m_output->add();
}

Result<void> SnapshotWriter::addExemplars(std::span<const wal::ExemplarEntry> exemplars) {
    while (!exemplars.empty()) {
        const auto part = exemplars.first(std::min(exemplars.size(), kMostExemplarsPerRecord));
        exemplars = exemplars.subspan(part.size());
        snapshot::encodeExemplars(m_output->record(), part);
        HEARTH_TRY(m_output->add());
    }
    return {};
}

Result<void> SnapshotWriter::finish() {
    if (!m_hasTombstones) {
        HEARTH_TRY(addTombstones({})); // a reader tells by it that all series are there
    }
    HEARTH_TRY(m_output->sync());
    const auto target = pathOf(m_dataDirectory, m_position);
    if (m_files.exists(target)) {
        HEARTH_TRY(m_files.removeAll(target));
    }
    HEARTH_TRY(m_files.rename(m_output->directory(), target));
    m_finished = true;
    m_output.reset();
    HEARTH_TRY(m_files.syncDirectory(m_dataDirectory));
    return removeSnapshotsBefore(m_files, m_dataDirectory, m_position);
}

} // namespace hearth::tsdb
