// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace hearth::alertmanager {

struct MailAddress {
    std::string name;    ///< `Jörg, on call`; may be empty.
    std::string address; ///< `joerg@example.org`

    bool operator==(const MailAddress&) const = default;
};

/// `Jo <jo@example.org>, "A, B" <ab@example.org>, c@example.org` (RFC 5322, 3.4; comments are left out, groups are not
/// known). kInvalidArgument says what is wrong and where. Threads: thread-safe.
Result<std::vector<MailAddress>> parseAddressList(std::string_view text);

} // namespace hearth::alertmanager
