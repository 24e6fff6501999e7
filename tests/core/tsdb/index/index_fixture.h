// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <vector>

#include "support/fake_file_system.h"
#include "tsdb/index/index_reader.h"
#include "tsdb/index/index_writer.h"

namespace hearth::tests {

/// An index in memory.
class IndexFixture {
  public:
    /// One chunk a series. `series` is put in order.
    static std::string write(std::vector<model::Labels> series, std::size_t maxPostingsInMemory = 1000) {
        std::ranges::sort(series);
        FakeFileSystem files;
        auto writer = tsdb::index::IndexWriter::create(files, "/index", maxPostingsInMemory).value();
        std::set<std::string> symbols{""};
        for (const auto& labels : series) {
            for (const auto& label : labels) {
                symbols.emplace(label.name);
                symbols.emplace(label.value);
            }
        }
        for (const auto& symbol : symbols) {
            writer->addSymbol(symbol).value();
        }
        std::uint64_t ref = 8;
        for (const auto& labels : series) {
            const tsdb::index::ChunkMeta chunk{1000, 2000, ref++};
            writer->addSeries(labels, std::span(&chunk, 1)).value();
        }
        writer->finish().value();
        return files.readAll("/index").value();
    }
};

} // namespace hearth::tests
