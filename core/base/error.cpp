// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

#include <fmt/format.h>
#include <system_error>

namespace hearth {

Error::Error(ErrorCode code, std::string message)
    : m_code(code)
    , m_message(std::move(message)) {}

Error::Error(ErrorCode code, std::string message, SourceRange range)
    : m_code(code)
    , m_message(std::move(message))
    , m_range(range) {}

Error Error::withContext(std::string_view context) && {
    m_message = fmt::format("{}: {}", context, m_message);
    return std::move(*this);
}

Error Error::fromErrno(std::string_view action, int errorNumber) {
    return {ErrorCode::kIo, fmt::format("{}: {}", action, std::generic_category().message(errorNumber))};
}

std::unexpected<Error> fail(ErrorCode code, std::string message) {
    return std::unexpected(Error(code, std::move(message)));
}

std::unexpected<Error> fail(ErrorCode code, std::string message, SourceRange range) {
    return std::unexpected(Error(code, std::move(message), range));
}

} // namespace hearth
