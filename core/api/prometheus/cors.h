// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "http/message.h"
#include "model/matcher.h"

namespace hearth::api {

/// Which web pages of other origins may read answers (https://fetch.spec.whatwg.org/#cors-protocol).
/// Threads: thread-safe.
class Cors {
  public:
    /// kInvalidArgument for a bad regular expression. `.*` allows everybody.
    static Result<Cors> create(const std::string& origin);

    /// Adds to an answer what the request's `Origin` (may be empty) calls for.
    void apply(std::string_view origin, std::vector<http::Header>& headers) const;

  private:
    Cors(model::Regex origin, bool everybody);

    model::Regex m_origin;
    bool m_everybody;
};

} // namespace hearth::api
