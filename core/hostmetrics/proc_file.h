// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth::hostmetrics {

/// A file of /proc or /sys that is read again and again: it stays open, and the buffer is used again.
/// Threads: thread-compatible.
class ProcFile {
  public:
    explicit ProcFile(std::string path);
    ~ProcFile();
    ProcFile(const ProcFile&) = delete;
    ProcFile& operator=(const ProcFile&) = delete;

    /// The contents now, valid until the next call. kNotFound where the file does not exist, kLimit beyond 16 MiB.
    Result<std::string_view> read();

  private:
    Result<void> open();
    /// The number of bytes read; -1 with errno set.
    std::ptrdiff_t readAll();
    void close();

    const std::string m_path;
    std::string m_buffer;
    int m_file = -1;
};

/// A file of one short value, without blanks at its ends; kNotFound where it does not exist or holds no value now.
Result<std::string> readValueFile(const std::string& path);
/// The same as a number; kInvalidArgument where it is none.
Result<double> readNumberFile(const std::string& path);

} // namespace hearth::hostmetrics
