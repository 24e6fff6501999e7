// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file_system.h"

#include <algorithm>
#include <fmt/format.h>

namespace hearth {

void MappedFile::release(std::uint64_t /*begin*/, std::uint64_t /*end*/) const {}

Result<void> writeAgain(File& file) {
    constexpr std::size_t kPiece = 1U << 20U;
    const auto size = HEARTH_TRY(file.size());
    std::vector<std::byte> buffer(static_cast<std::size_t>(std::min<std::uint64_t>(size, kPiece)));
    for (std::uint64_t offset = 0; offset < size; offset += buffer.size()) {
        const auto wanted =
            std::span(buffer).first(static_cast<std::size_t>(std::min<std::uint64_t>(size - offset, kPiece)));
        const auto count = HEARTH_TRY(file.readAt(offset, wanted));
        HEARTH_TRY(file.overwrite(offset, wanted.first(count)));
    }
    return {};
}

Result<std::string> FileSystem::readAll(const std::string& path, std::uint64_t maxBytes) {
    const auto file = HEARTH_TRY(open(path, OpenMode::kRead));
    constexpr std::size_t kStep = 64U << 10U; // files under /proc state no size, so read until the end
    std::string text;
    for (;;) {
        const auto start = text.size();
        text.resize(start + kStep);
        const auto part = std::span(text).subspan(start);
        const auto size = HEARTH_TRY(file->readAt(start, std::as_writable_bytes(part)));
        text.resize(start + size);
        if (text.size() > maxBytes) {
            return fail(ErrorCode::kLimit, fmt::format("{} is larger than {} bytes", path, maxBytes));
        }
        if (size < kStep) {
            return text;
        }
    }
}

Result<void> FileSystem::replaceAtomically(const std::string& path, std::string_view contents) {
    const auto temporary = path + ".tmp";
    {
        const auto file = HEARTH_TRY(open(temporary, OpenMode::kTruncate));
        HEARTH_TRY(file->append(std::as_bytes(std::span(contents))));
        HEARTH_TRY(file->sync());
    }
    HEARTH_TRY(rename(temporary, path));
    const auto slash = path.rfind('/');
    return syncDirectory(slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1)));
}

} // namespace hearth
