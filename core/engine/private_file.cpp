// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/private_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hearth::engine {
namespace {

constexpr mode_t kOwnerReadsAndWrites = 0600;
constexpr mode_t kOwnerEnters = 0700;

std::unexpected<Error> failure(std::string_view what, const std::string& path) {
    return fail(ErrorCode::kIo, fmt::format("{} {}: {}", what, path, std::strerror(errno)));
}

Result<void> writeAll(int file, std::string_view contents, const std::string& path) {
    while (!contents.empty()) {
        const auto written = ::write(file, contents.data(), contents.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return failure("write", path);
        }
        contents.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(file) == 0 ? Result<void>() : failure("sync", path);
}

} // namespace

Result<void> writePrivateFile(const std::string& path, std::string_view contents) {
    const auto directory = path.substr(0, path.rfind('/'));
    if (::mkdir(directory.c_str(), kOwnerEnters) != 0 && errno != EEXIST) {
        return failure("make", directory);
    }
    const auto draft = path + ".new";
    ::unlink(draft.c_str());
    const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kOwnerReadsAndWrites);
    if (file < 0) {
        return failure("create", draft);
    }
    auto written = writeAll(file, contents, draft);
    ::close(file);
    if (written && ::rename(draft.c_str(), path.c_str()) != 0) {
        written = failure("rename", draft);
    }
    if (!written) {
        ::unlink(draft.c_str());
    }
    return written;
}

} // namespace hearth::engine
