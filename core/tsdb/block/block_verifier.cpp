// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/block/block_verifier.h"

#include <algorithm>
#include <fmt/format.h>

#include "chunks/decode.h"

namespace hearth::tsdb {
namespace {

std::string placeText(std::uint64_t ref) {
    const auto place = ChunkPlace::of(ref);
    return fmt::format("chunks/{}: offset {}", chunkFileName(place.file), place.offset);
}

std::string directoryName(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

} // namespace

template <class... Args>
void BlockVerifier::found(const char* format, Args&&... args) {
    if (m_findings.size() < kMaxFindings) {
        m_findings.push_back(fmt::format(fmt::runtime(format), std::forward<Args>(args)...));
    } else {
        ++m_untold;
    }
}

void BlockVerifier::found(const Error& error) {
    found("{}", error.message());
}

std::vector<std::string> BlockVerifier::run() {
    checkSeries();
    checkChunkFiles();
    checkPostings();
    checkMeta();
    checkTombstones();
    if (m_untold != 0) {
        m_findings.push_back(fmt::format("and {} more", m_untold));
    }
    return std::move(m_findings);
}

void BlockVerifier::checkSeries() {
    const auto all = m_block.index().allPostings();
    if (!all) {
        found(all.error());
        return;
    }
    all->appendTo(m_ids);
    for (const auto id : m_ids) {
        checkEntry(id);
    }
}

void BlockVerifier::checkEntry(index::SeriesId id) {
    if (m_walk.id && id <= *m_walk.id) {
        found("index: series {} is out of order in the postings of all series", id);
    }
    m_walk.id = id;
    auto entry = m_block.index().series(id);
    if (!entry) {
        found(entry.error());
        return;
    }
    auto counted = *entry;
    while (counted.nextLabel()) {
        ++m_labelPairs;
    }
    auto labels = entry->labels(m_symbols);
    if (!labels) {
        found(labels.error());
        return;
    }
    checkLabels(id, *std::move(labels));
    std::optional<model::TimestampMs> before;
    while (const auto chunk = entry->nextChunk()) {
        checkChunk(*chunk, before);
        before = chunk->end;
    }
    if (const auto checked = entry->check(); !checked) {
        found(checked.error());
    }
    ++m_walk.stats.series;
}

void BlockVerifier::checkLabels(index::SeriesId id, model::Labels labels) {
    if (labels <= m_walk.labels) {
        found("index: series {}: {} comes after {}", id, labels.toString(), m_walk.labels.toString());
    }
    m_walk.labels = std::move(labels);
}

void BlockVerifier::checkChunk(const index::ChunkMeta& meta, std::optional<model::TimestampMs> before) {
    const auto& block = m_block.meta();
    if (meta.end < meta.begin || (before && meta.begin <= *before)) {
        found("{}: the chunk of {}, from {} to {}, overlaps the one before", placeText(meta.ref),
              m_walk.labels.toString(), meta.begin, meta.end);
    }
    if (meta.begin < block.minTime || meta.end >= block.maxTime) {
        found("{}: the chunk from {} to {} lies outside of the block, from {} to {}", placeText(meta.ref), meta.begin,
              meta.end, block.minTime, block.maxTime);
    }
    if (m_walk.stats.chunks != 0 && meta.ref <= m_walk.chunkRef) {
        found("{}: the chunk of {} does not lie behind the one before", placeText(meta.ref), m_walk.labels.toString());
    }
    m_walk.chunkRef = meta.ref;
    ++m_walk.stats.chunks;
    const auto chunk = m_block.chunks().at(meta.ref);
    if (!chunk) {
        found(chunk.error());
        return;
    }
    m_chunkBytes += chunk->bytes;
    checkSamples(meta, *chunk);
}

void BlockVerifier::checkSamples(const index::ChunkMeta& meta, const StoredChunk& chunk) {
    const auto summary = chunks::summarize(chunk.encoding, chunk.payload);
    if (!summary) {
        found("{}: {}", placeText(meta.ref), summary.error().message());
        return;
    }
    m_walk.stats.samples += summary->samples;
    if (!summary->ascending) {
        found("{}: the chunk's samples are not in the order of time", placeText(meta.ref));
    }
    if (summary->samples == 0) {
        found("{}: the chunk is empty", placeText(meta.ref));
    } else if (summary->first != meta.begin || summary->last != meta.end) {
        found("{}: the chunk spans {} to {}, but the index says {} to {}", placeText(meta.ref), summary->first,
              summary->last, meta.begin, meta.end);
    }
}

void BlockVerifier::checkChunkFiles() {
    const auto& chunks = m_block.chunks();
    std::uint64_t bytes = chunks.size() * kChunkFileHeaderBytes;
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        const auto padding = chunks.file(i).substr(5, 3);
        if (padding != std::string_view("\0\0\0", 3)) {
            found("chunks/{}: offset 5: the header's last bytes are no zeros", chunkFileName(i));
        }
    }
    bytes += m_chunkBytes;
    if (m_findings.empty() && bytes != chunks.byteCount()) {
        found("chunks: {} of {} bytes belong to no series", chunks.byteCount() - bytes, chunks.byteCount());
    }
}

void BlockVerifier::checkPostings() {
    const auto& table = m_block.index().table();
    for (const auto& name : table.names()) {
        for (auto cursor = table.values(name); cursor.next();) {
            checkList(name.name, cursor.value(), cursor.offset());
        }
    }
    if (m_findings.empty() && m_postings != m_labelPairs) {
        found("index: the series have {} labels, but the postings {}", m_labelPairs, m_postings);
    }
}

void BlockVerifier::checkList(std::string_view name, std::string_view value, std::uint64_t offset) {
    const auto& index = m_block.index();
    if (index.version() != index::Version::kV1 && offset % index::kPostingsAlignment != 0) {
        found("index: offset {}: the postings of {}=\"{}\" are not aligned", offset, name, value);
    }
    const auto list = index.postings(offset);
    if (!list) {
        found(list.error());
        return;
    }
    if (name.empty()) {
        return;
    }
    if (list->empty()) {
        found("index: offset {}: {}=\"{}\" has no series", offset, name, value);
    }
    m_postings += list->size();
    std::optional<index::SeriesId> last;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const auto id = (*list)[i];
        if (last && id <= *last) {
            found("index: offset {}: the postings of {}=\"{}\" are out of order", offset, name, value);
            return;
        }
        last = id;
        checkLabelOf(id, name, value);
    }
}

void BlockVerifier::checkLabelOf(index::SeriesId id, std::string_view name, std::string_view value) {
    if (!std::ranges::binary_search(m_ids, id)) {
        found("index: the postings of {}=\"{}\" name series {}, which there is not", name, value, id);
        return;
    }
    auto entry = m_block.index().series(id);
    if (!entry) {
        return; // told already
    }
    while (const auto label = entry->nextLabel()) {
        const auto entryName = m_symbols.at(label->name);
        if (entryName && *entryName == name) {
            const auto entryValue = m_symbols.at(label->value);
            if (entryValue && *entryValue == value) {
                return;
            }
            break;
        }
    }
    found("index: the postings of {}=\"{}\" name series {}, which has no such label", name, value, id);
}

void BlockVerifier::checkMeta() {
    const auto& meta = m_block.meta();
    const auto compare = [&](const char* what, std::uint64_t stated, std::uint64_t counted) {
        if (stated != counted) {
            found("meta.json: {} {} are stated, but there are {}", stated, what, counted);
        }
    };
    compare("series", meta.stats.series, m_walk.stats.series);
    compare("chunks", meta.stats.chunks, m_walk.stats.chunks);
    compare("samples", meta.stats.samples, m_walk.stats.samples);
    const auto name = directoryName(m_block.directory());
    if (const auto ulid = Ulid::parse(name); ulid && *ulid != meta.ulid) {
        found("meta.json: the block calls itself {}, but its directory {}", meta.ulid.toString(), name);
    }
}

void BlockVerifier::checkTombstones() {
    for (const auto& [series, times] : m_block.tombstones()->series()) {
        if (series > 0xffff'ffffULL || !std::ranges::binary_search(m_ids, static_cast<index::SeriesId>(series))) {
            found("tombstones: series {} is deleted in part, but there is none", series);
        }
    }
}

} // namespace hearth::tsdb
