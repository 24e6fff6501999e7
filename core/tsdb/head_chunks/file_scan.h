// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "base/log.h"
#include "tsdb/head_chunks/chunk_reader.h"
#include "tsdb/head_chunks/options.h"

namespace hearth::tsdb::head_chunks {

/// Walks a directory of head chunk files once, and puts right what it finds wrong.
/// Threads: thread-compatible.
class FileScan {
  public:
    struct ScannedFile {
        std::uint32_t number = 0;
        std::shared_ptr<const MappedFile> mapping;
        std::uint64_t goodBytes = 0;
    };

    /// All must outlive it.
    FileScan(FileSystem& files, const std::string& directory, const HeadChunksOptions& options, const Log& log)
        : m_files(files)
        , m_directory(directory)
        , m_options(options)
        , m_log(log) {}

    Result<void> run(const std::function<void(const HeadChunkEntry&)>& visit);

    const HeadChunksReport& report() const { return m_report; }
    /// The files that are served, ascending.
    std::vector<ScannedFile> takeFiles() { return std::move(m_scanned); }

  private:
    Result<std::vector<std::uint32_t>> listFiles();
    Result<bool> scanFile(std::uint32_t number, bool isLast, const std::function<void(const HeadChunkEntry&)>& visit);
    Result<void> cutTail(const std::string& path, std::uint64_t goodBytes, std::uint64_t size);
    Result<void> dropFile(std::uint32_t number, std::string reason, std::uint64_t goodBytes);

    FileSystem& m_files;
    const std::string& m_directory;
    const HeadChunksOptions& m_options;
    const Log& m_log;
    HeadChunksReport m_report;
    std::vector<ScannedFile> m_scanned;
};

} // namespace hearth::tsdb::head_chunks
