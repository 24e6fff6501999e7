// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostmetrics/proc_file.h"

#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/number_format.h"
#include "base/text.h"

namespace hearth::hostmetrics {
namespace {

constexpr std::size_t kFirstBufferBytes = 4096;
constexpr std::size_t kMaxFileBytes = 16U << 20U;
/// What a file of one value may hold; sysfs itself stops at a page.
constexpr std::size_t kMaxValueBytes = 4096;

Error openError(const std::string& path, int errorNumber) {
    auto error = Error::fromErrno("open " + path, errorNumber);
    const bool isAbsent = errorNumber == ENOENT || errorNumber == ENOTDIR || errorNumber == ENODEV;
    return isAbsent ? Error(ErrorCode::kNotFound, error.message()) : error;
}

} // namespace

ProcFile::ProcFile(std::string path)
    : m_path(std::move(path)) {}

ProcFile::~ProcFile() {
    close();
}

void ProcFile::close() {
    if (m_file >= 0) {
        ::close(m_file);
        m_file = -1;
    }
}

Result<void> ProcFile::open() {
    m_file = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC);
    return m_file >= 0 ? Result<void>() : std::unexpected(openError(m_path, errno));
}

std::ptrdiff_t ProcFile::readAll() {
    std::size_t size = 0;
    while (true) {
        if (m_buffer.size() - size < kFirstBufferBytes / 2) {
            m_buffer.resize(std::max(kFirstBufferBytes, 2 * m_buffer.size()));
        }
        const auto count = ::pread(m_file, m_buffer.data() + size, m_buffer.size() - size, static_cast<off_t>(size));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) { // a short read is no sign of the end in /proc
            return count < 0 ? count : static_cast<std::ptrdiff_t>(size);
        }
        size += static_cast<std::size_t>(count);
        if (size > kMaxFileBytes) {
            errno = EFBIG;
            return -1;
        }
    }
}

Result<std::string_view> ProcFile::read() {
    const bool wasOpen = m_file >= 0;
    if (!wasOpen) {
        HEARTH_TRY(open());
    }
    auto size = readAll();
    if (size < 0 && wasOpen) { // the thing behind an old descriptor may be gone and a new one there
        close();
        HEARTH_TRY(open());
        size = readAll();
    }
    if (size < 0) {
        const int errorNumber = errno;
        close();
        if (errorNumber == EFBIG) {
            return fail(ErrorCode::kLimit, fmt::format("{} exceeds {} bytes", m_path, kMaxFileBytes));
        }
        return std::unexpected(Error::fromErrno("read " + m_path, errorNumber));
    }
    return std::string_view(m_buffer.data(), static_cast<std::size_t>(size));
}

Result<std::string> readValueFile(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        return std::unexpected(openError(path, errno));
    }
    char buffer[kMaxValueBytes];
    const auto size = ::read(file, buffer, sizeof(buffer));
    const int errorNumber = errno;
    ::close(file);
    if (size < 0) { // drivers answer so for what is not to be known at the moment
        return fail(ErrorCode::kNotFound, Error::fromErrno("read " + path, errorNumber).message());
    }
    return std::string(trim({buffer, static_cast<std::size_t>(size)}));
}

Result<double> readNumberFile(const std::string& path) {
    const auto text = HEARTH_TRY(readValueFile(path));
    const auto value = parseFloat(text);
    if (!value) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("{} holds no number: {}", path, quoteGo(text)));
    }
    return *value;
}

} // namespace hearth::hostmetrics
