// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/index/output_file.h"

#include <span>

namespace hearth::tsdb::index {
namespace {

std::span<const std::byte> asBytes(std::string_view text) {
    return std::as_bytes(std::span(text));
}

} // namespace

Result<OutputFile> OutputFile::create(FileSystem& files, const std::string& path) {
    return OutputFile(HEARTH_TRY(files.open(path, FileSystem::OpenMode::kTruncate)));
}

Result<void> OutputFile::pad(std::uint64_t alignment) {
    const auto over = position() % alignment;
    return over == 0 ? Result<void>() : write(std::string(alignment - over, '\0'));
}

Result<void> OutputFile::overwrite(std::uint64_t offset, std::string_view bytes) {
    HEARTH_TRY(flush());
    return m_file->overwrite(offset, asBytes(bytes));
}

Result<void> OutputFile::flush() {
    if (!m_buffer.empty()) {
        HEARTH_TRY(m_file->append(asBytes(m_buffer)));
        m_written += m_buffer.size();
        m_buffer.clear();
    }
    return {};
}

Result<void> OutputFile::sync() {
    HEARTH_TRY(flush());
    return m_file->sync();
}

Result<std::size_t> OutputFile::readAt(std::uint64_t offset, std::span<char> out) const {
    return m_file->readAt(offset, std::as_writable_bytes(out));
}

} // namespace hearth::tsdb::index
