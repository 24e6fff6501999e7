// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/file_system.h"

namespace hearth::tsdb::index {

/// A file that is written from front to back, in large steps, and knows where it is.
/// Threads: thread-compatible.
class OutputFile {
  public:
    /// An existing file is replaced. `files` must outlive it. Errors: kIo, as all below.
    static Result<OutputFile> create(FileSystem& files, const std::string& path);

    std::uint64_t position() const { return m_written + m_buffer.size(); }
    Result<void> write(std::string_view bytes) {
        m_buffer.append(bytes);
        return m_buffer.size() < kStep ? Result<void>() : flush();
    }
    /// Zeros up to a multiple of `alignment`.
    Result<void> pad(std::uint64_t alignment);
    /// Replaces bytes that were written before.
    Result<void> overwrite(std::uint64_t offset, std::string_view bytes);
    Result<void> flush();
    Result<void> sync();
    /// Up to `out.size()` bytes of what was flushed; returns how many there were.
    Result<std::size_t> readAt(std::uint64_t offset, std::span<char> out) const;

  private:
    static constexpr std::size_t kStep = 256U << 10U;
    explicit OutputFile(std::unique_ptr<File> file)
        : m_file(std::move(file)) {}

    std::unique_ptr<File> m_file;
    std::string m_buffer;
    std::uint64_t m_written = 0;
};

} // namespace hearth::tsdb::index
