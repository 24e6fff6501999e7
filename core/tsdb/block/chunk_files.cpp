// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/block/chunk_files.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "base/byte_io.h"
#include "base/hash.h"

namespace hearth::tsdb {
namespace {

constexpr std::size_t kEncodingBytes = 1;
constexpr std::size_t kCrcBytes = 4;

std::unexpected<Error> damagedAt(std::uint64_t offset, std::string_view what) {
    return fail(ErrorCode::kCorruption, fmt::format("offset {}: {}", offset, what));
}

std::string_view textOf(const MappedFile& file) {
    const auto bytes = file.bytes();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool isNumber(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

std::string chunkFileName(std::uint64_t file) {
    return fmt::format("{:06}", file + 1);
}

Result<void> checkChunkFileHeader(std::string_view file) {
    ByteReader reader(file);
    const auto magic = reader.u32();
    const auto version = reader.u8();
    if (file.size() < kChunkFileHeaderBytes) {
        return damagedAt(file.size(), "the file ends within its header");
    }
    if (magic != kChunkFileMagic) {
        return damagedAt(0, fmt::format("{:08x} is not what a chunk file begins with", magic));
    }
    if (version != kChunkFileVersion) {
        return fail(ErrorCode::kUnsupported, fmt::format("version {} is not known", version));
    }
    return {};
}

Result<StoredChunk> readChunk(std::string_view file, std::uint64_t offset) {
    if (offset < kChunkFileHeaderBytes || offset >= file.size()) {
        return damagedAt(offset, fmt::format("no chunk lies there, in {} bytes", file.size()));
    }
    ByteReader reader(file.substr(offset));
    const auto length = reader.uvarint();
    if (!reader.ok() || length > reader.remaining() || reader.remaining() - length < kEncodingBytes + kCrcBytes) {
        return damagedAt(offset, "a chunk does not fit into the file");
    }
    const auto checked = reader.bytes(kEncodingBytes + length);
    const auto crc = reader.u32();
    const auto bytes = std::as_bytes(std::span(checked));
    if (crc != crc32c(bytes)) {
        return damagedAt(offset, "a chunk does not match its checksum");
    }
    const auto encoding = chunks::encodingFrom(static_cast<std::uint8_t>(checked.front()));
    if (!encoding) {
        return fail(ErrorCode::kUnsupported, fmt::format("offset {}: {}", offset, encoding.error().message()));
    }
    return StoredChunk{*encoding, bytes.subspan(kEncodingBytes), reader.position()};
}

Result<ChunkFiles> ChunkFiles::open(FileSystem& files, const std::string& directory) {
    if (!files.isDirectory(directory)) {
        return fail(ErrorCode::kNotFound, fmt::format("{} is missing", directory));
    }
    auto names = HEARTH_TRY(files.list(directory));
    std::erase_if(names, [](const auto& name) { return !isNumber(name); });
    ChunkFiles chunkFiles;
    for (const auto& name : names) {
        // References count files in the order of their names: a gap would silently shift them.
        if (const auto expected = chunkFileName(chunkFiles.size()); name != expected) {
            return fail(ErrorCode::kNotFound, fmt::format("{}/{} is missing", directory, expected));
        }
        const auto path = directory + "/" + name;
        auto file = HEARTH_TRY(files.map(path));
        if (auto checked = checkChunkFileHeader(textOf(*file)); !checked) {
            return std::unexpected(std::move(checked.error()).withContext(path));
        }
        chunkFiles.m_files.push_back(std::move(file));
    }
    return chunkFiles;
}

Result<StoredChunk> ChunkFiles::at(std::uint64_t ref) const {
    const auto place = ChunkPlace::of(ref);
    const auto name = [&] { return "chunks/" + chunkFileName(place.file); };
    if (place.file >= m_files.size()) {
        return fail(ErrorCode::kNotFound, fmt::format("{} is missing: a series has a chunk in it", name()));
    }
    auto chunk = readChunk(file(place.file), place.offset);
    if (!chunk) {
        return std::unexpected(std::move(chunk.error()).withContext(name()));
    }
    return chunk;
}

void ChunkFiles::release(std::uint64_t beginRef, std::uint64_t endRef) const {
    const auto begin = ChunkPlace::of(beginRef);
    const auto end = ChunkPlace::of(endRef);
    for (auto number = begin.file; number <= end.file && number < m_files.size(); ++number) {
        m_files[number]->release(number == begin.file ? begin.offset : 0,
                                 number == end.file ? end.offset : file(number).size());
    }
}

std::string_view ChunkFiles::file(std::size_t number) const {
    return textOf(*m_files[number]);
}

std::uint64_t ChunkFiles::byteCount() const {
    std::uint64_t bytes = 0;
    for (const auto& file : m_files) {
        bytes += file->bytes().size();
    }
    return bytes;
}

ChunkFileWriter::ChunkFileWriter(FileSystem& files, std::string directory, std::uint64_t maxFileBytes)
    : m_files(files)
    , m_directory(std::move(directory))
    , m_maxFileBytes(maxFileBytes) {}

Result<void> ChunkFileWriter::append(std::span<const ChunkView> chunks, std::vector<index::ChunkMeta>& metas) {
    // Prometheus reckons with the longest possible length field when it decides whether chunks fit.
    constexpr std::uint64_t kMaxLengthBytes = 5;
    metas.clear();
    if (!m_out) {
        HEARTH_TRY(cut());
    }
    std::uint64_t batch = 0;                // bytes since the batch began
    std::uint64_t base = m_out->position(); // where it began
    std::vector<std::size_t> cuts;          // numbers of the chunks that begin a new file
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        const auto size = kMaxLengthBytes + kEncodingBytes + chunks[i].payload.size() + kCrcBytes;
        batch += size;
        const bool fileIsEmpty = base <= kChunkFileHeaderBytes;
        if (batch + base > m_maxFileBytes && !(fileIsEmpty && i == 0)) {
            cuts.push_back(i);
            batch = size;
            base = kChunkFileHeaderBytes;
        }
    }
    auto nextCut = cuts.begin();
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        if (nextCut != cuts.end() && *nextCut == i) {
            HEARTH_TRY(cut());
            ++nextCut;
        }
        HEARTH_TRY(write(chunks[i], metas));
    }
    return {};
}

Result<void> ChunkFileWriter::write(const ChunkView& chunk, std::vector<index::ChunkMeta>& metas) {
    metas.push_back({chunk.begin, chunk.end, ChunkPlace{m_fileCount - 1, m_out->position()}.ref()});
    m_head.clear();
    ByteWriter writer(m_head);
    writer.uvarint(chunk.payload.size());
    const auto encodingAt = m_head.size();
    writer.u8(static_cast<std::uint8_t>(chunk.encoding));
    const auto crcOfEncoding = crc32c(std::as_bytes(std::span(m_head).subspan(encodingAt)));
    HEARTH_TRY(m_out->write(m_head));
    HEARTH_TRY(m_out->write({reinterpret_cast<const char*>(chunk.payload.data()), chunk.payload.size()}));
    m_head.clear();
    writer.u32(crc32c(chunk.payload, crcOfEncoding));
    return m_out->write(m_head);
}

Result<void> ChunkFileWriter::cut() {
    HEARTH_TRY(finish());
    m_out = HEARTH_TRY(index::OutputFile::create(m_files, m_directory + "/" + chunkFileName(m_fileCount)));
    ++m_fileCount;
    std::string header;
    ByteWriter writer(header);
    writer.u32(kChunkFileMagic);
    writer.u8(kChunkFileVersion);
    header.resize(kChunkFileHeaderBytes, '\0');
    return m_out->write(header);
}

Result<void> ChunkFileWriter::finish() {
    return m_out ? m_out->sync() : Result<void>();
}

} // namespace hearth::tsdb
