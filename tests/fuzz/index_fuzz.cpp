// SPDX-License-Identifier: GPL-3.0-or-later
#include "resealed.h"
#include "tsdb/block/dump_block_files.h"
#include "tsdb/index/index_reader.h"
#include "tsdb/index/selection.h"

namespace {

using namespace hearth;
using namespace hearth::tsdb::index;

/// The file with right checksums, as far as its structure can be followed.
std::string sealed(std::string file) {
    if (file.size() < kHeaderBytes + kTocBytes) {
        return file;
    }
    fuzz::seal(file, file.size() - kTocBytes, kTocBytes - kCrcBytes);
    const auto toc = readToc(file);
    if (!toc) {
        return file;
    }
    fuzz::sealSection(file, toc->symbols);
    fuzz::sealSection(file, toc->postingsTable);
    const auto copy = file;
    const auto index = IndexReader::open(copy);
    if (!index) {
        return file;
    }
    for (const auto& name : index->table().names()) {
        for (auto cursor = index->table().values(name); cursor.next();) {
            fuzz::sealSection(file, cursor.offset());
            const auto list = readPostings(file, cursor.offset());
            for (std::size_t i = 0; list && i < list->size() && i < 1000; ++i) {
                const auto id = std::uint64_t{(*list)[i]};
                fuzz::sealEntry(file, index->version() == Version::kV1 ? id : id * kSeriesAlignment, 0);
            }
        }
    }
    return file;
}

void read(const std::string& file) {
    (void)tsdb::printIndex(std::as_bytes(std::span(file)), [](std::string_view) {});
    const auto index = IndexReader::open(file);
    if (!index) {
        return;
    }
    const auto regex = model::Matcher::create(model::MatchType::kRegex, "__name__", "a.*").value();
    const auto notRegex = model::Matcher::create(model::MatchType::kNotRegex, "job", ".*b").value();
    for (const auto& matchers : {model::Matchers{regex}, model::Matchers{notRegex},
                                 model::Matchers{model::Matcher::equal("a", "b"), notRegex}}) {
        if (const auto ids = selectSeries(*index, matchers, {})) {
            (void)labelNamesOf(*index, *ids, {});
            (void)labelValuesOf(*index, "job", *ids, {});
        }
    }
}

} // namespace

/// Any bytes are an index, or an error: with the checksums that they have, and with right ones.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string file(reinterpret_cast<const char*>(data), size);
    read(file);
    read(sealed(file));
    return 0;
}
