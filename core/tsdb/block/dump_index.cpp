// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "base/text.h"
#include "tsdb/block/chunk_files.h"
#include "tsdb/block/dump_block_files.h"
#include "tsdb/index/index_reader.h"

namespace hearth::tsdb {
namespace {

void printHead(const index::IndexReader& index, const LineSink& line) {
    const auto& toc = index.toc();
    line(fmt::format("index version {}, {} bytes", static_cast<int>(index.version()), index.file().size()));
    line(fmt::format("sections: symbols @{}, series @{}, label indices @{}, postings @{}, label offsets @{}, "
                     "postings table @{}",
                     toc.symbols, toc.series, toc.labelIndices, toc.postings, toc.labelOffsets, toc.postingsTable));
}

void printSymbols(const index::IndexReader& index, const LineSink& line) {
    for (index::SymbolTable::Cursor cursor(index.symbols()); cursor.next();) {
        line(fmt::format("symbol {} {}", cursor.ref(), quoteGo(cursor.symbol())));
    }
}

Result<void> printSeries(const index::IndexReader& index, const LineSink& line) {
    auto cursor = HEARTH_TRY(index::SeriesCursor::create(index));
    index::SymbolCache symbols(index.symbols());
    while (HEARTH_TRY(cursor.next())) {
        auto& entry = cursor.entry();
        const auto labels = HEARTH_TRY(entry.labels(symbols));
        line(fmt::format("series {} @{} {}", cursor.id(), entry.offset(), labels.toString()));
        while (const auto chunk = entry.nextChunk()) {
            const auto place = ChunkPlace::of(chunk->ref);
            line(fmt::format("  from {} to {}, chunks/{} @{}", chunk->begin, chunk->end, chunkFileName(place.file),
                             place.offset));
        }
        HEARTH_TRY(entry.check());
    }
    return {};
}

Result<void> printPostings(const index::IndexReader& index, const LineSink& line) {
    for (const auto& name : index.table().names()) {
        for (auto cursor = index.table().values(name); cursor.next();) {
            const auto list = HEARTH_TRY(index.postings(cursor.offset()));
            auto text = fmt::format("postings @{} {}={}:", cursor.offset(), name.name, quoteGo(cursor.value()));
            for (std::size_t i = 0; i < list.size(); ++i) {
                text += fmt::format(" {}", list[i]);
            }
            line(text);
        }
    }
    return {};
}

} // namespace

Result<void> printIndex(std::span<const std::byte> file, const LineSink& line) {
    const auto index = HEARTH_TRY(index::IndexReader::open({reinterpret_cast<const char*>(file.data()), file.size()}));
    printHead(index, line);
    printSymbols(index, line);
    HEARTH_TRY(printSeries(index, line));
    return printPostings(index, line);
}

} // namespace hearth::tsdb
