// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json_writer.h"
#include "http/server.h"

namespace hearth::api {

/// The API's kinds of failure; each has its word and its status.
enum class ErrorType : std::uint8_t { kBadData, kExecution, kCanceled, kTimeout, kInternal, kUnavailable, kNotFound };

/// `{"status":"error","errorType":...,"error":...}`
http::ServerResponse errorAnswer(ErrorType type, std::string_view message);
/// What a data source said. What it does not support is answered as an unknown path is.
http::ServerResponse errorAnswer(const Error& error);
/// The same for the failure of a query, where kInvalidArgument means its text, and kLimit and kInternal its execution.
http::ServerResponse queryErrorAnswer(const Error& error);
http::ServerResponse unknownPathAnswer();

/// Builds `{"status":"success","data":...}` in one buffer: write the value of `data` to json(), then take().
/// Threads: thread-compatible.
class SuccessAnswer {
  public:
    SuccessAnswer();
    SuccessAnswer(const SuccessAnswer&) = delete;
    SuccessAnswer& operator=(const SuccessAnswer&) = delete;

    JsonWriter& json() { return m_json; }
    /// The text so far, for writers that append whole values: call json().raw("") before.
    std::string& text() { return m_text; }
    http::ServerResponse take(const std::vector<std::string>& warnings = {},
                              const std::vector<std::string>& infos = {});

  private:
    void appendList(std::string_view name, const std::vector<std::string>& texts);

    std::string m_text;
    JsonWriter m_json;
};

} // namespace hearth::api
