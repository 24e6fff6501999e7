// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/index/index_writer.h"

#include <fmt/format.h>

#include "base/byte_io.h"
#include "tsdb/index/postings_writer.h"

namespace hearth::tsdb::index {
namespace {

std::string_view textOf(const MappedFile& file) {
    const auto bytes = file.bytes();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string u32Bytes(std::uint64_t value) {
    std::string bytes;
    ByteWriter(bytes).u32(static_cast<std::uint32_t>(value));
    return bytes;
}

constexpr std::uint64_t kCountBytes = sizeof(std::uint32_t);
constexpr std::uint64_t kLengthBytes = sizeof(std::uint32_t);

} // namespace

IndexWriter::IndexWriter(FileSystem& files, std::string path, OutputFile out, std::size_t maxPostingsInMemory)
    : m_files(files)
    , m_path(std::move(path))
    , m_out(std::move(out))
    , m_maxPostingsInMemory(maxPostingsInMemory) {}

Result<std::unique_ptr<IndexWriter>> IndexWriter::create(FileSystem& files, const std::string& path,
                                                         std::size_t maxPostingsInMemory) {
    auto out = HEARTH_TRY(OutputFile::create(files, path));
    std::string header;
    ByteWriter writer(header);
    writer.u32(kMagic);
    writer.u8(static_cast<std::uint8_t>(Version::kV2));
    HEARTH_TRY(out.write(header));
    std::unique_ptr<IndexWriter> index(new IndexWriter(files, path, std::move(out), maxPostingsInMemory));
    index->m_toc.symbols = index->m_out.position();
    HEARTH_TRY(index->m_out.write(std::string(kLengthBytes + kCountBytes, '\0'))); // known when all are there
    return index;
}

Result<void> IndexWriter::addSymbol(std::string_view symbol) {
    if (m_lookup) {
        return fail(ErrorCode::kInternal, "index: a symbol comes after the series");
    }
    if (m_symbolCount != 0 && symbol <= m_lastSymbol) {
        return fail(ErrorCode::kInternal, fmt::format("index: symbol \"{}\" comes after \"{}\"", symbol, m_lastSymbol));
    }
    m_lastSymbol = symbol;
    ++m_symbolCount;
    m_buffer.clear();
    ByteWriter(m_buffer).string(symbol);
    return m_out.write(m_buffer);
}

Result<void> IndexWriter::finishSymbols() {
    const auto length = m_out.position() - m_toc.symbols - kLengthBytes;
    if (length > kMaxSectionBytes) {
        return fail(ErrorCode::kLimit, fmt::format("index: {} bytes of symbols are more than 4 GiB", length));
    }
    HEARTH_TRY(m_out.overwrite(m_toc.symbols, u32Bytes(length) + u32Bytes(m_symbolCount)));
    {
        const auto written = HEARTH_TRY(m_files.map(m_path));
        const auto content = textOf(*written).substr(m_toc.symbols + kLengthBytes);
        HEARTH_TRY(m_out.write(u32Bytes(crcOf(content))));
    }
    HEARTH_TRY(m_out.flush());
    m_symbolBytes = HEARTH_TRY(m_files.map(m_path));
    m_symbols = HEARTH_TRY(SymbolTable::open(textOf(*m_symbolBytes), Version::kV2, m_toc.symbols));
    m_lookup.emplace(m_symbols);
    m_toc.series = m_out.position();
    return {};
}

Result<void> IndexWriter::checkChunks(std::span<const ChunkMeta> chunks) const {
    auto ref = m_lastChunkRef;
    const ChunkMeta* last = nullptr;
    for (const auto& chunk : chunks) {
        if (chunk.ref < ref || chunk.end < chunk.begin || (last != nullptr && chunk.begin <= last->end)) {
            return fail(ErrorCode::kInternal, fmt::format("index: chunk {} from {} to {} is out of order", chunk.ref,
                                                          chunk.begin, chunk.end));
        }
        ref = chunk.ref;
        last = &chunk;
    }
    return {};
}

Result<void> IndexWriter::resolve(const model::Labels& labels) {
    m_refs.clear();
    for (const auto& label : labels) {
        const auto name = m_lookup->find(label.name);
        const auto value = m_lookup->find(label.value);
        if (!name || !value) {
            return fail(ErrorCode::kInternal,
                        fmt::format("index: \"{}\" is no symbol", name ? label.value : label.name));
        }
        m_refs.push_back({*name, *value});
    }
    return {};
}

Result<void> IndexWriter::addSeries(const model::Labels& labels, std::span<const ChunkMeta> chunks) {
    if (!m_lookup) {
        HEARTH_TRY(finishSymbols());
    }
    if (labels <= m_lastLabels) { // the empty set is no series
        return fail(ErrorCode::kInternal,
                    fmt::format("index: series {} comes after {}", labels.toString(), m_lastLabels.toString()));
    }
    HEARTH_TRY(checkChunks(chunks));
    HEARTH_TRY(resolve(labels));
    HEARTH_TRY(m_out.pad(kSeriesAlignment));
    if (m_out.position() / kSeriesAlignment > kMaxSectionBytes) {
        return fail(ErrorCode::kLimit, "index: the series take more than 64 GiB");
    }
    m_body.clear();
    appendSeriesBody(m_body, m_refs, chunks);
    m_buffer.clear();
    ByteWriter writer(m_buffer);
    writer.string(m_body);
    writer.u32(crcOf(m_body));
    HEARTH_TRY(m_out.write(m_buffer));
    for (const auto& label : m_refs) {
        ++m_uses[label.name];
    }
    ++m_seriesCount;
    m_lastLabels = labels;
    m_lastChunkRef = chunks.empty() ? m_lastChunkRef : chunks.back().ref;
    return {};
}

Result<void> IndexWriter::writePostings() {
    const auto tablePath = m_path + ".postings-table";
    const auto written = HEARTH_TRY(m_files.map(m_path));
    auto table = HEARTH_TRY(OutputFile::create(m_files, tablePath));
    PostingsWriter postings({textOf(*written).substr(0, m_toc.labelIndices), m_toc.series, m_seriesCount}, m_symbols,
                            m_uses, m_maxPostingsInMemory, m_out, table);
    HEARTH_TRY(postings.writeLists());
    m_toc.labelOffsets = m_out.position();
    m_toc.postingsTable = m_out.position();
    HEARTH_TRY(postings.writeTable());
    return m_files.remove(tablePath);
}

Result<void> IndexWriter::finish() {
    if (!m_lookup) {
        HEARTH_TRY(finishSymbols());
    }
    m_toc.labelIndices = m_out.position();
    m_toc.postings = m_out.position();
    HEARTH_TRY(m_out.pad(kPostingsAlignment));
    HEARTH_TRY(m_out.flush());
    HEARTH_TRY(writePostings());
    std::string toc;
    appendToc(toc, m_toc);
    HEARTH_TRY(m_out.write(toc));
    if (m_out.position() > kMaxIndexBytes) {
        return fail(ErrorCode::kLimit, "index: the file is larger than 64 GiB");
    }
    return m_out.sync();
}

} // namespace hearth::tsdb::index
